using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Rosters;

/// <summary>A batch: what its file would change or has changed, by county and category, and what may be done about it.</summary>
public sealed record ShowRosterBatch(long BatchId);

/// <param name="Version">For <see cref="CommitRoster"/>: what was seen.</param>
/// <param name="Scope">The counties that it speaks for, in words.</param>
/// <param name="Counts">By county, then category; only the person's counties.</param>
/// <param name="IsPart">The batch speaks of other counties too, which are left out here.</param>
/// <param name="Underway">What is being done with it in the background; null when nothing is.</param>
/// <param name="Unfinished">The last work on it, when that came to nothing.</param>
/// <param name="IsOvertaken">The authority's roster has changed since the comparison: it has to be compared again.</param>
/// <param name="KeepsAbsent">A full file with wrong rows: nobody is cancelled for not being in it.</param>
/// <param name="Rate">第二人确认比例 that the comparison was judged by.</param>
/// <param name="Steps">Who did what, in order.</param>
public sealed record RosterBatchPage(
    long Id, uint Version, string Authority, RosterKind Kind, Month Month, string FileName, RosterState State, string? Reason, IReadOnlyList<string> Notes,
    int Rows, int Ok, int Failed, string Scope, IReadOnlyList<RosterCountRow> Counts, bool IsPart, RosterUnderway? Underway, RosterUnfinished? Unfinished, bool IsOvertaken, bool KeepsAbsent, SecondLookRate Rate, IReadOnlyList<RosterStep> Steps, RosterMoves Moves)
{
    public bool IsWorking => Underway is not null;

    /// <summary>What comes of the file in one line; null where it was not compared or was given up. A clerk sees the counties that are his.</summary>
    public string? Changes =>
        State is RosterState.Uploaded or RosterState.Checking or RosterState.Refused or RosterState.Failed or RosterState.Cancelled || (Rows == 0 && Counts.Count == 0) ? null
        : Counts.Sum(count => count.Changes) == 0 ? "没有变更，名单不改变人员台账"
        : $"新增 {Counts.Sum(count => count.Added):N0}、变更 {Counts.Sum(count => count.Changed):N0}、取消 {Counts.Sum(count => count.Cancelled):N0}、恢复 {Counts.Sum(count => count.Restored):N0} 条；在册身份由 {Counts.Sum(count => count.Before):N0} 条变为 {Counts.Sum(count => count.After):N0} 条";
}

public sealed record RosterCountRow(RegionCode Region, string Name, string CategoryId, string Category, long Before, long After, long Added, long Changed, long Cancelled, long Restored)
{
    public long Changes => Added + Changed + Cancelled + Restored;
}

public sealed record RosterStep(string What, string By, DateTimeOffset At);

/// <summary>What this person may do now.</summary>
/// <param name="Waits">Why the person cannot commit what waits to be committed; null when that is not so.</param>
/// <param name="Held">Why the person cannot undo what is committed; null when that is not so.</param>
public sealed record RosterMoves(bool Commit, string? Waits, bool Recheck, bool Cancel, bool Undo, RosterHold? Held, bool TakeFaults);

/// <summary>What keeps a committed batch from being undone.</summary>
/// <param name="Batch">The batch that has to be undone first; null where it is something else.</param>
public sealed record RosterHold(string Sentence, long? Batch);

