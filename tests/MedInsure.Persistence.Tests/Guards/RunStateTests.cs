using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Outcomes;
using MedInsure.Testing.Databases;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.Persistence.Tests.Guards;

/// <summary>Each refusal stands beside the act that is allowed, in the same test.</summary>
public sealed class RunStateTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly RunSteps runs = new(database);

    [Fact]
    public async Task A_run_goes_the_whole_way_in_the_hands_of_three_people()
    {
        var first = await runs.ReleasedAsync();
        Assert.Equal("Released", await runs.StateAsync(first));

        var second = await runs.ReleasedAsync();
        await runs.StepAsync(RunSteps.Releaser, first, $"state = 'Superseded', superseded_by_run_id = {second}");
        Assert.Equal("Superseded", await runs.StateAsync(first));
    }

    [Theory]
    [InlineData("state = 'Approved', submitted_by = app.uid(), submitted_at = now(), approved_by = app.uid(), approved_at = now()")]
    [InlineData("state = 'Released', submitted_by = app.uid(), submitted_at = now(), approved_by = app.uid(), approved_at = now(), released_by = app.uid(), released_at = now()")]
    [InlineData("state = 'Superseded'")]
    [InlineData("state = 'Draft'")]
    public async Task A_computed_run_skips_no_step(string columns)
    {
        var run = await runs.ComputedAsync();
        await Refusal.Of(Refusal.Step, () => runs.StepAsync(RunSteps.Checker, run, columns));
        await runs.StepAsync(RunSteps.Maker, run, RunSteps.Submit);
    }

    [Fact]
    public async Task A_new_run_does_not_begin_in_review()
    {
        await using var maker = await runs.OpenAsync(RunSteps.Maker);
        const string insert =
            """
            INSERT INTO allocation_run (tenant_id, number, funding_year, scheme, kind, title, state, headcount_basis, assumption_count, blocked_count, created_by, created_at,
                                        snapshot, outcome, input_hash, output_hash, engine_version, computed_by, computed_at, submitted_by, submitted_at)
            VALUES (5, 0, 2020, 'FiscalSubsidy', 'Trial', '', $1, 'Reported', 0, 0, app.uid(), now(), '', '', '', '', '', app.uid(), now(),
                    CASE WHEN $1 = 'Computed' THEN NULL ELSE app.uid() END, CASE WHEN $1 = 'Computed' THEN NULL ELSE now() END)
            """;
        await Refusal.Of(Refusal.Step, () => maker.ExecuteAsync(insert, "InReview"));
        Assert.Equal(1, await maker.ExecuteAsync(insert, "Computed"));
    }

    [Fact]
    public async Task A_released_run_never_goes_back()
    {
        var released = await runs.ReleasedAsync();
        await Refusal.Of(Refusal.Frozen, () => runs.StepAsync(RunSteps.Checker, released, RunSteps.Return + ", released_by = NULL, released_at = NULL"));
        var approved = await runs.ApprovedAsync();
        await runs.StepAsync(RunSteps.Checker, approved, RunSteps.Return);
        Assert.Equal("Computed", await runs.StateAsync(approved));
    }

    [Fact]
    public async Task Only_a_released_run_of_the_same_kind_supersedes()
    {
        var run = await runs.ReleasedAsync();
        var computed = await runs.ComputedAsync();
        await Refusal.Of(Refusal.Step, () => runs.StepAsync(RunSteps.Releaser, run, $"state = 'Superseded', superseded_by_run_id = {computed}"));
        await Refusal.Of(Refusal.Step, () => runs.StepAsync(RunSteps.Releaser, run, $"state = 'Superseded', superseded_by_run_id = {run}"));
    }

    [Fact]
    public async Task A_release_and_the_supersession_of_the_earlier_run_are_one_save_in_any_order()
    {
        var earlier = await runs.ReleasedAsync();
        var run = await runs.ApprovedAsync();
        var refused = await SaveAsync(release: false);
        Assert.Equal("只有同一年度、同一方案、同一类型的已发布测算才能替代原来的一次。", refused.Problem?.Sentence);
        Assert.Equal("Released", await runs.StateAsync(earlier));
        var saved = await SaveAsync(release: true);
        Assert.True(saved.IsOk, saved.Problem?.Sentence);
        Assert.Equal(("Superseded", "Released"), (await runs.StateAsync(earlier), await runs.StateAsync(run)));

        async Task<Result<Saved>> SaveAsync(bool release)
        {
            await using var db = await database.TenantDb.OpenAsync(RunSteps.Releaser, default);
            var rows = await db.Rows.AllocationRuns.Where(entity => entity.Id == earlier || entity.Id == run).OrderBy(entity => entity.Id).ToListAsync();
            (rows[0].State, rows[0].SupersededByRunId) = (RunState.Superseded, run);
            if (release)
            {
                (rows[1].State, rows[1].ReleasedBy, rows[1].ReleasedAt) = (RunState.Released, RunSteps.Releaser.UserId, rows[1].ApprovedAt);
            }

            return await db.SaveAsync("ReleaseRun", $"run/{run}", null, default);
        }
    }

    [Fact]
    public async Task Numbers_run_without_holes_in_a_bureau_and_year()
    {
        var first = await runs.CreateAsync();
        var second = await runs.CreateAsync();
        await using var maker = await runs.OpenAsync(RunSteps.Maker);
        var numbers = await maker.ColumnAsync("SELECT number FROM allocation_run WHERE id IN ($1, $2) ORDER BY id", first, second);
        Assert.Equal(int.Parse(numbers[0], System.Globalization.CultureInfo.InvariantCulture) + 1, int.Parse(numbers[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_draft_can_be_deleted_and_a_submitted_run_cannot()
    {
        await using var maker = await runs.OpenAsync(RunSteps.Maker);
        var inReview = await runs.InReviewAsync();
        await Refusal.Of(Refusal.Frozen, () => maker.ExecuteAsync("DELETE FROM allocation_run WHERE id = $1", inReview));
        Assert.Equal(1, await maker.ExecuteAsync("DELETE FROM allocation_run WHERE id = $1", await runs.ComputedAsync()));
    }
}
