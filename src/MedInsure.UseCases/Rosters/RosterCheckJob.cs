using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
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

    public string Kind => Name;

    public async Task<Result<string>> RunAsync(JobRun job, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(job);
        await using var db = await tenantDb.OpenAsync(job.Actor, ct);
        await using var transaction = await db.BeginAsync(ct);
        var asked = await db.Rows.RosterBatches.AsNoTracking().SingleOrDefaultAsync(one => one.Id == job.SubjectId, ct);
        if (asked is not { State: RosterState.Uploaded or RosterState.Previewed or RosterState.AwaitingSecond })
        {
            return "这批名单已经办结，没有再校验。";
        }

        // Nothing of it is the file's fault: the batch stays what it was.
        if (await DataKeyBinding.CheckAsync(db, key, ct) is { } wrongKey)
        {
            return wrongKey;
        }

        job.Report("正在取出文件");
        var staged = await new StageRoster(tenantDb, clock, key).RunAsync(job, db, asked, ct);
        await using var staging = staged.IsOk ? staged.Value.Staging : null;
        return staged.IsOk || staged.Problem is Refused ? await WriteAsync(job, db, asked.State, staged, ct) : staged.Problem;
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

    private static async Task<Result<string>> WriteAsync(JobRun job, TenantSession db, RosterState read, Result<StagedRoster> staged, CancellationToken ct)
    {
        var batch = await db.Rows.RosterBatches.SingleAsync(one => one.Id == job.SubjectId, ct);
        if (batch.State != read)
        {
            return "校验期间这批名单已由他人办结，没有再校验。";
        }

        batch.State = RosterState.Checking;
        var refused = RefusedWhole(staged);
        var finished = await job.FinishAsync(
            db,
            "CheckRoster",
            () => $"roster/{batch.Id}",
            new { Rows = staged.IsOk ? staged.Value.Rows : 0, WrongRows = staged.IsOk ? staged.Value.Rows - staged.Value.Sound : 0, refused?.Reason },
            async connection => await (refused ?? await CompareAsync(job, db, batch, staged.Value, ct)).WriteAsync(connection, batch.Id, ct),
            refused is null ? "校验和比对已完成，请核对。" : "校验已完成，文件没有接收。",
            ct);
        return finished.IsOk ? "校验已完成。" : finished.Problem;
    }

    /// <summary>Null for a file of which something can be compared.</summary>
    private static RosterFindings? RefusedWhole(Result<StagedRoster> staged) =>
        !staged.IsOk ? new RosterFindings(RosterState.Refused, staged.Problem.Sentence)
        : staged.Value.Verdict is { Outcome: RosterOutcome.Refused, Sentence: var sentence } ? Found(staged.Value, RosterState.Refused, sentence)
        : staged.Value.Sound == 0 ? Found(staged.Value, RosterState.Refused, "没有一行通过校验，整个文件没有接收。请下载错误说明，改正后重新上传。")
        : null;

    private static RosterFindings Found(StagedRoster staged, RosterState state, string? reason) => new(state, reason)
    {
        Encoding = staged.Encoding,
        Rows = staged.Rows,
        Ok = staged.Sound,
        Failed = staged.Rows - staged.Sound,
        Notes = staged.Notes,
        Faults = staged.Faults,
    };

    private static async Task<RosterFindings> CompareAsync(JobRun job, TenantSession db, RosterBatchEntity batch, StagedRoster staged, CancellationToken ct)
    {
        IReadOnlyList<RegionCode> regions = [.. batch.Regions.Select(code => new RegionCode(code))];
        // A wrong row of a full file may be anybody's: then nobody is cancelled for being absent.
        var absent = batch.Kind == RosterKind.Full && staged.Verdict.Outcome == RosterOutcome.Sound;
        var terms = new RosterTerms(batch.Authority, batch.Month, absent, new Month(batch.Month.Year, 1), regions);
        job.Report("正在与现有名单比对");
        var figures = await staged.Staging.CompareAsync(terms, mayRepeat: false, ct);
        var size = await SizeAsync(db, batch, figures, regions, ct);
        var rate = await SecondLookRates.InForceAsync(db, ct);
        var reason = RosterSecondLook.Reason(size, rate?.PerMille ?? RosterSecondLook.DefaultPerMille);
        var findings = Found(staged, reason is null ? RosterState.Previewed : RosterState.AwaitingSecond, reason) with { Figures = figures.ByCounty, SecondLookRateId = rate?.Id };
        return batch.Kind == RosterKind.Increment && await EndsNothingAsync(staged.Staging, ct) is { } note ? findings with { Notes = [.. findings.Notes, note] } : findings;
    }

    /// <summary>Taken in silence, a wrong number would leave the person who was meant on the roster.</summary>
    private static async Task<string?> EndsNothingAsync(RosterStaging staging, CancellationToken ct)
    {
        var (count, first) = await staging.EndingNothingAsync(10, ct);
        return count == 0 ? null : $"要取消的身份中有 {count} 条现在不在册（第 {string.Join("、", first)} 行{(count > first.Count ? "等" : "")}），入库不作变动。请核对身份证号码和身份类别；以前已经取消的，不必再办。";
    }

    private static async Task<RosterSize> SizeAsync(TenantSession db, RosterBatchEntity batch, RosterFigures figures, IReadOnlyList<RegionCode> regions, CancellationToken ct)
    {
        var spokenFor = figures with { ByCounty = [.. figures.ByCounty.Where(figure => regions.Count == 0 || regions.Contains(figure.Region))] };
        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(batch.Month.Year), ct);
        return new RosterSize(
            spokenFor.Before, spokenFor.After, spokenFor.ByCounty.Sum(figure => figure.Cancelled), [.. spokenFor.MissingCounties.Select(code => tree.Find(code)?.Name ?? code.Value)], await RosterFindings.FromElsewhereAsync(db.Connection, batch.Id, regions, ct));
    }
}
