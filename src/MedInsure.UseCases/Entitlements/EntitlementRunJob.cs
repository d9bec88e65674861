using System.Text.Json;
using MedInsure.Persistence.Entitlements;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Subsidies;
using MedInsure.UseCases.Jobs;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Entitlements;

/// <summary>
/// Computes a run: the roster of the month as sets, each combination decided once by the rules, the answers written back as sets. Everything is one transaction with the end of the job; a kill at any place
/// leaves the run queued and nothing else.
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

        await db.BeginAsync(ct);
        job.Report("正在读取名单");
        EntitlementStage stage;
        try
        {
            var combinations = basis.Combinations;
            stage = await EntitlementStage.ReadAsync(db.Connection, new EntitlementQuestion(run.CoverageYear, run.Month, combinations.Categories, combinations.Timed, combinations.AgeClasses), ct);
        }
        catch (TooManyCategoriesException)
        {
            return new Refused($"政策和名单中的资助对象类别合计超过 {EntitlementStage.MaxCategories} 种，不能认定。请政策管理员用别名合并同一身份的不同叫法后再试。");
        }

        var persons = stage.Persons;
        job.Report("正在逐类认定", 0, persons);
        var (choices, numberOf) = EntitlementChoices.Decide(basis.Combinations, stage, ct);
        job.Report("正在写入认定结果", persons / 3, persons);
        var sentence = $"资助认定完成，共 {persons} 人。";
        var saved = await job.FinishAsync(
            db,
            "ComputeEntitlementRun",
            () => $"entitlement-run/{run.Id}",
            new { Persons = persons, Choices = choices.Count, Policies = basis.Kept.Policies },
            async connection =>
            {
                await EntitlementWriting.WriteAsync(connection, run.Id, stage, choices, numberOf, ct);
                job.Report("正在核对认定结果", persons * 2 / 3, persons);
                var rows = await EntitlementDigests.OfAsync(connection, run.Id, ct);
                var input = EntitlementHashes.Input(SubsidyCombinations.CurrentEngine, run.CoverageYear, run.Month, basis.Kept, choices, rows);
                var rosters = JsonSerializer.Serialize(stage.Rosters, KeptPolicies.Json);
                await EntitlementWriting.EndAsync(
                    connection, run.Id, SubsidyCombinations.CurrentEngine, basis.Kept.ToJson(), rosters, input, EntitlementHashes.Outcome(choices, rows), clock.GetUtcNow(), ct);
            },
            sentence,
            ct);
        return saved.IsOk ? sentence : saved.Problem;
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
}
