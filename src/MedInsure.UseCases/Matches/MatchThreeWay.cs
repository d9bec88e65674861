using MedInsure.Persistence.Matches;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Matches;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.People;

namespace MedInsure.UseCases.Matches;

/// <summary>三方比对 of a coverage year, over the counties of the person. It may be run at any time; what was resolved stays resolved while its figures do.</summary>
public sealed record MatchThreeWay(int CoverageYear);

public sealed record MatchedThreeWay(MatchFigures Figures, string Sentence);

public sealed class MatchThreeWayHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<MatchedThreeWay>> HandleAsync(Actor actor, MatchThreeWay request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (MatchPermissions.ToWork(actor) is { } refusal)
        {
            return refusal;
        }

        var today = ChinaTime.Date(clock.GetUtcNow());
        if (request.CoverageYear < 2016 || request.CoverageYear > today.Year + 1)
        {
            return new Refused($"待遇年度应在 2016 年到 {today.Year + 1} 年之间，请核对。");
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var basis = await PeopleBasis.ReadAsync(db, actor, today.Year, ct);
        if (!basis.IsOk)
        {
            return basis.Problem;
        }

        await using var transaction = await db.BeginAsync(ct);
        MatchFigures? figures = null;
        var saved = await db.SaveAsync(
            nameof(MatchThreeWay), () => $"match/{request.CoverageYear}", new { request.CoverageYear, Counties = actor.RegionScope.Count > 0 ? basis.Value.Mine.Count : (int?)null },
            async connection => figures = await MatchWork.RunAsync(connection, request.CoverageYear, basis.Value.Within(actor, null), Month.Of(today), ct), ct);
        return !saved.IsOk ? saved.Problem
            : new MatchedThreeWay(figures!, Sentence(figures!));
    }

    private static string Sentence(MatchFigures figures)
    {
        var gone = figures.Gone > 0 ? $"原有 {figures.Gone} 条已消除。" : "";
        return figures.Found == 0 ? $"比对完成，没有发现问题。{gone}"
            : $"比对完成，共 {figures.Found} 条问题，其中新发现 {figures.New} 条{(figures.Resolved > 0 ? $"，已处理、没有变化的 {figures.Resolved} 条" : "")}。{gone}";
    }
}
