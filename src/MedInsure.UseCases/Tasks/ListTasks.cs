using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Allocations;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Tasks;

/// <summary>待办: what waits for this very person; nothing that somebody else has to do.</summary>
public sealed record ListTasks;

/// <param name="What">"复核测算", "发布测算", "改正被退回的测算".</param>
/// <param name="Link">Path of the page where it is done.</param>
/// <param name="Since">When it came to the person.</param>
public sealed record TaskRow(string What, string Subject, int FundingYear, string Link, string From, DateTimeOffset Since);

public sealed class ListTasksHandler(TenantDb tenantDb)
{
    public async Task<Result<IReadOnlyList<TaskRow>>> HandleAsync(Actor actor, ListTasks request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await tenantDb.OpenAsync(actor, ct);
        return await TasksAsync(db, actor, ct);
    }

    internal static async Task<List<TaskRow>> TasksAsync(TenantSession db, Actor actor, CancellationToken ct)
    {
        var me = actor.UserId;
        var reviews = RunPermissions.ToReview(actor) is null;
        var makes = RunPermissions.ToMake(actor) is null;
        var runs = await db.Rows.AllocationRuns.AsNoTracking()
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
        return runs.ConvertAll(run => new TaskRow(
            run.State switch { RunState.InReview => "复核测算", RunState.Approved => "发布测算", _ => "改正被退回的测算" },
            $"{AllocationWords.RunNumber(run.FundingYear, run.Number)} {run.Title}",
            run.FundingYear,
            $"/allocations/{run.Id}",
            people.GetValueOrDefault(run.Last.By, "—"),
            run.Last.At));
    }
}
