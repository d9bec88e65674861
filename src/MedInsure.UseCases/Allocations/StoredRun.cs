using MedInsure.Persistence.Allocations;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Policies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Allocations;

/// <summary>A run as it is kept: its row, what went in and what came out.</summary>
internal sealed record StoredRun(AllocationRunEntity Row, AllocationSnapshot Snapshot, AllocationResult Result)
{
    public string Number => AllocationWords.RunNumber(Row.FundingYear, Row.Number);

    public static async Task<Result<StoredRun>> LoadAsync(TenantSession db, long runId, CancellationToken ct)
    {
        var row = await db.Rows.AllocationRuns.AsNoTracking().FirstOrDefaultAsync(run => run.Id == runId, ct);
        if (row is null)
        {
            return new NotFound("没有找到这次测算，可能已被删除；请回到资金分配列表重新选择。");
        }

        return row.Snapshot is null || row.Outcome is null
            ? new Refused("这次测算还没有结果，请先试算。")
            : new StoredRun(row, AllocationJson.ReadSnapshot(row.Snapshot), AllocationJson.ReadResult(row.Outcome));
    }

    /// <summary>The same computation again, from the kept snapshot and the kept policy texts.</summary>
    public async Task<Allocation> AgainAsync(TenantSession db, CancellationToken ct)
    {
        var chain = await PolicyChain.OfRunAsync(db, Row.Id, ct);
        return new Allocation(Snapshot, [.. chain.Select(policy => policy.Issued)]);
    }
}
