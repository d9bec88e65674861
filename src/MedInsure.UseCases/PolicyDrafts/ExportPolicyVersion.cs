using System.Text;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Allocations;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>导出 JSON: an own version's text, byte for byte what its hash was taken of. Every export leaves an audit row.</summary>
public sealed record ExportPolicyVersion(long VersionId);

public sealed class ExportPolicyVersionHandler(TenantDb tenantDb)
{
    public async Task<Result<ExportedFile>> HandleAsync(Actor actor, ExportPolicyVersion request, CancellationToken ct)
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

        var saved = await db.SaveAsync("ExportPolicyVersion", $"policy/{version.Id}", new { version.FundingYear, version.VersionNumber, version.TextSha256 }, ct);
        return saved.IsOk
            ? new ExportedFile($"{actor.TenantCode}-{version.FundingYear}-第{version.VersionNumber}版.json", "application/json", Encoding.UTF8.GetBytes(version.Text))
            : saved.Problem!;
    }
}
