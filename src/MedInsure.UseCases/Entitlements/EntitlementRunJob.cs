using System.Text.Json;
using MedInsure.Persistence.Entitlements;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Subsidies;
using MedInsure.UseCases.Jobs;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedInsure.UseCases.Entitlements;

/// <summary>
/// Computes a run: the persons of the month are read from one snapshot, each combination is decided once by the rules, and rows are written while the next persons are read. What is written is one transaction
/// with the end of the job; a kill at any place leaves the run queued and nothing else.
/// </summary>
public sealed class EntitlementRunJob(TenantDb tenantDb, TimeProvider clock) : IJobKind
{
    public const string Name = "EntitlementRun";

    public string Kind => Name;

    public async Task<Result<string>> RunAsync(JobRun job, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (EntitlementPermissions.ToMake(job.Actor) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(job.Actor, ct);
        var run = await db.Rows.EntitlementRuns.AsNoTracking().SingleOrDefaultAsync(one => one.Id == job.SubjectId, ct);
        if (run is not { State: EntitlementRunState.Queued })
        {
            return "这次资助认定已经结束。";
        }

        var read = await EntitlementBasis.InForceAsync(db, run.FundingYear, ct);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        var basis = read.Value;
        if ((EntitlementBasis.CoverageYearOf(basis.Policy.NearestFirst) ?? run.CoverageYear) != run.CoverageYear)
        {
            return new Refused("发起之后，政策的待遇年度有了改变，请重新发起资助认定。");
        }

        try
        {
            return await ComputeAsync(job, db, run, basis, ct);
        }
        catch (TooManyCategoriesException)
        {
            return new Refused($"政策和名单中的资助对象类别合计超过 {EntitlementReading.MaxCategories} 种，不能认定。请政策管理员用别名合并同一身份的不同叫法后再试。");
        }
    }

    public async Task AbandonAsync(JobRun job, string sentence, bool cancelled, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(job);
        await using var db = await tenantDb.OpenAsync(job.Actor, ct);
        if (await db.Rows.EntitlementRuns.SingleOrDefaultAsync(one => one.Id == job.SubjectId && one.State == EntitlementRunState.Queued, ct) is { } run)
        {
            (run.State, run.Reason) = (cancelled ? EntitlementRunState.Cancelled : EntitlementRunState.Failed, sentence);
            _ = await db.SaveAsync("AbandonEntitlementRun", $"entitlement-run/{run.Id}", new { run.Reason }, ct);
        }
    }

    private async Task<Result<string>> ComputeAsync(JobRun job, TenantSession db, EntitlementRunEntity run, EntitlementBasis basis, CancellationToken ct)
    {
        await using var transaction = await db.BeginAsync(ct);
        var wrote = await db.WriteAsync(connection => WriteAsync(job, connection, run, basis.Combinations, ct));
        if (!wrote.IsOk)
        {
            return wrote.Problem;
        }

        var (written, rosters) = wrote.Value;
        var input = EntitlementHashes.Input(SubsidyCombinations.CurrentEngine, run.CoverageYear, run.Month, basis.Kept, written.Choices, written.Digest);
        var sentence = $"资助认定完成，共 {written.Persons} 人。";
        var saved = await job.FinishAsync(
            db,
            "ComputeEntitlementRun",
            () => $"entitlement-run/{run.Id}",
            new { written.Persons, Choices = written.Choices.Count, Policies = basis.Kept.Policies },
            connection => EntitlementWriting.EndAsync(
                connection,
                run.Id,
                SubsidyCombinations.CurrentEngine,
                basis.Kept.ToJson(),
                JsonSerializer.Serialize(rosters, KeptPolicies.Json),
                input,
                EntitlementHashes.Outcome(written.Choices, written.Digest),
                clock.GetUtcNow(),
                ct),
            sentence,
            ct);
        return saved.IsOk ? sentence : saved.Problem;
    }

    private async Task<(WrittenRun Run, IReadOnlyList<RosterOnTop> Rosters)> WriteAsync(JobRun job, NpgsqlConnection connection, EntitlementRunEntity run, SubsidyCombinations combinations, CancellationToken ct)
    {
        job.Report("正在读取名单");
        await using var roster = await tenantDb.OpenAsync(job.Actor, ct);
        await using var reading = await EntitlementReading.BeginAsync(
            roster.Connection, new EntitlementQuestion(run.CoverageYear, run.Month, combinations.Categories, combinations.Timed, combinations.AgeClasses), ct);
        var choices = new EntitlementChoices(combinations, reading);
        return (await EntitlementWriting.WriteAsync(connection, run.Id, reading, choices.Of, persons => job.Report("正在逐人认定", persons), ct), reading.Rosters);
    }
}
