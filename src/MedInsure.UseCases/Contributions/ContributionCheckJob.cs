using MedInsure.Persistence.Contributions;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Contributions;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Jobs;
using MedInsure.UseCases.Spreadsheets;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Contributions;

/// <summary>
/// Reads the stored file of a batch, checks each row and compares all with what is recorded. Everything that comes of it is written in one transaction; a run that was killed begins again from the file.
/// The same for the first check and for checking again.
/// </summary>
public sealed class ContributionCheckJob(TenantDb tenantDb, TimeProvider clock, InstallationKey key) : IJobKind
{
    public const string Name = "ContributionCheck";

    private const int Step = 1_000;

    public string Kind => Name;

    public async Task<Result<string>> RunAsync(JobRun job, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(job);
        job.Report("正在取出文件");
        await using var db = await tenantDb.OpenAsync(job.Actor, ct);
        var batch = await db.Rows.ContributionBatches.SingleOrDefaultAsync(one => one.Id == job.SubjectId, ct);
        if (batch is not { State: ContributionBatchState.Uploaded or ContributionBatchState.Previewed })
        {
            return "这批缴费记录已经办结，没有再校验。";
        }

        var frame = await ContributionBasis.FrameAsync(db, job.Actor, batch.CoverageYear, ChinaTime.Date(clock.GetUtcNow()), ct);
        var file = frame.IsOk ? await ContributionBasis.FileAsync(db, key, batch, ct) : frame.Problem;
        if (!file.IsOk)
        {
            return file.Problem;
        }

        var read = await Task.Run(() => ContributionSheet.Read(file.Value, frame.Value, ContributionFile.KeptFaults, rows => job.Report("正在逐行校验", rows), ct), ct);
        return await WriteAsync(job, db, batch, read, ct);
    }

    public async Task AbandonAsync(JobRun job, string sentence, bool cancelled, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(job);
        await using var db = await tenantDb.OpenAsync(job.Actor, ct);
        // A batch that was checked before stays as it was checked; whether that still holds is asked when it is committed.
        if (await db.Rows.ContributionBatches.SingleOrDefaultAsync(one => one.Id == job.SubjectId && one.State == ContributionBatchState.Uploaded, ct) is not { } batch)
        {
            return;
        }

        (batch.State, batch.Reason) = cancelled ? (ContributionBatchState.Cancelled, batch.Reason) : (ContributionBatchState.Failed, sentence);
        if (cancelled)
        {
            (batch.CancelledBy, batch.CancelledAt) = (job.Actor.UserId, clock.GetUtcNow());
        }

        await db.SaveAsync(cancelled ? nameof(CancelContributions) : "FailContributions", $"contribution/{batch.Id}", new { Sentence = sentence }, ct);
    }

    private async Task<Result<string>> WriteAsync(JobRun job, TenantSession db, ContributionBatchEntity batch, Result<ContributionRead> read, CancellationToken ct)
    {
        batch.State = ContributionBatchState.Checking;
        var refusal = read.IsOk ? read.Value.Reading.Refusal : read.Problem.Sentence;
        var finished = await job.FinishAsync(
            db,
            "CheckContributions",
            () => $"contribution/{batch.Id}",
            new { Rows = read.IsOk ? read.Value.Reading.RowCount : 0, WrongRows = read.IsOk ? read.Value.Reading.WrongRows : 0, Refusal = refusal },
            async connection =>
            {
                await using (var staging = await ContributionStaging.BeginAsync(connection, batch.Id, ct))
                {
                    await AddAsync(job, staging, refusal is null ? read.Value.Reading.Rows : [], ct);
                    await staging.CompareAsync(ct);
                }

                await ContributionFindings.WriteAsync(connection, batch.Id, read.IsOk ? read.Value : null, refusal, ct);
            },
            refusal is null ? "校验已完成，请核对后入库。" : "校验已完成，文件没有接收。",
            ct);
        return finished.IsOk ? "校验已完成。" : finished.Problem;
    }

    private async Task AddAsync(JobRun job, ContributionStaging staging, IReadOnlyList<ContributionRow> rows, CancellationToken ct)
    {
        using var vault = key.IdentityVaultFor(job.Actor.TenantId);
        for (var i = 0; i < rows.Count; i++)
        {
            if (i % Step == 0)
            {
                job.Report("正在登记通过校验的行", i, rows.Count);
            }

            await staging.AddAsync(rows[i], vault.Seal(rows[i].Number), ct);
        }
    }
}
