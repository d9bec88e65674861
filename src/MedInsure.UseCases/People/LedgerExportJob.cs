using MedInsure.Persistence.People;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Jobs;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedInsure.UseCases.People;

/// <summary>Makes an asked-for ledger: from one snapshot of the database into the sealed file, which stands the moment the job has ended and not before.</summary>
public sealed class LedgerExportJob(TenantDb tenantDb, InstallationKey key, TimeProvider clock) : IJobKind
{
    public const string Name = "LedgerExport";

    /// <summary>How long a made ledger can be fetched.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public string Kind => Name;

    public async Task<Result<string>> RunAsync(JobRun job, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(job);
        await using var db = await tenantDb.OpenAsync(job.Actor, ct);
        var export = await db.Rows.LedgerExports.SingleOrDefaultAsync(one => one.Id == job.SubjectId, ct);
        if (export is not { State: LedgerState.Asked })
        {
            return "这次导出已经结束。";
        }

        if ((PeoplePowers.Seeing(job.Actor) ?? (export.HasFullNumbers ? PeoplePowers.Unmasking(job.Actor) : null) ?? await DataKeyBinding.CheckAsync(db, key, ct)) is { } refusal)
        {
            return refusal;
        }

        var read = await PeopleBasis.ReadAsync(db, job.Actor, export.Month.Year, ct);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        await using var transaction = await db.BeginAsync(ct);
        using var vault = key.LedgerVaultFor(job.Actor.TenantId);
        await using var file = new StoredLedger(db.Connection, vault, export.Id);
        export.Rows = await WriteAsync(job, export, read.Value, file, ct);
        job.Report("正在保存", export.Rows, export.Rows);
        (export.Length, export.State, export.ReadyAt) = (file.Complete(), LedgerState.Ready, clock.GetUtcNow());
        export.ExpiresAt = export.ReadyAt + Kept;
        var sentence = $"台账已导出，共 {export.Rows} 行，请在 24 小时内下载。";
        var saved = await job.FinishAsync(db, "ExportLedger", () => $"ledger/{export.Id}", new { export.Rows, export.HasFullNumbers }, connection => StoredLedger.DeleteExpiredAsync(connection, ct), sentence, ct);
        return saved.IsOk ? sentence : saved.Problem;
    }

    public async Task AbandonAsync(JobRun job, string sentence, bool cancelled, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(job);
        await using var db = await tenantDb.OpenAsync(job.Actor, ct);
        var export = await db.Rows.LedgerExports.SingleOrDefaultAsync(one => one.Id == job.SubjectId, ct);
        if (export is { State: LedgerState.Asked })
        {
            (export.State, export.Sentence) = (cancelled ? LedgerState.Cancelled : LedgerState.Failed, sentence);
            await db.SaveAsync(cancelled ? "CancelLedger" : "FailLedger", $"ledger/{export.Id}", null, ct);
        }
    }

    private async Task<long> WriteAsync(JobRun job, LedgerExportEntity export, PeopleBasis basis, Stream file, CancellationToken ct)
    {
        await using var reading = await tenantDb.OpenAsync(job.Actor, ct);
        using var numbers = key.IdentityVaultFor(job.Actor.TenantId);
        var scope = new LedgerScope(export.Month, export.CoverageYear, basis.Within(job.Actor, export.RegionCode), export.Category);
        job.Report("正在读取名单");
        return await LedgerWorkbook.WriteAsync(reading.Connection, scope, numbers, basis.Categories, export.HasFullNumbers, file, rows => job.Report("正在导出", rows), ct);
    }
}
