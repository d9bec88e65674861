using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Rosters;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Entitlements;

/// <summary>What has become of the rosters that a run was made of: undone under it, or others committed on them, or just about to be.</summary>
internal static class RostersSinceRun
{
    /// <param name="recorded">Of each authority the batch that was on top when the run was computed.</param>
    /// <returns>What has changed and what to do; null while the rosters are what they were.</returns>
    public static async Task<string?> SentenceAsync(TenantSession db, Actor actor, IReadOnlyList<EntitlementRoster> recorded, CancellationToken ct)
    {
        var underway = (await RosterJobs.OpenAsync(db, ct)).Where(work => work.Value != RosterUnderway.Check).OrderBy(work => work.Key).ToList();
        var working = underway.ConvertAll(work => work.Key);
        var batches = await db.Rows.RosterBatches.AsNoTracking().Where(batch => batch.CommittedAt != null || working.Contains(batch.Id))
            .Select(batch => new { batch.Id, batch.Authority, batch.Month, batch.Kind, batch.State, batch.BasedOn }).ToDictionaryAsync(batch => batch.Id, ct);
        var seen = new HashSet<long>();
        foreach (var roster in recorded)
        {
            for (long? id = roster.Batch; id is { } at && seen.Add(at);)
            {
                id = batches.GetValueOrDefault(at)?.BasedOn;
            }
        }

        string Name(long id) => batches[id] is var batch ? $"{batch.Authority}{batch.Month.ToText()}{batch.Kind.Chinese()}名单（第 {id} 批）" : "";
        var under = batches.Values.Where(batch => batch.State == RosterState.Committed).Select(batch => batch.BasedOn).ToHashSet();
        var onTop = batches.Values.Where(batch => batch.State == RosterState.Committed && !under.Contains(batch.Id)).OrderBy(batch => batch.Id).ToList();
        List<string> changes =
        [
            .. recorded.Where(roster => batches.TryGetValue(roster.Batch, out var batch) && batch.State == RosterState.Undone).Select(roster => $"所依据的{Name(roster.Batch)}已撤销入库"),
            .. onTop.Where(batch => !seen.Contains(batch.Id) && !working.Contains(batch.Id)).Select(batch => $"{Name(batch.Id)}已入库"),
        ];
        if (underway.Count > 0)
        {
            return $"这次认定之后，{string.Join("；", [.. changes, .. underway.Select(work => $"{Name(work.Key)}{batches[work.Key].State.Chinese(work.Value)}")])}。请等它办完、刷新本页后，再看是否需要重新认定。";
        }

        if (changes.Count == 0)
        {
            return null;
        }

        var next = onTop.Count == 0
            ? "目前没有已入库的名单，请先上传名单并确认入库，再重新认定。"
            : $"{(EntitlementPermissions.ToMake(actor) is null ? "请" : "请通知本机构的经办人员")}按{onTop.Max(batch => batch.Month).ToText()}名单重新认定，再安排资助支付。";
        return $"这次认定之后，{string.Join("；", changes)}，认定结果与现有名单可能不一致。{next}";
    }
}
