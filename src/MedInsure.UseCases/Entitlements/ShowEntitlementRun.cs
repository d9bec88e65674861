using System.Text.Json;
using MedInsure.Persistence.Entitlements;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Entitlements;

/// <summary>A run with its totals by county, identity and state; the persons come in pages (<see cref="ListEntitled"/>).</summary>
public sealed record ShowEntitlementRun(long RunId);

/// <summary>Persons of one county, winning identity and state.</summary>
/// <param name="Category">Id of the identity that applies; null where none does.</param>
public sealed record EntitlementSum(RegionCode Region, string RegionName, string? Category, string CategoryName, PaymentMode? Mode, EntitlementState State, long Persons, long PaidFen, long DifferenceFen);

public sealed record EntitlementRunHeader(
    long Id,
    string Number,
    int CoverageYear,
    int FundingYear,
    Month Month,
    EntitlementRunState State,
    string? Reason,
    string MadeBy,
    DateTimeOffset MadeAt,
    DateTimeOffset? ComputedAt,
    string? InputHash,
    string? OutcomeHash,
    long? PreviousId);

/// <summary>Another computed run of the coverage year, to compare with.</summary>
public sealed record OtherEntitlementRun(long Id, string Number, Month Month);

/// <summary>A policy that a run rests on, by the bureau's name.</summary>
public sealed record EntitlementGroundPolicy(string Bureau, int Version, string Sha256);

/// <summary>The roster of an authority that was on top.</summary>
public sealed record EntitlementRoster(string Authority, long Batch);

/// <param name="Policies">Bureau, version and hash, national first.</param>
/// <param name="Rosters">Of each authority the batch that was on top.</param>
/// <param name="IsNewest">No later run of the coverage year is computed: decisions are made on this one.</param>
/// <param name="Outdated">Of the newest run: that the rosters have changed since, and what to do; null while they have not.</param>
/// <param name="LeftOut">Says that the person sees some counties only; null for the whole bureau.</param>
public sealed record EntitlementRunPage(
    EntitlementRunHeader Header,
    IReadOnlyList<EntitlementGroundPolicy> Policies,
    IReadOnlyList<EntitlementRoster> Rosters,
    IReadOnlyList<EntitlementSum> Sums,
    IReadOnlyList<OtherEntitlementRun> Others,
    bool IsNewest,
    bool CanDecide,
    long Undecided,
    string? Outdated,
    string? LeftOut);

public sealed class ShowEntitlementRunHandler(TenantDb tenantDb)
{
    public async Task<Result<EntitlementRunPage>> HandleAsync(Actor actor, ShowEntitlementRun request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (EntitlementPermissions.ToSee(actor) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var row = await db.Rows.EntitlementRuns.AsNoTracking().SingleOrDefaultAsync(run => run.Id == request.RunId, ct);
        if (row is null)
        {
            return new NotFound("没有找到这次资助认定，请回到资助认定列表重新选择。");
        }

        var maker = await db.Rows.Users.AsNoTracking().Where(user => user.Id == row.MadeBy).Select(user => user.DisplayName).SingleAsync(ct);
        var header = new EntitlementRunHeader(
            row.Id, EntitlementWords.RunNumber(row.CoverageYear, row.Number), row.CoverageYear, row.FundingYear, row.Month, row.State, row.Reason, maker, row.MadeAt, row.ComputedAt, row.InputHash, row.OutcomeHash, row.PreviousId);
        if (row.State != EntitlementRunState.Computed)
        {
            return new EntitlementRunPage(header, [], [], [], [], false, false, 0, null, null);
        }

        var loaded = await StoredEntitlementRun.LoadAsync(db, actor, row.Id, ct);
        if (!loaded.IsOk)
        {
            return loaded.Problem;
        }

        var run = loaded.Value;
        var others = await db.Rows.EntitlementRuns.AsNoTracking().Where(other => other.CoverageYear == row.CoverageYear && other.Id != row.Id && other.State == EntitlementRunState.Computed)
            .OrderByDescending(other => other.Number).Select(other => new { other.Id, other.Number, other.Month }).ToListAsync(ct);
        var rosters = JsonSerializer.Deserialize<IReadOnlyList<EntitlementRoster>>(row.Rosters!, KeptPolicies.Json)!;
        var newest = others.All(other => other.Number < row.Number);
        return new EntitlementRunPage(
            header,
            [.. run.Basis.Policy.Chain.Select(issued => new EntitlementGroundPolicy(issued.TenantName, issued.Version, issued.Sha256))],
            rosters,
            await SumsAsync(db, run, ct),
            [.. others.Select(other => new OtherEntitlementRun(other.Id, EntitlementWords.RunNumber(row.CoverageYear, other.Number), other.Month))],
            newest,
            newest && EntitlementPermissions.ToDecide(actor) is null,
            newest ? await EntitlementDecisions.UndecidedAsync(db, run.Row, run.Scope, ct) : 0,
            newest ? await RostersSinceRun.SentenceAsync(db, actor, rosters, ct) : null,
            run.Scope is null ? null : $"只显示您负责的县（市、区）：{string.Join("、", actor.RegionScope.Select(run.Basis.RegionName))}。");
    }

    private static async Task<IReadOnlyList<EntitlementSum>> SumsAsync(TenantSession db, StoredEntitlementRun run, CancellationToken ct)
    {
        var (id, all, mine) = (run.Row.Id, run.Scope is null, run.Scope ?? []);
        var totals = await (from total in db.Rows.EntitlementTotals.AsNoTracking()
                            join choice in db.Rows.EntitlementChoices on new { total.RunId, Id = total.ChoiceId } equals new { choice.RunId, choice.Id }
                            where total.RunId == id && (all || mine.Contains(total.RegionCode))
                            select new { total.RegionCode, choice.Winner, choice.Mode, total.State, total.Persons, total.PaidFen, total.DifferenceFen }).ToListAsync(ct);
        var places = run.Basis.Combinations.Categories.Select((category, place) => (category, place)).ToDictionary(entry => entry.category, entry => entry.place, StringComparer.Ordinal);
        return
        [
            .. totals.GroupBy(total => (total.RegionCode, total.Winner, total.Mode, total.State))
                .OrderBy(group => group.Key.RegionCode).ThenBy(group => group.Key.Winner is { } winner ? places[winner] : int.MaxValue).ThenBy(group => group.Key.State)
                .Select(group => new EntitlementSum(
                    group.Key.RegionCode,
                    run.Basis.RegionName(group.Key.RegionCode),
                    group.Key.Winner,
                    group.Key.Winner is { } winner ? run.Basis.NameOf(winner) : "—",
                    group.Key.Mode,
                    group.Key.State,
                    group.Sum(total => (long)total.Persons),
                    group.Sum(total => total.PaidFen),
                    group.Sum(total => total.DifferenceFen))),
        ];
    }
}
