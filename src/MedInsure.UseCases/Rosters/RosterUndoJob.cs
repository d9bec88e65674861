using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Jobs;
using Npgsql;

namespace MedInsure.UseCases.Rosters;

/// <summary>撤销入库 of a long batch in the background, in the name of the person who wanted it.</summary>
public sealed class RosterUndoJob(TenantDb tenantDb) : IJobKind
{
    public const string Name = "RosterUndo";

    public string Kind => Name;

    public Task<Result<string>> RunAsync(JobRun job, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(job);
        return new RosterUndoing(job.Reason ?? "").RunAsync(tenantDb, job, ct);
    }

    /// <summary>The batch is what it was; its page shows the sentence of the job.</summary>
    public Task AbandonAsync(JobRun job, string sentence, bool cancelled, CancellationToken ct) => Task.CompletedTask;
}

/// <param name="Why">Kept in the audit trail.</param>
internal sealed record RosterUndoing(string Why) : RosterDecision
{
    protected override string Act => nameof(UndoRoster);

    protected override string JobKind => RosterUndoJob.Name;

    protected override string Stage => "正在撤销入库";

    protected override IReadOnlyList<string> Steps { get; } = ["登记", "核对人员信息", "退回新增的身份", "退回变更的身份", "退回人员信息", "退回新增的人员"];

    protected override string Reason => Why;

    protected override async Task<Problem?> RefusalAsync(TenantSession db, Actor actor, RosterCase one, CancellationToken ct) =>
        one.Sight.NotWhole
        ?? (one.Batch.State == RosterState.Committed ? null : new Conflict($"这批名单现在是“{one.Batch.State.Chinese()}”，只有已入库的名单可以撤销。"))
        ?? (await RosterHolds.AboveAsync(db, one.Batch, ct) is { } above ? new Conflict(above.Sentence) : null)
        ?? await RestsOnRoster.FindAsync(db, one.Batch, ct);

    protected override object Detail(RosterBatchEntity batch, RosterTotals totals) => new { batch.Authority, Month = $"{batch.Month}", Reason = Why };

    protected override Task WriteAsync(NpgsqlConnection connection, long batchId, Action<int>? begins, CancellationToken ct) => RosterUndo.ApplyAsync(connection, batchId, begins, ct);

    protected override string Done(RosterTotals totals) => "已撤销入库，人员台账恢复到入库之前。";

    protected override string Asked(RosterTotals totals) => $"{totals.Changes:N0} 条变更正在后台撤销，可以关闭本页。";
}
