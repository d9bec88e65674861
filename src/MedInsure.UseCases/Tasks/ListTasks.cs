using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Allocations;
using MedInsure.UseCases.Deadlines;
using MedInsure.UseCases.Entitlements;
using MedInsure.UseCases.Filings;
using MedInsure.UseCases.Payments;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Shell;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Tasks;

/// <summary>待办: what waits for this very person; nothing that somebody else has to do.</summary>
public sealed record ListTasks;

/// <param name="What">"复核测算", "发布测算", "改正被退回的测算", and the same of 政策.</param>
/// <param name="Link">Path of the page where it is done.</param>
/// <param name="Since">When it came to the person.</param>
public sealed record TaskRow(string What, string Subject, int FundingYear, string Link, string From, DateTimeOffset Since);

public sealed class ListTasksHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<IReadOnlyList<TaskRow>>> HandleAsync(Actor actor, ListTasks request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await tenantDb.OpenAsync(actor, ct);
        return await TasksAsync(db, actor, ChinaTime.Date(clock.GetUtcNow()), ct);
    }

    internal static async Task<List<TaskRow>> TasksAsync(TenantSession db, Actor actor, DateOnly today, CancellationToken ct)
    {
        var me = actor.UserId;
        var reviews = RunPermissions.ToReview(actor) is null;
        var makes = RunPermissions.ToMake(actor) is null;
        var current = await ClosedYear.CurrentAsync(db.Rows, ct);
        var runs = await db.Rows.AllocationRuns.AsNoTracking()
            .Where(run => current == null || run.FundingYear >= current
                || (run.Kind == RunKind.Settlement && !db.Rows.AllocationRuns.Any(other => other.FundingYear == run.FundingYear && other.Scheme == run.Scheme && other.Kind == RunKind.Settlement && other.State == RunState.Released)))
            .Where(run =>
                (reviews && run.State == RunState.InReview && run.CreatedBy != me && run.ComputedBy != me && run.SubmittedBy != me)
                || (reviews && run.State == RunState.Approved && run.CreatedBy != me && run.ComputedBy != me && run.SubmittedBy != me && run.ApprovedBy != me)
                || (makes && run.State == RunState.Computed && run.CreatedBy == me
                    && db.Rows.RunOpinions.Where(opinion => opinion.RunId == run.Id).OrderByDescending(opinion => opinion.Id).Select(opinion => opinion.Act).FirstOrDefault() == "ReturnRun"))
            .OrderBy(run => run.SubmittedAt)
            .Select(run => new
            {
                run.Id,
                run.Number,
                run.Title,
                run.FundingYear,
                run.State,
                run.SubmittedAt,
                run.ApprovedAt,
                Last = db.Rows.RunOpinions.Where(opinion => opinion.RunId == run.Id).OrderByDescending(opinion => opinion.Id).Select(opinion => new { opinion.By, opinion.At }).First(),
            })
            .ToListAsync(ct);
        var people = await db.Rows.Users.AsNoTracking().Select(user => new { user.Id, user.DisplayName }).ToDictionaryAsync(user => user.Id, user => user.DisplayName, ct);
        var rows = runs.ConvertAll(run => new TaskRow(
            run.State switch { RunState.InReview => "复核测算", RunState.Approved => "发布测算", _ => "改正被退回的测算" },
            $"{AllocationWords.RunNumber(run.FundingYear, run.Number)} {run.Title}",
            run.FundingYear,
            $"/allocations/{run.Id}",
            people.GetValueOrDefault(run.Last.By, "—"),
            run.Last.At));
        rows.AddRange(await PoliciesAsync(db, actor, people, ct));
        rows.AddRange(await FilingTasks.OfAsync(db, actor, ct));
        rows.AddRange(await GapTasks.OfAsync(db, actor, today, people, ct));
        rows.AddRange(await RosterTasks.OfAsync(db, actor, people, ct));
        rows.AddRange(await PaymentTasks.OfAsync(db, actor, today, people, ct));
        rows.AddRange(await EntitlementTasks.OfAsync(db, actor, ct));
        return [.. rows.OrderBy(row => row.Since)];
    }

    /// <summary>政策 to review or to publish by somebody who did not write on them, and returned ones for their author; in a closed year nothing waits for anybody but a policy of a year that has none.</summary>
    private static async Task<IEnumerable<TaskRow>> PoliciesAsync(TenantSession db, Actor actor, Dictionary<long, string> people, CancellationToken ct)
    {
        var me = actor.UserId;
        var reviews = PolicyPermissions.ToReview(actor) is null;
        var writes = PolicyPermissions.ToWrite(actor) is null;
        var current = await ClosedYear.CurrentAsync(db.Rows, ct);
        var versions = await db.Rows.PolicyVersions.AsNoTracking()
            .Where(version => current == null || version.FundingYear >= current || !db.Rows.PolicyVersions.Any(other => other.FundingYear == version.FundingYear && other.PublishedAt != null))
            .Where(version =>
                (reviews && version.State == PolicyState.InReview && !db.Rows.PolicyMakers.Any(maker => maker.VersionId == version.Id && maker.UserId == me))
                || (writes && version.State == PolicyState.Draft && version.AuthorId == me && db.Rows.PolicyVersions.Any(before => before.Id == version.BasedOnId && before.State == PolicyState.Returned)))
            .Select(version => new
            {
                version.Id,
                version.Title,
                version.FundingYear,
                version.VersionNumber,
                version.State,
                IsReviewed = version.ReviewerId != null,
                Last = db.Rows.PolicyOpinions.Where(opinion => opinion.VersionId == version.Id || (version.State == PolicyState.Draft && opinion.VersionId == version.BasedOnId))
                    .OrderByDescending(opinion => opinion.Id).Select(opinion => new { opinion.By, opinion.At }).First(),
            })
            .ToListAsync(ct);
        return versions.Select(version => new TaskRow(
            version.State == PolicyState.Draft ? "改正被退回的政策" : version.IsReviewed ? "发布政策" : "复核政策",
            $"{version.Title}（第 {version.VersionNumber} 版）",
            version.FundingYear,
            $"/policies/versions/{version.Id}",
            people.GetValueOrDefault(version.Last.By, "—"),
            version.Last.At));
    }
}
