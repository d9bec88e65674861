using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Jobs;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedInsure.UseCases.Rosters;

/// <summary>入库 of a long batch in the background, in the name of the person who confirmed.</summary>
public sealed class RosterCommitJob(TenantDb tenantDb) : IJobKind
{
    public const string Name = "RosterCommit";

    public string Kind => Name;

    public Task<Result<string>> RunAsync(JobRun job, CancellationToken ct) => new RosterCommitting(null).RunAsync(tenantDb, job, ct);

    /// <summary>The batch is what it was; its page shows the sentence of the job.</summary>
    public Task AbandonAsync(JobRun job, string sentence, bool cancelled, CancellationToken ct) => Task.CompletedTask;
}

/// <param name="Seen">The version of the preview that the person agreed to; null in the background, where nobody could have compared the batch again since.</param>
internal sealed record RosterCommitting(uint? Seen) : RosterDecision
{
    protected override string Act => nameof(CommitRoster);

    protected override string JobKind => RosterCommitJob.Name;

    protected override string Stage => "正在入库";

    protected override IReadOnlyList<string> Steps { get; } = ["登记", "核对人员信息", "新增人员", "更新人员信息", "新增身份", "更新身份"];

    protected override async Task<Problem?> RefusalAsync(TenantSession db, Actor actor, RosterCase one, CancellationToken ct)
    {
        var batch = one.Batch;
        if (one.Sight.NotWhole is { } notWhole)
        {
            return notWhole;
        }

        if (batch is { State: RosterState.Committed, CommittedBy: { } by, CommittedAt: { } at })
        {
            var name = await db.Rows.Users.AsNoTracking().Where(user => user.Id == by).Select(user => user.DisplayName).SingleAsync(ct);
            return new Conflict($"这批名单已由 {name} 于 {ChinaTime.Text(at)} 入库，没有重复办理。");
        }

        return batch.State is not (RosterState.Previewed or RosterState.AwaitingSecond) ? new Conflict($"这批名单现在是“{batch.State.Chinese()}”，不能入库，请刷新后再看。")
            : batch.State == RosterState.AwaitingSecond && batch.MadeBy == actor.UserId ? new Refused("这批名单须由上传人以外的另一人确认入库，请换一位同事办理。")
            : Seen is { } seen && batch.Version != seen ? new Conflict("您看到预览之后，这批名单又重新比对过。请核对新的比对结果，再确认入库。")
            : (await RosterStack.ReadAsync(db, batch, ct)).Misfit(batch) is { } misfit ? new Conflict(misfit)
            : null;
    }

    protected override object Detail(RosterBatchEntity batch, RosterTotals totals) => new
    {
        batch.Authority,
        Kind = $"{batch.Kind}",
        Month = $"{batch.Month}",
        batch.Sha256,
        totals.Added,
        totals.Changed,
        totals.Cancelled,
        totals.Restored,
        AsSecond = batch.State == RosterState.AwaitingSecond,
    };

    protected override Task WriteAsync(NpgsqlConnection connection, long batchId, Action<int>? begins, CancellationToken ct) => RosterCommit.ApplyAsync(connection, batchId, begins, ct);

    protected override string Done(RosterTotals totals) => $"名单已入库：新增 {totals.Added}、变更 {totals.Changed}、取消 {totals.Cancelled}、恢复 {totals.Restored} 条。";

    protected override string Asked(RosterTotals totals) => $"已确认，{totals.Changes:N0} 条变更正在后台入库，可以关闭本页。";
}
