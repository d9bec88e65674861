using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Policies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>Every value of an own version as a clerk reads it, beside what the year before said.</summary>
public sealed record ShowPolicyValues(long VersionId);

/// <param name="Path">As in <see cref="PolicyValue.Path"/>.</param>
/// <param name="JsonPath">Its place in the document, for the way to the editor.</param>
/// <param name="LastYear">The same value of the policy that the bureau published for the year before; null where there was none.</param>
/// <param name="IsRolled">It says what the policy of the year before says, one year on.</param>
public sealed record ShownValue(string Path, string JsonPath, string Section, string Label, string Text, IReadOnlyList<Source> Sources, string? GapId, string? LastYear, bool IsRolled);

public sealed class ShowPolicyValuesHandler(TenantDb tenantDb)
{
    public async Task<Result<IReadOnlyList<ShownValue>>> HandleAsync(Actor actor, ShowPolicyValues request, CancellationToken ct)
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
            return new Refused("草稿还没有填完整，不能列出内容；请先按检查结果改正。");
        }

        var own = (await PolicyChain.PathAsync(db, ct))[^1];
        var names = await PolicyChain.NamesAsync(db, version.FundingYear, ct);
        var content = read.Value;
        var lastText = await db.Rows.PolicyVersions.AsNoTracking().Where(other => other.FundingYear == version.FundingYear - 1 && other.State == PolicyState.Published).Select(other => other.Text).FirstOrDefaultAsync(ct);
        var last = lastText is null ? null : PolicyJson.Read(lastText).Value;
        // The redline pairs what moved; a value that it does not name is what it was.
        var since = last is null ? [] : PolicyRedline.Compare(last, names(last), content, names(content)).Where(change => change.AfterText is not null).ToDictionary(change => change.Path, StringComparer.Ordinal);
        var moved = last is null ? [] : PolicyRedline.Compare(PolicyRoll.Next(last), content).Where(change => !change.IsSourceOnly).Select(change => change.Path).ToHashSet(StringComparer.Ordinal);
        var issued = new IssuedPolicy(own.Code, own.Name, own.RootRegion, version.VersionNumber, version.ContentHash, content);
        return PolicyValues.Of(content, names(content)).Select(value => new ShownValue(
            value.Path,
            value.JsonPath,
            value.Section,
            value.Label,
            value.Text,
            [.. issued.SourcesOf(value.Cite).Distinct()],
            value.Gap,
            last is null ? null : since.TryGetValue(value.Path, out var change) ? change.BeforeText : value.Text,
            last is not null && !moved.Contains(value.Path))).ToList();
    }
}
