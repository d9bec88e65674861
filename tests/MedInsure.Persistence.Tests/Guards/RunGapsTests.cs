using MedInsure.Testing.Databases;

namespace MedInsure.Persistence.Tests.Guards;

/// <summary>What cannot be computed or is assumed does not slip through review.</summary>
public sealed class RunGapsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly RunSteps runs = new(database);

    [Fact]
    public async Task A_run_with_assumptions_is_not_approved()
    {
        var run = await runs.InReviewAsync(assumptions: 1);
        var refusal = await Refusal.Of(Refusal.Check, () => runs.StepAsync(RunSteps.Checker, run, RunSteps.Approve));
        Assert.Equal("ck_allocation_run_assumptions", refusal.ConstraintName);
        await runs.StepAsync(RunSteps.Checker, await runs.InReviewAsync(), RunSteps.Approve);
    }

    [Fact]
    public async Task A_blocked_region_is_acknowledged_by_name_before_the_release()
    {
        var run = await runs.ApprovedAsync(blocked: true);
        await Refusal.Of(Refusal.DoFirst, () => runs.StepAsync(RunSteps.Releaser, run, RunSteps.Release));

        await using var checker = await runs.OpenAsync(RunSteps.Checker);
        await Refusal.Of(Refusal.DoFirst, () => AcknowledgeAsync(checker, run, "620123"));
        Assert.Equal(1, await AcknowledgeAsync(checker, run, "620121"));
        await runs.StepAsync(RunSteps.Releaser, run, RunSteps.Release);

        await Refusal.Of(Refusal.Frozen, () => checker.ExecuteAsync("DELETE FROM run_acknowledgement WHERE run_id = $1", run));
    }

    [Fact]
    public async Task An_acknowledgement_is_ones_own_and_ends_with_the_result_it_was_given_for()
    {
        var run = await runs.InReviewAsync(blocked: true);
        await using var checker = await runs.OpenAsync(RunSteps.Checker);
        await Refusal.Of(Refusal.Stamp, () => AcknowledgeAsync(checker, run, "620121", RunSteps.Releaser.UserId));
        Assert.Equal(1, await AcknowledgeAsync(checker, run, "620121"));

        await runs.StepAsync(RunSteps.Checker, run, RunSteps.Return);
        Assert.Equal(1, await checker.ScalarAsync<long>("SELECT count(*) FROM run_acknowledgement WHERE run_id = $1", run));
        await runs.StepAsync(RunSteps.Maker, run, "outcome = '{\"again\":1}', computed_by = app.uid()");
        Assert.Equal(0, await checker.ScalarAsync<long>("SELECT count(*) FROM run_acknowledgement WHERE run_id = $1", run));
    }

    [Fact]
    public async Task The_number_of_blocked_regions_is_that_of_the_lines()
    {
        var run = await runs.ComputedAsync(blocked: true);
        await runs.StepAsync(RunSteps.Maker, run, "blocked_count = 0");
        await Refusal.Of(Refusal.DoFirst, () => runs.StepAsync(RunSteps.Maker, run, RunSteps.Submit));
        await runs.StepAsync(RunSteps.Maker, run, "blocked_count = 1");
        await runs.StepAsync(RunSteps.Maker, run, RunSteps.Submit);
    }

    private static Task<int> AcknowledgeAsync(Npgsql.NpgsqlConnection connection, long run, string region, long? by = null) =>
        connection.ExecuteAsync(
            "INSERT INTO run_acknowledgement (tenant_id, run_id, region_code, acknowledged_by, acknowledged_at) VALUES (5, $1, $2, coalesce($3::bigint, app.uid()), now())",
            run,
            region,
            by);
}