public sealed class ShowRosterBatchHandler(TenantDb tenantDb)
{
    public async Task<Result<RosterBatchPage>> HandleAsync(Actor actor, ShowRosterBatch request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (RosterPermissions.ToSee(actor) is { } notAllowed)
        {
            return notAllowed;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        // Asked first: work that ends in between is still waited for, and found done. The other way round a page would show a batch unchecked for ever.
        var work = await RosterJobs.WorkAsync(db, request.BatchId, ct);
        var found = await RosterCase.FindAsync(db, actor, request.BatchId, isLocked: false, ct);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        var (batch, sight, _) = found.Value;
        var names = await RosterNames.ReadAsync(db, batch.Month, ct);
        var counts = (await db.Rows.RosterCounts.AsNoTracking().Where(count => count.BatchId == batch.Id).ToListAsync(ct)).Where(count => sight.Counties is not { } mine ? IsOf(batch, count) : mine.Contains(count.RegionCode));
        var stack = await RosterStack.ReadAsync(db, batch, ct);
        var unfinished = work is null ? await RosterJobs.UnfinishedAsync(db, batch, ct) : null;
        return new RosterBatchPage(
            batch.Id, batch.Version, batch.Authority, batch.Kind, batch.Month, batch.FileName, batch.State, batch.Reason, sight.IsWhole ? batch.Notes : [],
            batch.Rows, batch.Ok, batch.Failed,
            batch.Regions.Length == 0 ? "全部县（市、区）" : string.Join("、", batch.Regions.Select(code => names.Of(new RegionCode(code)))),
            [.. counts.Select(count => Row(count, names)).OrderBy(row => row.Region).ThenBy(row => names.PlaceOf(row.CategoryId)).ThenBy(row => row.CategoryId, StringComparer.Ordinal)],
            !sight.IsWhole, work?.What, unfinished, stack.IsOvertaken,
            batch is { Kind: RosterKind.Full, Failed: > 0, State: RosterState.Previewed or RosterState.AwaitingSecond or RosterState.Committed },
            await SecondLookRates.OfAsync(db, batch, ct), await StepsAsync(db, batch, work, ct), Moves(actor, batch, sight, work is not null, stack, await RosterHolds.OfAsync(db, batch, ct)));
    }

    /// <summary>A file of some counties is judged by these, and others stand beside them only where it takes people from there.</summary>
    private static bool IsOf(RosterBatchEntity batch, RosterCountEntity count) =>
        batch.Regions.Length == 0 || batch.Regions.Contains(count.RegionCode.Value) || count.Before != count.After || count.Added + count.Changed + count.Cancelled + count.Restored > 0;

    private static RosterCountRow Row(RosterCountEntity count, RosterNames names) => new(
        count.RegionCode, names.Of(count.RegionCode), count.Category, names.Category(count.Category), count.Before, count.After, count.Added, count.Changed, count.Cancelled, count.Restored);

    private static RosterMoves Moves(Actor actor, RosterBatchEntity batch, RosterSight sight, bool isWorking, RosterStack stack, RosterHold? hold)
    {
        var compared = batch.State is RosterState.Previewed or RosterState.AwaitingSecond;
        var waits = !compared || isWorking ? null
            : RosterPermissions.ToDecide(actor)?.Sentence ?? sight.NotWhole?.Sentence
            ?? (batch.State == RosterState.AwaitingSecond && batch.MadeBy == actor.UserId ? "这批名单须由上传人以外的另一人确认入库，请通知同事在“待办”中办理。"
                : stack.Misfit(batch));
        var decides = RosterPermissions.ToDecide(actor) is null && sight.IsWhole && !isWorking;
        var brings = RosterBasis.Refusal(actor) is null && sight.IsWhole;
        var takesBack = decides && batch.State == RosterState.Committed;
        return new RosterMoves(
            compared && decides && waits is null, waits, brings && !isWorking && stack.Later is null && (compared || batch.State == RosterState.Uploaded),
            decides && (compared || batch.State == RosterState.Uploaded), takesBack && hold is null, takesBack ? hold : null, brings && batch.Failed > 0);
    }

    private static async Task<IReadOnlyList<RosterStep>> StepsAsync(TenantSession db, RosterBatchEntity batch, RosterWanted? work, CancellationToken ct)
    {
        var people = await db.Rows.Users.AsNoTracking().ToDictionaryAsync(user => user.Id, user => user.DisplayName, ct);
        var second = batch.ConfirmedBy is not null;
        (string What, long? By, DateTimeOffset? At)[] steps =
        [
            ("上传", batch.MadeBy, batch.MadeAt), ("取消", batch.CancelledBy, batch.CancelledAt), (second ? "第二人确认并入库" : "确认入库", batch.CommittedBy, batch.CommittedAt), ("撤销入库", batch.UndoneBy, batch.UndoneAt),
            .. work switch
            {
                { What: RosterUnderway.Commit } => [("确认入库（正在后台办理）", work.By, work.At)],
                { What: RosterUnderway.Undo } => [("撤销入库（正在后台办理）", work.By, work.At)],
                _ => Array.Empty<(string, long?, DateTimeOffset?)>(),
            },
        ];
        return [.. steps.Where(step => step.By is not null).Select(step => new RosterStep(step.What, people.GetValueOrDefault(step.By!.Value, "—"), step.At!.Value))];
    }
}
