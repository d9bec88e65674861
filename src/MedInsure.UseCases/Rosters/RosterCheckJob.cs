using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Jobs;
using MedInsure.UseCases.Regions;
using MedInsure.UseCases.Spreadsheets;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Rosters;

/// <summary>
/// Reads the stored file of a batch, checks each row, and compares the sound ones with the state as sets. Everything that comes of it is written in one transaction; until then the batch is what it was,
/// and a run that was killed begins again from the file. The same for the first check and for comparing again.
/// </summary>
public sealed class RosterCheckJob(TenantDb tenantDb, TimeProvider clock, InstallationKey key) : IJobKind
{
    public const string Name = "RosterCheck";

    private const int Step = 1_000;

    public string Kind => Name;

    public async Task<Result<string>> RunAsync(JobRun job, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(job);
        job.Report("正在取出文件");
        var opened = await OpenAsync(job, ct);
        if (!opened.IsOk)
        {
            return opened.Problem;
        }

        if (opened.Value is not { } stored)
        {
            return "这批名单已经办结，没有再校验。";
        }

        var (batch, file) = stored;
        // By the counties that the batch speaks for, whoever has it compared again.
        var reader = job.Actor with { RegionScope = [.. batch.Regions.Select(code => new RegionCode(code))] };
        var request = new ReadRoster(file, batch.Authority, batch.Kind, batch.Month) { Progress = rows => job.Report("正在逐行校验", rows) };
        var read = await Task.Run(() => new ReadRosterHandler(tenantDb, clock).HandleAsync(reader, request, ct), ct);
        if (!read.IsOk && read.Problem is not Refused)
        {
            return read.Problem;
        }

        return await WriteAsync(job, batch, read, ct);
    }

    public async Task AbandonAsync(JobRun job, string sentence, bool cancelled, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(job);
        await using var db = await tenantDb.OpenAsync(job.Actor, ct);
        // A batch that was compared before stays as it was compared; whether that still holds is asked when it is committed.
        if (await db.Rows.RosterBatches.SingleOrDefaultAsync(one => one.Id == job.SubjectId && one.State == RosterState.Uploaded, ct) is not { } batch)
        {
            return;
        }

        (batch.State, batch.Reason) = cancelled ? (RosterState.Cancelled, batch.Reason) : (RosterState.Failed, sentence);
        if (cancelled)
        {
            (batch.CancelledBy, batch.CancelledAt) = (job.Actor.UserId, clock.GetUtcNow());
        }

        await db.SaveAsync(cancelled ? "CancelRoster" : "FailRoster", $"roster/{batch.Id}", new { Sentence = sentence }, ct);
    }

    /// <returns>Null when there is nothing left to check.</returns>
    private async Task<Result<(RosterBatchEntity Batch, UploadedFile File)?>> OpenAsync(JobRun job, CancellationToken ct)
    {
        await using var db = await tenantDb.OpenAsync(job.Actor, ct);
        var batch = await db.Rows.RosterBatches.AsNoTracking().SingleOrDefaultAsync(one => one.Id == job.SubjectId, ct);
        if (batch is not { State: RosterState.Uploaded or RosterState.Previewed or RosterState.AwaitingSecond })
        {
            return ((RosterBatchEntity, UploadedFile)?)null;
        }

        var file = await RosterFileOf.ReadAsync(db, key, batch, ct);
        return file.IsOk ? (batch, file.Value) : file.Problem;
    }

