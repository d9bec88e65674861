using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Allocations;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.Policies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>导出分担和资助表: the tier, ratio, critical illness and subsidy tables of an own version, to be changed by hand and read back. Every export leaves an audit row.</summary>
public sealed record ExportPolicySheets(long VersionId);

public sealed class ExportPolicySheetsHandler(TenantDb tenantDb)
{
    public async Task<Result<ExportedFile>> HandleAsync(Actor actor, ExportPolicySheets request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToSee(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var version = await db.Rows.PolicyVersions.AsNoTracking().FirstOrDefaultAsync(candidate => candidate.Id == request.VersionId, ct);
        if (version is null)
        {
            return new NotFound("没有找到这份政策，请回到列表重新选择。");
        }

        var read = PolicyJson.Read(version.Text);
        if (!read.IsOk)
        {
            return new Refused("草稿还没有填完整，不能列成表格；请先按检查结果改正。");
        }

        var bureau = (await PolicyChain.PathAsync(db, ct))[^1];
        if (read.Value.Tenant != bureau.Code || read.Value.Year.Funding != version.FundingYear)
        {
            return new Refused("草稿写的不是本机构这个年度的政策，不能列成表格；请先按检查结果改正。");
        }

        var words = await PolicyBook.WordsAsync(db, version.FundingYear, ct);
        var name = $"{version.FundingYear}年度政策 第 {version.VersionNumber} 版（{PolicyStateWords.Of(version.State)}）";
        var file = PolicyBook.Write(read.Value, words(read.Value), bureau.Name, name, version.Id);
        var saved = await db.SaveAsync(nameof(ExportPolicySheets), $"policy/{version.Id}", new { version.FundingYear, version.VersionNumber, version.ContentHash }, ct);
        return saved.IsOk
            ? new ExportedFile($"{bureau.Name}{version.FundingYear}年度第{version.VersionNumber}版{PolicyBook.Title}.xlsx", DownloadedFile.Xlsx, file)
            : saved.Problem!;
    }
}
