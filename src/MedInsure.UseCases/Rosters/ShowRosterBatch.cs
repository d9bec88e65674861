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
/// <param name="IsWorking">It is being checked in the background.</param>
/// <param name="IsOvertaken">The authority's roster has changed since the comparison: it has to be compared again.</param>
/// <param name="KeepsAbsent">A full file with wrong rows: nobody is cancelled for not being in it.</param>
/// <param name="Steps">Who did what, in order.</param>
public sealed record RosterBatchPage(
    long Id, uint Version, string Authority, RosterKind Kind, Month Month, string FileName, RosterState State, string? Reason, IReadOnlyList<string> Notes,
    int Rows, int Ok, int Failed, string Scope, IReadOnlyList<RosterCountRow> Counts, bool IsPart, bool IsWorking, bool IsOvertaken, bool KeepsAbsent, IReadOnlyList<RosterStep> Steps, RosterMoves Moves);

public sealed record RosterCountRow(RegionCode Region, string Name, string CategoryId, string Category, long Before, long After, long Added, long Changed, long Cancelled, long Restored)
{
    public long Changes => Added + Changed + Cancelled + Restored;
}

public sealed record RosterStep(string What, string By, DateTimeOffset At);

/// <summary>What this person may do now.</summary>
/// <param name="Waits">Why the person cannot commit what waits to be committed; null when that is not so.</param>
public sealed record RosterMoves(bool Commit, string? Waits, bool Recheck, bool Cancel, bool Undo, bool TakeFaults);

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
        var isWorking = await RosterJobs.IsOpenAsync(db, request.BatchId, ct);
        var found = await RosterCase.FindAsync(db, actor, request.BatchId, isLocked: false, ct);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        var (batch, sight, _) = found.Value;
        var names = await RosterNames.ReadAsync(db, batch.Month, ct);
        var counts = (await db.Rows.RosterCounts.AsNoTracking().Where(count => count.BatchId == batch.Id).ToListAsync(ct)).Where(count => sight.Counties is not { } mine ? IsOf(batch, count) : mine.Contains(count.RegionCode));
        var isOvertaken = await IsOvertakenAsync(db, batch, ct);
        var later = await LaterAsync(db, batch, ct);
        return new RosterBatchPage(
            batch.Id, batch.Version, batch.Authority, batch.Kind, batch.Month, batch.FileName, batch.State, batch.Reason, sight.IsWhole ? batch.Notes : [],
            batch.Rows, batch.Ok, batch.Failed,
            batch.Regions.Length == 0 ? "全部县（市、区）" : string.Join("、", batch.Regions.Select(code => names.Of(new RegionCode(code)))),
            [.. counts.Select(count => Row(count, names)).OrderBy(row => row.Region).ThenBy(row => names.PlaceOf(row.CategoryId)).ThenBy(row => row.CategoryId, StringComparer.Ordinal)],
            !sight.IsWhole, isWorking, isOvertaken,
            batch is { Kind: RosterKind.Full, Failed: > 0, State: RosterState.Previewed or RosterState.AwaitingSecond or RosterState.Committed },
            await StepsAsync(db, batch, ct), Moves(actor, batch, sight, isWorking, isOvertaken, later));
    }

    /// <summary>A file of some counties is judged by these, and others stand beside them only where it takes people from there.</summary>
    private static bool IsOf(RosterBatchEntity batch, RosterCountEntity count) =>
        batch.Regions.Length == 0 || batch.Regions.Contains(count.RegionCode.Value) || count.Before != count.After || count.Added + count.Changed + count.Cancelled + count.Restored > 0;

    private static RosterCountRow Row(RosterCountEntity count, RosterNames names) => new(
        count.RegionCode, names.Of(count.RegionCode), count.Category, names.Category(count.Category), count.Before, count.After, count.Added, count.Changed, count.Cancelled, count.Restored);

    private static RosterMoves Moves(Actor actor, RosterBatchEntity batch, RosterSight sight, bool isWorking, bool isOvertaken, Month? later)
    {
        var compared = batch.State is RosterState.Previewed or RosterState.AwaitingSecond;
        var waits = !compared || isWorking ? null
            : RosterPermissions.ToDecide(actor)?.Sentence ?? sight.NotWhole?.Sentence
            ?? (batch.State == RosterState.AwaitingSecond && batch.MadeBy == actor.UserId ? "这批名单须由上传人以外的另一人确认入库，请通知同事在“待办”中办理。"
                : later is { } month ? $"{batch.Authority}已有{month.ToText()}的名单入库，这批{batch.Month.ToText()}的名单不能再入库。确需更正的，请先撤销较晚的批次；不再需要的，请取消这一批。"
                : isOvertaken ? "比对之后，这一部门的名单又有变化，请重新比对后再入库。" : null);
        var decides = RosterPermissions.ToDecide(actor) is null && sight.IsWhole && !isWorking;
        var brings = RosterBasis.Refusal(actor) is null && sight.IsWhole;
        return new RosterMoves(
            compared && decides && waits is null, waits, brings && !isWorking && later is null && (compared || batch.State == RosterState.Uploaded),
            decides && (compared || batch.State == RosterState.Uploaded), decides && batch.State == RosterState.Committed, brings && batch.Failed > 0);
    }

    /// <summary>The last month that the authority has committed, where it is later than that of the batch: the batch cannot come in any more.</summary>
    private static async Task<Month?> LaterAsync(TenantSession db, RosterBatchEntity batch, CancellationToken ct)
    {
        var months = await db.Rows.RosterBatches.AsNoTracking().Where(other => other.Authority == batch.Authority && other.State == RosterState.Committed).Select(other => other.Month).ToListAsync(ct);
        return months.Count > 0 && months.Max() is var last && last > batch.Month ? last : null;
    }

    /// <summary>Another batch lies where this one was to lie, or the one underneath is gone.</summary>
    private static async Task<bool> IsOvertakenAsync(TenantSession db, RosterBatchEntity batch, CancellationToken ct) =>
        batch.State is RosterState.Previewed or RosterState.AwaitingSecond
        && (await db.Rows.RosterBatches.AsNoTracking().AnyAsync(other => other.Authority == batch.Authority && other.State == RosterState.Committed && other.BasedOn == batch.BasedOn, ct)
            || (batch.BasedOn is { } below && !await db.Rows.RosterBatches.AsNoTracking().AnyAsync(other => other.Id == below && other.State == RosterState.Committed, ct)));

    private static async Task<IReadOnlyList<RosterStep>> StepsAsync(TenantSession db, RosterBatchEntity batch, CancellationToken ct)
    {
        var people = await db.Rows.Users.AsNoTracking().ToDictionaryAsync(user => user.Id, user => user.DisplayName, ct);
        var second = batch.ConfirmedBy is not null;
        (string What, long? By, DateTimeOffset? At)[] steps =
        [
            ("上传", batch.MadeBy, batch.MadeAt), ("取消", batch.CancelledBy, batch.CancelledAt), (second ? "第二人确认并入库" : "确认入库", batch.CommittedBy, batch.CommittedAt), ("撤销入库", batch.UndoneBy, batch.UndoneAt),
        ];
        return [.. steps.Where(step => step.By is not null).Select(step => new RosterStep(step.What, people.GetValueOrDefault(step.By!.Value, "—"), step.At!.Value))];
    }
}
