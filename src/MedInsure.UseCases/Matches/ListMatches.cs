using MedInsure.Persistence.Matches;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Matches;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.People;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Matches;

/// <summary>The work list of a coverage year with its counts by kind and county.</summary>
/// <param name="CoverageYear">Null for the one that the contributions of <paramref name="FundingYear"/> buy, or else the newest that has something to compare.</param>
/// <param name="State">Null for all.</param>
/// <param name="FundingYear">The policy year in which the person works.</param>
public sealed record ListMatches(int? CoverageYear = null, MatchKind? Kind = null, RegionCode? County = null, MatchState? State = MatchState.Open, int Page = 1, int? FundingYear = null);

/// <param name="IdNumber">Masked.</param>
public sealed record MatchLine(
    long Id, uint Version, MatchKind Kind, string KindName, long? PersonId, string Name, string IdNumber, RegionCode Region, string RegionName, long? SubsidyFen, long? ContributionFen, long? ExpectedFen, string Sentence,
    DateTimeOffset FirstSeen, MatchState State, string StateName, string? Resolution, string? Reason, string? ResolvedBy, DateTimeOffset? ResolvedAt);

/// <summary>Open and resolved cases of one kind in one county.</summary>
public sealed record MatchCount(RegionCode Region, string RegionName, MatchKind Kind, int Open, int Resolved);

/// <param name="Years">Coverage years with contributions or payments, the newest first.</param>
/// <param name="LastRun">When it was compared last; null where it never was.</param>
public sealed record MatchList(
    int CoverageYear, IReadOnlyList<int> Years, DateTimeOffset? LastRun, IReadOnlyList<MatchCount> Counts, IReadOnlyList<MatchLine> Lines, int Count, int PageSize, bool MayWork, IReadOnlyList<(RegionCode Code, string Name)> Counties);

public sealed class ListMatchesHandler(TenantDb tenantDb, TimeProvider clock, InstallationKey key)
{
    public const int PageSize = 50;

    public async Task<Result<MatchList>> HandleAsync(Actor actor, ListMatches request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (MatchPermissions.ToSee(actor) is { } refusal)
        {
            return refusal;
        }

        var today = ChinaTime.Date(clock.GetUtcNow());
        await using var db = await tenantDb.OpenAsync(actor, ct);
        var basis = await PeopleBasis.ReadAsync(db, actor, today.Year, ct);
        if (!basis.IsOk || await DataKeyBinding.CheckAsync(db, key, ct) is not null)
        {
            return basis.IsOk ? (await DataKeyBinding.CheckAsync(db, key, ct))! : basis.Problem;
        }

        var years = await db.Rows.Contributions.Select(one => one.CoverageYear).Union(db.Rows.PaymentBatches.Select(batch => batch.CoverageYear)).Distinct().OrderByDescending(year => year).ToListAsync(ct);
        var next = (request.FundingYear ?? today.Year - 1) + 1;
        var year = request.CoverageYear ?? (years.Count == 0 || years.Contains(next) ? next : years[0]);
        var counties = basis.Value.Within(actor, null);
        var cases = db.Rows.MatchCases.AsNoTracking().Where(one => one.CoverageYear == year);
        cases = counties is null ? cases : cases.Where(one => counties.Contains(one.RegionCode));
        var counts = await cases.Where(one => one.State != MatchState.Gone).GroupBy(one => new { one.RegionCode, one.Kind })
            .Select(group => new { group.Key, Open = group.Count(one => one.State == MatchState.Open), Resolved = group.Count(one => one.State == MatchState.Resolved) }).ToListAsync(ct);
        var lastRun = await db.Rows.AuditEntries.AsNoTracking().Where(entry => entry.Act == nameof(MatchThreeWay) && entry.Subject == $"match/{year}").MaxAsync(entry => (DateTimeOffset?)entry.At, ct);
        var (kind, county, state) = (request.Kind, request.County, request.State);
        var chosen = cases.Where(one => (kind == null || one.Kind == kind) && (county == null || one.RegionCode == county) && (state == null || one.State == state));
        var count = await chosen.CountAsync(ct);
        var page = await chosen.OrderBy(one => one.RegionCode).ThenBy(one => one.Kind).ThenBy(one => one.Id).Skip((Math.Max(request.Page, 1) - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var ids = page.Select(one => one.ResolvedBy).ToList();
        var people = await db.Rows.Users.AsNoTracking().Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.DisplayName, ct);
        using var vault = key.IdentityVaultFor(actor.TenantId);
        return new MatchList(
            year, years, lastRun,
            [.. counts.OrderBy(one => one.Key.RegionCode).ThenBy(one => one.Key.Kind).Select(one => new MatchCount(one.Key.RegionCode, basis.Value.NameOf(one.Key.RegionCode), one.Key.Kind, one.Open, one.Resolved))],
            [.. page.Select(one => Line(one, basis.Value, vault, people))], count, PageSize, MatchPermissions.ToWork(actor) is null, [.. basis.Value.Mine.Select(one => (one.Code, one.Name))]);
    }

    private static MatchLine Line(MatchCaseEntity one, PeopleBasis basis, IdentityVault vault, Dictionary<long, string> people) => new(
        one.Id, one.Version, one.Kind, one.Kind.Chinese(), one.PersonId, one.Name, vault.Open(one.IdNumber).Masked, one.RegionCode, basis.NameOf(one.RegionCode), one.SubsidyFen, one.ContributionFen, one.ExpectedFen,
        MatchWords.Sentence(one), one.FirstSeen, one.State, one.State.Chinese(), one.Resolution?.Chinese(), one.Reason, one.ResolvedBy is { } by ? people.GetValueOrDefault(by, "—") : null, one.ResolvedAt);
}
