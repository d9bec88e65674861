using MedInsure.Persistence.Entitlements;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Payments;
using MedInsure.Rules.Subsidies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Entitlements;

/// <summary>Why one person is entitled to what a run says: the identities and what each gives, the clauses, the steps, the months, the bounds. Computed again from what the run rests on.</summary>
public sealed record ExplainEntitlement(long RunId, long PersonId);

/// <param name="Number">Masked; null where the person is no longer on any roster.</param>
/// <param name="Entitlement">As the rules say it: the choice with its losers, steps and bounds, what was paid, the months, the sentence.</param>
/// <param name="Gaps">What has to be filled before it can be computed.</param>
/// <param name="Age">For which ages the answer was found; null where no rule goes by age.</param>
/// <param name="Identities">Names of the identities of the month, as the run found them.</param>
public sealed record ExplainedEntitlement(
    long PersonId,
    string? Name,
    string? Number,
    string Region,
    Month Month,
    int CoverageYear,
    Entitlement Entitlement,
    IReadOnlyList<string> Gaps,
    string? Age,
    IReadOnlyList<string> Identities,
    Month? Identified,
    EntitlementDecision? Decision)
{
    /// <summary>应参保 and 应资助 are two sets of people; neither contains the other.</summary>
    public const string EnrolmentNote = "资助认定只看身份和政策，不以系统中有没有参保缴费记录为条件；应参保而未参保、已缴费而未资助的，在“三方比对”中逐人核对。";
}

public sealed class ExplainEntitlementHandler(TenantDb tenantDb, InstallationKey key)
{
    public async Task<Result<ExplainedEntitlement>> HandleAsync(Actor actor, ExplainEntitlement request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (EntitlementPermissions.ToSee(actor) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var loaded = await StoredEntitlementRun.LoadAsync(db, actor, request.RunId, ct);
        if (!loaded.IsOk)
        {
            return loaded.Problem;
        }

        var run = loaded.Value;
        if (run.OtherEngine() is { } engine)
        {
            return engine;
        }

        var row = await db.Rows.Entitlements.AsNoTracking().SingleOrDefaultAsync(one => one.RunId == request.RunId && one.PersonId == request.PersonId, ct);
        if (row is null || !run.Covers(row.RegionCode))
        {
            return new NotFound("这次认定中没有这个人，或者他不在您负责的县（市、区）。");
        }

        if (await DataKeyBinding.CheckAsync(db, key, ct) is { } otherKey)
        {
            return otherKey;
        }

        var choice = await db.Rows.EntitlementChoices.AsNoTracking().SingleAsync(one => one.RunId == request.RunId && one.Id == row.ChoiceId, ct);
        var paidBy = await db.Rows.PaymentItems.AsNoTracking()
            .Where(item => item.PersonId == row.PersonId && item.CoverageYear == run.Row.CoverageYear && (item.State == PaymentItemState.Planned || item.State == PaymentItemState.Sent || item.State == PaymentItemState.Paid))
            .OrderByDescending(item => item.Id).Select(item => (Rules.Policies.PaymentMode?)item.Mode).FirstOrDefaultAsync(ct);
        var entitlement = Again(run, row, choice, row.PaidFen > 0 ? paidBy : null);
        var person = await db.Rows.Persons.AsNoTracking().SingleOrDefaultAsync(one => one.Id == row.PersonId, ct);
        using var vault = key.IdentityVaultFor(actor.TenantId);
        return new ExplainedEntitlement(
            row.PersonId,
            person?.Name,
            person is null ? null : vault.Open(person.IdNumber).Masked,
            run.Basis.RegionName(row.RegionCode),
            run.Row.Month,
            run.Row.CoverageYear,
            entitlement,
            [.. entitlement.Choice.Gaps.Select(gap => run.Basis.Policy.FindGap(gap)?.What ?? gap)],
            AgeOf(run.Basis.Combinations, choice.AgeClass),
            [.. choice.Categories.Select(run.Basis.NameOf)],
            row.IdentifiedMonth,
            (await EntitlementDecisions.OfAsync(db, run.Row, [row], ct)).GetValueOrDefault(row.PersonId));
    }

    /// <summary>The rules, asked for this very person, must say what the run's sets say.</summary>
    private static Entitlement Again(StoredEntitlementRun run, EntitlementEntity row, EntitlementChoiceEntity choice, Rules.Policies.PaymentMode? paidBy)
    {
        var person = new SubsidyPerson(
            row.RegionCode,
            [.. choice.Categories.Select(category => row.IdentifiedMonth is { } identified && category == choice.Winner ? new HeldIdentity(category, identified, null, true) : new HeldIdentity(category, run.Row.Month))])
        {
            Enrolment = run.Basis.Combinations.EnrolmentOf(choice.AgeClass),
            Paid = new Money(row.PaidFen),
            PaidBy = paidBy,
        };
        var said = new SubsidyEntitlement(run.Basis.Combinations.Choices).Of(person, run.Row.Month);
        return (said.State, said.Difference?.Fen, said.EnrolIn, said.PayIn) == (row.State, (long?)row.DifferenceFen, row.EnrolMonth, row.PayMonth)
            ? said
            : throw new InvalidDataException($"Run {row.RunId}, person {row.PersonId}: kept {row.State} {row.DifferenceFen}, the rules say {said.State} {said.Difference?.Fen}.");
    }

    private static string? AgeOf(SubsidyCombinations combinations, int ageClass)
    {
        var ages = combinations.AgeClasses;
        return ages.Count == 0 ? null
            : ageClass == 0 ? $"未满 {ages[0]} 岁"
            : ageClass == ages.Count ? $"{ages[^1]} 岁以上（含）"
            : $"{ages[ageClass - 1]} 至 {ages[ageClass] - 1} 岁";
    }
}
