using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Allocations;
using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>政策变动对比 as a workbook, exactly as the page shows it. Every export leaves an audit row.</summary>
public sealed record ExportPolicyComparison(long BeforeId, long AfterId, MoneyUnit Unit);

public sealed class ExportPolicyComparisonHandler(ComparePolicyVersionsHandler compare, TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<ExportedFile>> HandleAsync(Actor actor, ExportPolicyComparison request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        var compared = await compare.HandleAsync(actor, new ComparePolicyVersions(request.BeforeId, request.AfterId, request.Unit), ct);
        if (!compared.IsOk)
        {
            return compared.Problem!;
        }

        var (before, after) = (compared.Value.Before, compared.Value.After);
        var watermark = $"{actor.DisplayName}　{ChinaTime.Text(clock.GetUtcNow())}";
        var content = TableXlsx.Write([.. compared.Value.Tables.All.Select(table => table with { Watermark = watermark })]);
        await using var db = await tenantDb.OpenAsync(actor, ct);
        var saved = await db.SaveAsync("ExportPolicyComparison", $"policy/{after.Id}", new { Before = before.Sha256, After = after.Sha256, Unit = request.Unit.ToString() }, ct);
        return saved.IsOk
            ? new ExportedFile($"政策变动对比_{before.FundingYear}年度第{before.Number}版_{after.FundingYear}年度第{after.Number}版.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", content)
            : saved.Problem!;
    }
}
