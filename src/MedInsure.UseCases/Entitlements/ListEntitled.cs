using MedInsure.Persistence.Entitlements;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Entitlements;

/// <summary>The persons of a run, a page at a time in the order of the roster.</summary>
/// <param name="Winner">Id of the identity that applies.</param>
/// <param name="After">The last person of the page before; null for the first page.</param>
public sealed record ListEntitled(long RunId, RegionCode? Region = null, EntitlementState? State = null, string? Winner = null, long? After = null);

/// <param name="Number">Masked; null where the person is no longer on any roster.</param>
/// <param name="Identities">Names of the identities of the month, that which applies first.</param>
/// <param name="Problem">Why it cannot be computed or nothing is given.</param>
public sealed record EntitledPerson(
    long PersonId,
    string? Name,
    string? Number,
    string Region,
    IReadOnlyList<string> Identities,
    EntitlementState State,
    PaymentMode? Mode,
    int? AmountFen,
    int PaidFen,
    int? DifferenceFen,
    Month? EnrolMonth,
    Month? PayMonth,
    string? Problem,
    bool HasBound,
    EntitlementDecision? Decision);

public sealed record EntitledPage(IReadOnlyList<EntitledPerson> Persons, bool HasMore);

public sealed class ListEntitledHandler(TenantDb tenantDb, InstallationKey key)
{
    public const int PageSize = 50;

    public async Task<Result<EntitledPage>> HandleAsync(Actor actor, ListEntitled request, CancellationToken ct)
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

        if (await DataKeyBinding.CheckAsync(db, key, ct) is { } otherKey)
        {
            return otherKey;
        }

        var (run, id) = (loaded.Value, loaded.Value.Row.Id);
        var rows = db.Rows.Entitlements.AsNoTracking().Where(row => row.RunId == id);
        if (run.Scope is { } scope)
        {
            rows = rows.Where(row => scope.Contains(row.RegionCode));
        }

        if (request.Region is { } region)
        {
            rows = rows.Where(row => row.RegionCode == region);
        }

        if (request.State is { } state)
        {
            rows = rows.Where(row => row.State == state);
        }

        if (request.After is { } after)
        {
            rows = rows.Where(row => row.PersonId > after);
        }

        var choices = (await run.ChoicesAsync(db, ct)).ToDictionary(choice => choice.Id);
        if (request.Winner is { } winner)
        {
            var winning = choices.Values.Where(choice => choice.Winner == winner).Select(choice => choice.Id).ToList();
            rows = rows.Where(row => winning.Contains(row.ChoiceId));
        }

        var page = await rows.OrderBy(row => row.PersonId).Take(PageSize + 1).ToListAsync(ct);
        var shown = page.Take(PageSize).ToList();
        var ids = shown.ConvertAll(row => row.PersonId);
        var persons = await db.Rows.Persons.AsNoTracking().Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, ct);
        var decisions = await EntitlementDecisions.OfAsync(db, run.Row, shown, ct);
        using var vault = key.IdentityVaultFor(actor.TenantId);
        return new EntitledPage(
            [.. shown.Select(row =>
            {
                var (choice, person) = (choices[row.ChoiceId], persons.GetValueOrDefault(row.PersonId));
                return new EntitledPerson(
                    row.PersonId,
                    person?.Name,
                    person is null ? null : vault.Open(person.IdNumber).Masked,
                    run.Basis.RegionName(row.RegionCode),
                    [.. choice.Categories.OrderBy(category => category == choice.Winner ? 0 : 1).Select(run.Basis.NameOf)],
                    row.State,
                    choice.Mode,
                    choice.State == ChoiceState.None ? 0 : choice.AmountFen,
                    row.PaidFen,
                    row.DifferenceFen,
                    row.EnrolMonth,
                    row.PayMonth,
                    choice.Problem,
                    choice.HasBound,
                    decisions.GetValueOrDefault(row.PersonId));
            })],
            page.Count > PageSize);
    }
}
