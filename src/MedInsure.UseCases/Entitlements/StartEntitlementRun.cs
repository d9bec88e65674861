using MedInsure.Persistence.Entitlements;
using MedInsure.Persistence.Jobs;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Subsidies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Entitlements;

/// <summary>发起资助认定: who of the roster is entitled to what in a month, by the policy in force. The work is done in the background.</summary>
/// <param name="FundingYear">Whose policy decides.</param>
/// <param name="Month">Identities that hold in this month count.</param>
/// <param name="CoverageYear">Only where the policy's 待遇年度 is a gap: what the person says that it is (内部口径).</param>
public sealed record StartEntitlementRun(int FundingYear, Month Month, int? CoverageYear = null);

public sealed record StartedEntitlementRun(long RunId, string Number);

public sealed class StartEntitlementRunHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<StartedEntitlementRun>> HandleAsync(Actor actor, StartEntitlementRun request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (EntitlementPermissions.ToMake(actor) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var basis = await EntitlementBasis.InForceAsync(db, request.FundingYear, ct);
        if (!basis.IsOk)
        {
            return basis.Problem;
        }

        var told = EntitlementBasis.CoverageYearOf(basis.Value.Policy.NearestFirst);
        if (ProblemOf(request, basis.Value, told, ChinaTime.Date(clock.GetUtcNow())) is { } problem)
        {
            return problem;
        }

        if (!await db.Rows.Memberships.AnyAsync(ct))
        {
            return new Refused("还没有已入库的资助对象名单。请先在“名单”中上传名单并确认入库，再发起资助认定。");
        }

        if (await db.Rows.EntitlementRuns.SingleOrDefaultAsync(run => run.State == EntitlementRunState.Queued, ct) is { } queued)
        {
            if (await db.Rows.Jobs.AnyAsync(job => job.Kind == EntitlementRunJob.Name && job.SubjectId == queued.Id && job.EndedAt == null, ct))
            {
                return Busy;
            }

            // Its job ended without it: the account of who asked was closed meanwhile.
            (queued.State, queued.Reason) = (EntitlementRunState.Failed, "后台任务没有办理这次资助认定，请重新发起。");
            if (await db.SaveAsync("AbandonEntitlementRun", $"entitlement-run/{queued.Id}", new { queued.Reason }, ct) is { IsOk: false } refused)
            {
                return refused.Problem;
            }
        }

        var run = new EntitlementRunEntity
        {
            CoverageYear = (told ?? request.CoverageYear)!.Value,
            FundingYear = request.FundingYear,
            Month = request.Month,
            State = EntitlementRunState.Queued,
            MadeBy = actor.UserId,
            MadeAt = clock.GetUtcNow(),
        };
        db.Rows.Add(run);
        var saved = await db.SaveAsync(
            nameof(StartEntitlementRun),
            () => $"entitlement-run/{run.Id}",
            new { run.CoverageYear, run.FundingYear, Month = run.Month.ToString(), CoverageTold = told is not null },
            connection => JobQueue.AskAsync(connection, EntitlementRunJob.Name, run.Id, ct),
            ct);
        return saved.IsOk ? new StartedEntitlementRun(run.Id, EntitlementWords.RunNumber(run.CoverageYear, run.Number))
            : saved.Problem is Conflict ? Busy : saved.Problem;
    }

    private static Refused Busy => new("本机构有一次资助认定正在进行，请等它完成后再发起；需要中止的，由发起人在该次认定的页面上取消。");

    private static Refused? ProblemOf(StartEntitlementRun request, EntitlementBasis basis, int? told, DateOnly today)
    {
        var window = EntitlementBasis.CoverageOf(basis.Policy.NearestFirst);
        if (told is null && request.CoverageYear is null)
        {
            return new Refused($"{request.FundingYear}年度政策的待遇年度依据待补{(window?.Gap is { } gap ? $"（{basis.Policy.FindGap(gap)?.What ?? gap}）" : "")}，请指明这次认定对应哪一个待遇年度，按内部口径办理。");
        }

        if (told is null && (request.CoverageYear < request.FundingYear || request.CoverageYear > request.FundingYear + 1))
        {
            return new Refused($"{request.FundingYear}年度政策的待遇年度只能是{request.FundingYear}年或{request.FundingYear + 1}年，请核对。");
        }

        if (told is not null && request.CoverageYear is { } said && said != told)
        {
            return new Refused($"按{request.FundingYear}年度政策，个人缴费对应{told}年度待遇，不是{said}年度，请核对。");
        }

        if (request.Month.FirstDay > today)
        {
            return new Refused($"{request.Month.ToText()}还没有到，不能按那个月的名单认定，请核对月份。");
        }

        var (first, last) = (new Month(request.FundingYear, 1), Month.Of(window?.To ?? new DateOnly((told ?? request.CoverageYear)!.Value, 12, 31)));
        return request.Month < first || last < request.Month
            ? new Refused($"{request.FundingYear}年度政策用于{first.ToText()}至{last.ToText()}的资助认定，{request.Month.ToText()}不在其中。请核对月份，或在右上角切换年度。")
            : null;
    }
}
