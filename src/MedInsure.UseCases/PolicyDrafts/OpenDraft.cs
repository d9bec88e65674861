using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Documents;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>Opens a draft in the editor: its text and what can be chosen in it. The check comes with the first save, which need not change anything.</summary>
public sealed record OpenDraft(long VersionId);

/// <param name="WhyNot">Why this person cannot edit it now, as a sentence; null when he can.</param>
/// <param name="Stamp">For the first save.</param>
/// <param name="LastYear">Text of what the bureau published for the year before; null when there is none.</param>
/// <param name="Regions">The regions of the funding year.</param>
/// <param name="Above">The bureaus above, national first.</param>
/// <param name="Library">What 政策文件库 has, for the list of documents and the clauses to cite.</param>
public sealed record OpenedDraft(
    long Id,
    int Number,
    int FundingYear,
    string Title,
    string BureauName,
    string? WhyNot,
    string Text,
    uint Stamp,
    string? LastYear,
    RegionTree Regions,
    RegionCode? Root,
    IReadOnlyList<BureauAbove> Above,
    IReadOnlyList<DocumentChoice> Library);

/// <param name="Issued">What it published for the year; null when it has not.</param>
/// <param name="Content">The same, or while there is none what it published for the closest year: for names and lists to choose from, not for amounts.</param>
public sealed record BureauAbove(string Code, string Name, IssuedPolicy? Issued, PolicyContent? Content);

public sealed class OpenDraftHandler(TenantDb tenantDb)
{
    public async Task<Result<OpenedDraft>> HandleAsync(Actor actor, OpenDraft request, CancellationToken ct)
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

        var path = await PolicyChain.PathAsync(db, ct);
        var above = await PolicyChain.AboveAsync(db, version.FundingYear, ct);
        var issued = above.IsOk ? above.Value.ToDictionary(policy => policy.Issued.Tenant, policy => policy.Issued, StringComparer.Ordinal) : [];
        var known = above.IsOk ? issued.ToDictionary(pair => pair.Key, pair => pair.Value.Content, StringComparer.Ordinal)
            : (await PolicyChain.KnownAboveAsync(db, version.FundingYear, ct)).ToDictionary(policy => policy.Issued.Tenant, policy => policy.Issued.Content, StringComparer.Ordinal);
        var last = await db.Rows.PolicyVersions.AsNoTracking().Where(other => other.FundingYear == version.FundingYear - 1 && other.State == PolicyState.Published).Select(other => other.Text).FirstOrDefaultAsync(ct);
        return new OpenedDraft(
            version.Id,
            version.VersionNumber,
            version.FundingYear,
            version.Title,
            path[^1].Name,
            WhyNot(actor, version),
            version.Text,
            version.Version,
            last,
            await RegionFacts.TreeAsync(db, RegionFacts.AsOf(version.FundingYear), ct),
            path[^1].RootRegion,
            [.. path.SkipLast(1).Select(bureau => new BureauAbove(bureau.Code, bureau.Name, issued.GetValueOrDefault(bureau.Code), known.GetValueOrDefault(bureau.Code)))],
            await DocumentChoice.AllAsync(db, ct));
    }

    private static string? WhyNot(Actor actor, PolicyVersionEntity version) =>
        version.State != PolicyState.Draft ? $"这份政策现在是“{PolicyStateWords.Of(version.State)}”，只有草稿可以编辑。" : PolicyPermissions.ToWrite(actor)?.Sentence;
}
