using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Jobs;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Rosters;

/// <summary>What a stored file came to when it was read; its sound rows stand in the staging.</summary>
/// <param name="Sound">Rows that can be compared.</param>
internal sealed record StagedRoster(RosterStaging Staging, string Encoding, int Rows, int Sound, IReadOnlyList<RosterFault> Faults, IReadOnlyList<string> Notes, RosterVerdict Verdict);

/// <summary>
/// Reads the stored file of a batch, checks each row, and puts the sound ones into the staging, in the transaction of the one who asks. A plain csv goes through as bytes, however long, and so do the rows of a plain workbook; everything else is
/// read whole, up to the limits of <see cref="RosterLimits.Sheet"/>.
/// </summary>
internal sealed class StageRoster(TenantDb tenantDb, TimeProvider clock, InstallationKey key)
{
    private const int Step = 1_000;

    /// <param name="writing">In a transaction. The file is read through a connection of its own.</param>
    /// <returns>A refusal says why the file is not taken as a whole.</returns>
    public async Task<Result<StagedRoster>> RunAsync(JobRun job, TenantSession writing, RosterBatchEntity batch, CancellationToken ct)
    {
        // By the counties that the batch speaks for, whoever has it compared again.
        var reader = job.Actor with { RegionScope = [.. batch.Regions.Select(code => new RegionCode(code))] };
        await using var reading = await tenantDb.OpenAsync(job.Actor, ct);
        var order = await RosterOrder.ReadAsync(reading, reader, batch.Authority, batch.Kind, batch.Month, ChinaTime.Date(clock.GetUtcNow()), ct);
        if (!order.IsOk)
        {
            return order.Problem;
        }

        using var files = key.FileVaultFor(job.Actor.TenantId);
        using var numbers = key.IdentityVaultFor(job.Actor.TenantId);
        await using var file = await StoredRosterFile.OpenAsync(reading.Connection, files, batch.Id, ct);
        return await BulkAsync(job, writing, batch, order.Value, file, numbers, ct) ?? await OrdinaryAsync(job, writing, batch, order.Value, file, numbers, ct);
    }

    /// <returns>Null for a file that is read the ordinary way.</returns>
    private static async Task<Result<StagedRoster>?> BulkAsync(JobRun job, TenantSession writing, RosterBatchEntity batch, RosterOrder order, Stream file, IdentityVault vault, CancellationToken ct)
    {
        var beginning = new byte[8];
        var isText = RosterLimits.IsText(beginning.AsSpan(0, file.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false)));
        var workbook = isText ? null : await WholeAsync(batch, file, ct);

        Result<RosterBulkRead>? read = null;
        var staging = await RosterStaging.BulkAsync(
            writing.Connection,
            batch.Id,
            stream => (read = Bulk(new RosterCopy(stream, vault))) is { IsOk: true },
            ct);
        if (staging is null || read is not { IsOk: true, Value: { } whole })
        {
            // The ordinary way says best what is wrong with a file that it can hold.
            var problem = read is { IsOk: false } ? read.Value.Problem : null;
            if (file.Length <= RosterLimits.Sheet.MaxFileBytes && problem != RosterBulk.TooWrong)
            {
                return null;
            }

            return problem ?? RosterLimits.NotPlain;
        }

        await staging.RemoveAsync(whole.WrongRows, ct);
        return new StagedRoster(staging, isText ? "UTF-8" : "xlsx", whole.Rows, whole.Sound, whole.Faults, whole.Notes, whole.Verdict);

        Result<RosterBulkRead>? Bulk(RosterCopy copy) => workbook is null
            ? RosterBulk.Read(file, order, copy, RosterFile.KeptFaults, rows => job.Report("正在逐行校验", rows), ct)
            : RosterBulk.Read(workbook, order, copy, RosterFile.KeptFaults, rows => job.Report("正在逐行校验", rows), ct);
    }

    private static async Task<UploadedFile> WholeAsync(RosterBatchEntity batch, Stream file, CancellationToken ct)
    {
        var content = new byte[file.Length];
        file.Position = 0;
        await file.ReadExactlyAsync(content, ct);
        return new UploadedFile(batch.FileName, content);
    }

    private static async Task<Result<StagedRoster>> OrdinaryAsync(JobRun job, TenantSession writing, RosterBatchEntity batch, RosterOrder order, Stream file, IdentityVault vault, CancellationToken ct)
    {
        var whole = await WholeAsync(batch, file, ct);
        var read = await Task.Run(() => RosterSheet.Read(whole, order, RosterFile.KeptFaults, rows => job.Report("正在逐行校验", rows), ct), ct);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        var (reading, notes) = (read.Value.Reading, read.Value.Notes);
        var staging = await RosterStaging.BeginAsync(writing.Connection, batch.Id, ct);
        for (var i = 0; i < reading.Rows.Count; i++)
        {
            if (i % Step == 0)
            {
                job.Report("正在登记通过校验的行", i, reading.Rows.Count);
            }

            await staging.AddAsync(StagedRow.Of(reading.Rows[i], vault.Seal(reading.Rows[i].Number)), ct);
        }

        await staging.CompleteAsync(ct);
        return new StagedRoster(staging, read.Value.Encoding, reading.RowCount, reading.Rows.Count, reading.Faults, notes, reading.Verdict);
    }
}
