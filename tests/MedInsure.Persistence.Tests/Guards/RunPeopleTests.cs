using MedInsure.Testing.Databases;

namespace MedInsure.Persistence.Tests.Guards;

/// <summary>Maker ≠ checker ≠ releaser, and nobody signs for somebody else, for plain SQL as the app role.</summary>
public sealed class RunPeopleTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly RunSteps runs = new(database);

    [Fact]
    public async Task The_maker_does_not_approve()
    {
        var run = await runs.InReviewAsync();
        var refusal = await Refusal.Of(Refusal.Check, () => runs.StepAsync(RunSteps.Maker, run, RunSteps.Approve));
        Assert.Equal("ck_allocation_run_three_people", refusal.ConstraintName);
        await runs.StepAsync(RunSteps.Checker, run, RunSteps.Approve);
    }

    [Fact]
    public async Task Neither_the_maker_nor_the_checker_releases()
    {
        var run = await runs.ApprovedAsync();
        await Refusal.Of(Refusal.Check, () => runs.StepAsync(RunSteps.Maker, run, RunSteps.Release));
        await Refusal.Of(Refusal.Check, () => runs.StepAsync(RunSteps.Checker, run, RunSteps.Release));
        await runs.StepAsync(RunSteps.Releaser, run, RunSteps.Release);
    }

    [Fact]
    public async Task Who_computed_again_is_a_maker_too()
    {
        var run = await runs.ComputedAsync();
        await runs.StepAsync(RunSteps.Checker, run, "snapshot = '{\"n\":2}', outcome = '{\"n\":2}', computed_by = app.uid(), computed_at = now()");
        await runs.StepAsync(RunSteps.Maker, run, RunSteps.Submit);
        await Refusal.Of(Refusal.Check, () => runs.StepAsync(RunSteps.Checker, run, RunSteps.Approve));
        await runs.StepAsync(RunSteps.Releaser, run, RunSteps.Approve);
    }

    [Fact]
    public async Task A_changed_result_is_signed_by_who_changed_it()
    {
        var run = await runs.ComputedAsync();
        await Refusal.Of(Refusal.Stamp, () => runs.StepAsync(RunSteps.Checker, run, "outcome = '{\"n\":3}'"));
        await runs.StepAsync(RunSteps.Checker, run, "outcome = '{\"n\":3}', computed_by = app.uid()");
    }

    [Fact]
    public async Task Nobody_signs_for_another_person()
    {
        var run = await runs.InReviewAsync();
        var other = RunSteps.Releaser.UserId;
        await Refusal.Of(Refusal.Stamp, () => runs.StepAsync(RunSteps.Checker, run, $"state = 'Approved', approved_by = {other}, approved_at = now()"));
        await runs.StepAsync(RunSteps.Checker, run, RunSteps.Approve);

        await using var maker = await runs.OpenAsync(RunSteps.Maker);
        const string opinion = "INSERT INTO run_opinion (tenant_id, run_id, act, by_user, at, opinion) VALUES (5, $1, 'ApproveRun', $2, now(), '同意')";
        await Refusal.Of(Refusal.Stamp, () => maker.ExecuteAsync(opinion, run, other));
        Assert.Equal(1, await maker.ExecuteAsync(opinion, run, RunSteps.Maker.UserId));
    }

    [Fact]
    public async Task Without_a_person_nothing_is_signed()
    {
        var run = await runs.InReviewAsync();
        await using var nobody = await database.OpenAppAsync(5);
        await Refusal.Of(Refusal.Stamp, () => nobody.ExecuteAsync($"UPDATE allocation_run SET state = 'Approved', approved_by = {RunSteps.Checker.UserId}, approved_at = now() WHERE id = $1", run));
        await Refusal.Of(Refusal.Check, () => nobody.ExecuteAsync($"UPDATE allocation_run SET {RunSteps.Approve} WHERE id = $1", run));
    }

    [Fact]
    public async Task A_signature_is_not_changed_between_steps()
    {
        var run = await runs.ApprovedAsync();
        await Refusal.Of(Refusal.Stamp, () => runs.StepAsync(RunSteps.Releaser, run, "approved_by = app.uid()"));
        await Refusal.Of(Refusal.Stamp, () => runs.StepAsync(RunSteps.Releaser, run, "approved_at = now() - interval '1 day'"));
        await Refusal.Of(Refusal.Frozen, () => runs.StepAsync(RunSteps.Releaser, run, "created_by = app.uid()"));
        await runs.StepAsync(RunSteps.Releaser, run, RunSteps.Release);
    }
}
