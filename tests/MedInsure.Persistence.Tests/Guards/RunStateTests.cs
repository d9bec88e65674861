using MedInsure.Testing.Databases;

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
