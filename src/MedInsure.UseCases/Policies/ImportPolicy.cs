using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.PolicyDrafts;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Policies;

/// <summary>Takes a policy document in the JSON format as the draft of a new version. What the checks find is refused with its paths.</summary>
public sealed record ImportPolicy(string Text);

public sealed record ImportedPolicy(long VersionId, int VersionNumber, string Sha256);

public sealed class ImportPolicyHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<ImportedPolicy>> HandleAsync(Actor actor, ImportPolicy request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (!actor.Has(Role.PolicyAdministrator))
        {
            return new NotAllowed("只有政策管理员可以编制政策，请由政策管理员办理。");
        }

        var read = PolicyJson.Read(request.Text);
        if (!read.IsOk)
        {
            return read.Problem!;
        }

        var content = read.Value;
        if (content.Tenant != actor.TenantCode)
        {
            return new Refused($"这份政策属于“{content.Tenant}”，不属于本机构（{actor.TenantCode}），请核对文件。");
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var above = await PolicyChain.AboveAsync(db, content.Year.Funding, ct);
        if (!above.IsOk)
        {
            return above.Problem!;
        }

        var findings = PolicyChecks.Check(content, [.. above.Value.Select(policy => policy.Issued.Content)]);
        if (findings.Count > 0)
        {
            return new Invalid($"政策有 {findings.Count} 处问题，请按下列位置逐一改正后再导入。", findings);
        }

        if (await CreateDraftHandler.HinderedAsync(db, content.Year.Funding, ct) is { } hindered)
        {
            return hindered;
        }

        var last = await db.Rows.PolicyVersions.Where(version => version.FundingYear == content.Year.Funding).MaxAsync(version => (int?)version.VersionNumber, ct) ?? 0;
        var text = PolicyJson.Write(content);
        var hash = PolicyJson.HashOfText(text);
        var draft = new PolicyVersionEntity
        {
            FundingYear = content.Year.Funding,
            VersionNumber = last + 1,
            Title = content.Title,
            State = PolicyState.Draft,
            Text = text,
            TextSha256 = hash,
            ContentHash = hash,
            AuthorId = actor.UserId,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Rows.Add(draft);
        var saved = await db.SaveAsync("ImportPolicy", () => $"policy/{draft.Id}", new { draft.FundingYear, draft.VersionNumber, Sha256 = hash }, null, ct);
        return saved.IsOk ? new ImportedPolicy(draft.Id, draft.VersionNumber, hash) : saved.Problem!;
    }
}
