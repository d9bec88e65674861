using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Persistence.Tests.Guards;

/// <summary>What is reviewed is what was computed, and what was released stays.</summary>
public sealed class RunFrozenTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly RunSteps runs = new(database);

    [Theory]
    [InlineData("snapshot = '{\"x\":1}', computed_by = app.uid()")]
    [InlineData("outcome = '{\"x\":1}', computed_by = app.uid()")]
    [InlineData("input_hash = 'other'")]
    [InlineData("output_hash = 'other'")]
    [InlineData("blocked_count = 3")]
    [InlineData("title = '别的'")]
    [InlineData("computed_by = app.uid()")]
    public async Task Content_is_frozen_from_the_submission_on(string columns)
    {
        var inReview = await runs.InReviewAsync();
        await Refusal.Of(Refusal.Frozen, () => runs.StepAsync(RunSteps.Releaser, inReview, columns));
        var released = await runs.ReleasedAsync();
        await Refusal.Of(Refusal.Frozen, () => runs.StepAsync(RunSteps.Releaser, released, columns));
        await runs.StepAsync(RunSteps.Releaser, await runs.ComputedAsync(), columns.Contains("blocked", StringComparison.Ordinal) ? "blocked_count = 0" : columns);
    }

    [Fact]
    public async Task Lines_are_frozen_with_the_run_they_belong_to()
    {
        await using var maker = await runs.OpenAsync(RunSteps.Maker);
        foreach (var run in new[] { await runs.InReviewAsync(), await runs.ApprovedAsync(), await runs.ReleasedAsync() })
        {
            await Refusal.Of(Refusal.Frozen, () => RunSteps.AddLineAsync(maker, run, 9, "620121", 1));
            await Refusal.Of(Refusal.Frozen, () => maker.ExecuteAsync("DELETE FROM allocation_line WHERE run_id = $1", run));
            await Refusal.Of(Refusal.Privilege, () => maker.ExecuteAsync("UPDATE allocation_line SET fen = 1 WHERE run_id = $1", run));
        }

        var computed = await runs.ComputedAsync();
        Assert.Equal(1, await RunSteps.AddLineAsync(maker, computed, 9, "620121", 1));
        Assert.Equal(2, await maker.ExecuteAsync("DELETE FROM allocation_line WHERE run_id = $1", computed));
    }

    [Fact]
    public async Task A_line_belongs_to_a_run_of_its_bureau_and_goes_with_it()
    {
        var run = await runs.ComputedAsync();
        await using var maker = await runs.OpenAsync(RunSteps.Maker);
        await Refusal.Of(PostgresErrorCodes.ForeignKeyViolation, () => RunSteps.AddLineAsync(maker, 999_999, 1, "620121", 1));
        await using var henan = await database.OpenAppAsync(6, Some.FinanceOfficer(Bureau.Henan).UserId);
        await Refusal.Of(PostgresErrorCodes.ForeignKeyViolation, () => henan.ExecuteAsync(
            "INSERT INTO allocation_line (tenant_id, run_id, ordinal, region_code, payers, payer_fen, fen, state) VALUES (6, $1, 9, '410181', '{1}', '{1}', 1, 'Computed')",
            run));

        const string lines = "SELECT count(*) FROM allocation_line WHERE run_id = $1";
        Assert.Equal(1, await maker.ScalarAsync<long>(lines, run));
        Assert.Equal(1, await maker.ExecuteAsync("DELETE FROM allocation_run WHERE id = $1", run));
        Assert.Equal(0, await maker.ScalarAsync<long>(lines, run));
    }

    [Fact]
    public async Task The_owner_does_not_change_a_released_run_either()
    {
        var run = await runs.ReleasedAsync();
        await using var owner = await database.OpenOwnerAsync();
        await owner.ExecuteAsync("SELECT set_config('app.tenant_id', '5', false)");
        await Refusal.Of(Refusal.Frozen, () => owner.ExecuteAsync("UPDATE allocation_run SET title = '别的' WHERE id = $1", run));
        await Refusal.Of(Refusal.Frozen, () => owner.ExecuteAsync("UPDATE allocation_line SET fen = fen + 1 WHERE run_id = $1", run));
    }

    [Fact]
    public async Task A_temporary_table_of_the_same_name_does_not_mislead_a_guard()
    {
        var run = await runs.ApprovedAsync(blocked: true);
        await using var releaser = await runs.OpenAsync(RunSteps.Releaser);
        await releaser.ExecuteAsync("CREATE TEMP TABLE allocation_line (LIKE public.allocation_line)");
        await Refusal.Of(Refusal.DoFirst, () => releaser.ExecuteAsync($"UPDATE public.allocation_run SET {RunSteps.Release} WHERE id = $1", run));
        await releaser.ExecuteAsync("DROP TABLE pg_temp.allocation_line");
    }
}
