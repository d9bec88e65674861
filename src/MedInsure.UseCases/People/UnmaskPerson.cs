using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.People;

/// <summary>Shows the full number of one person, with a reason that stays in the audit trail.</summary>
public sealed record UnmaskPerson(long PersonId, int Year, string Reason)
{
    public const int MaxReason = 200;
}

/// <summary>The number, to be shown and then forgotten. Prints itself without it.</summary>
public sealed record UnmaskedPerson(string Number)
{
    public override string ToString() => nameof(UnmaskedPerson);
}

public sealed class UnmaskPersonHandler(TenantDb tenantDb, InstallationKey key)
{
    public async Task<Result<UnmaskedPerson>> HandleAsync(Actor actor, UnmaskPerson request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        await using var db = await tenantDb.OpenAsync(actor, ct);
        if (PeoplePowers.Unmasking(actor) is { } refusal)
        {
            await db.SaveAsync($"{nameof(UnmaskPerson)}Refused", $"person/{request.PersonId}", new { refusal.Sentence }, ct);
            return refusal;
        }

        var reason = request.Reason.Trim();
        if (ReasonProblem(reason) is { } problem)
        {
            return problem;
        }

        var read = await PeopleBasis.ReadAsync(db, actor, request.Year, ct);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        if (await DataKeyBinding.CheckAsync(db, key, ct) is { } otherKey)
        {
            return otherKey;
        }

        var person = await db.Rows.Persons.AsNoTracking().SingleOrDefaultAsync(one => one.Id == request.PersonId, ct);
        if (person is null || !read.Value.Covers(actor, person.RegionCode))
        {
            return ShowPersonHandler.Unknown;
        }

        // First the record, then the number.
        var saved = await db.SaveAsync(nameof(UnmaskPerson), $"person/{person.Id}", new { Reason = reason }, ct);
        if (!saved.IsOk)
        {
            return saved.Problem;
        }

        using var vault = key.IdentityVaultFor(actor.TenantId);
        return new UnmaskedPerson(vault.Open(person.IdNumber).Value);
    }

    /// <summary>What is wrong with a reason; null when it will do.</summary>
    internal static Refused? ReasonProblem(string reason) =>
        reason.Length < 2 ? new Refused("请写明查看完整身份证号码的事由，例如“与税务部门核对缴费”。")
        : reason.Length > UnmaskPerson.MaxReason ? new Refused($"事由超过 {UnmaskPerson.MaxReason} 个字，请写得简短一些。")
        : IdentityNumber.StandsIn(reason) ? new Refused("事由中不要写身份证号码，请改写后再办。")
        : null;
}