    private async Task<Result<string>> WriteAsync(JobRun job, RosterBatchEntity read, Result<RosterRead> roster, CancellationToken ct)
    {
        await using var db = await tenantDb.OpenAsync(job.Actor, ct);
        var batch = await db.Rows.RosterBatches.SingleAsync(one => one.Id == read.Id, ct);
        if (batch.State != read.State)
        {
            return "校验期间这批名单已由他人办结，没有再校验。";
        }

        batch.State = RosterState.Checking;
        var refused = RefusedWhole(roster);
        var finished = await job.FinishAsync(
            db,
            "CheckRoster",
            () => $"roster/{batch.Id}",
            new { Rows = roster.IsOk ? roster.Value.Reading.RowCount : 0, WrongRows = roster.IsOk ? roster.Value.Reading.WrongRows : 0, refused?.Reason },
            async connection => await (refused ?? await CompareAsync(job, db, batch, roster.Value, ct)).WriteAsync(connection, batch.Id, ct),
            refused is null ? "校验和比对已完成，请核对。" : "校验已完成，文件没有接收。",
            ct);
        return finished.IsOk ? "校验已完成。" : finished.Problem;
    }

    /// <summary>Null for a file of which something can be compared.</summary>
    private static RosterFindings? RefusedWhole(Result<RosterRead> roster) =>
        !roster.IsOk ? new RosterFindings(RosterState.Refused, roster.Problem.Sentence)
        : roster.Value.Reading is { Verdict: { Outcome: RosterOutcome.Refused, Sentence: var sentence } } ? Found(roster.Value, RosterState.Refused, sentence)
        : roster.Value.Reading.Rows.Count == 0 ? Found(roster.Value, RosterState.Refused, "没有一行通过校验，整个文件没有接收。请下载错误说明，改正后重新上传。")
        : null;

    private static RosterFindings Found(RosterRead read, RosterState state, string? reason) => new(state, reason)
    {
        Encoding = read.Encoding,
        Rows = read.Reading.RowCount,
        Ok = read.Reading.Rows.Count,
        Failed = read.Reading.WrongRows,
        Notes = read.Notes,
        Faults = read.Reading.Faults,
    };

    private async Task<RosterFindings> CompareAsync(JobRun job, TenantSession db, RosterBatchEntity batch, RosterRead read, CancellationToken ct)
    {
        IReadOnlyList<RegionCode> regions = [.. batch.Regions.Select(code => new RegionCode(code))];
        // A wrong row of a full file may be anybody's: then nobody is cancelled for being absent.
        var absent = batch.Kind == RosterKind.Full && read.Reading.Verdict.Outcome == RosterOutcome.Sound;
        var terms = new RosterTerms(batch.Authority, batch.Month, absent, new Month(batch.Month.Year, 1), regions);
        using var vault = key.IdentityVaultFor(job.Actor.TenantId);
        await using var staging = await RosterStaging.BeginAsync(db.Connection, batch.Id, ct);
        for (var i = 0; i < read.Reading.Rows.Count; i++)
        {
            if (i % Step == 0)
            {
                job.Report("正在登记通过校验的行", i, read.Reading.Rows.Count);
            }

            await staging.AddAsync(StagedRow.Of(read.Reading.Rows[i], vault.Seal(read.Reading.Rows[i].Number)), ct);
        }

        job.Report("正在与现有名单比对");
        var figures = await staging.CompareAsync(terms, ct);
        var size = await SizeAsync(db, batch, figures, regions, ct);
        var reason = RosterSecondLook.Reason(size);
        return Found(read, reason is null ? RosterState.Previewed : RosterState.AwaitingSecond, reason) with { Figures = figures.ByCounty };
    }

    private static async Task<RosterSize> SizeAsync(TenantSession db, RosterBatchEntity batch, RosterFigures figures, IReadOnlyList<RegionCode> regions, CancellationToken ct)
    {
        var spokenFor = figures with { ByCounty = [.. figures.ByCounty.Where(figure => regions.Count == 0 || regions.Contains(figure.Region))] };
        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(batch.Month.Year), ct);
        return new RosterSize(
            spokenFor.Before, spokenFor.After, spokenFor.ByCounty.Sum(figure => figure.Cancelled), [.. spokenFor.MissingCounties.Select(code => tree.Find(code)?.Name ?? code.Value)], await RosterFindings.FromElsewhereAsync(db.Connection, batch.Id, regions, ct));
    }
}
