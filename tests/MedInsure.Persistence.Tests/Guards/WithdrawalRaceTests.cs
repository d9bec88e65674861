using MedInsure.Persistence.Tests.Isolation;
using MedInsure.Rules.Access;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Persistence.Tests.Guards;

/// <summary>甘肃 withdraws a policy in the instant in which 兰州 releases a run on it, on two connections: one of them comes second, and is refused.</summary>
public sealed class WithdrawalRaceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Withdraw = "UPDATE policy_version SET state = 'Withdrawn' WHERE tenant_id = 4 AND id = $1";
    private static readonly string Release = $"UPDATE allocation_run SET {RunSteps.Release} WHERE tenant_id = 5 AND id = $1";
    private static readonly Actor Withdrawer = Some.Reviewer(Bureau.Gansu);
    private readonly World world = new(database);
    private readonly RunSteps runs = new(database);

    [Fact]
    public async Task A_withdrawal_waits_for_the_release_and_is_then_refused()
    {
        var (policy, run) = await RunOnPolicyAsync(11);
        await using var releaser = await runs.OpenAsync(RunSteps.Releaser);
        await using var withdrawer = await world.OpenAsync(Withdrawer);
        await using var release = await releaser.BeginTransactionAsync();
        await releaser.ExecuteAsync(Release, run);
        var withdrawal = withdrawer.ExecuteAsync(Withdraw, policy);
        await WaitsAsync(withdrawer, withdrawal);
        await release.CommitAsync();
        await Refusal.Of(Refusal.DoFirst, () => withdrawal);
    }

    [Fact]
    public async Task A_release_waits_for_the_withdrawal_and_is_then_refused()
    {
        var (policy, run) = await RunOnPolicyAsync(12);
        await using var releaser = await runs.OpenAsync(RunSteps.Releaser);
        await using var withdrawer = await world.OpenAsync(Withdrawer);
        await using var withdrawal = await withdrawer.BeginTransactionAsync();
        await withdrawer.ExecuteAsync(Withdraw, policy);
        var release = releaser.ExecuteAsync(Release, run);
        await WaitsAsync(releaser, release);
        await withdrawal.CommitAsync();
        await Refusal.Of(Refusal.DoFirst, () => release);
        Assert.Equal("Approved", await runs.StateAsync(run));
    }

    [Fact]
    public async Task Whoever_comes_second_goes_on_when_the_first_gives_up()
    {
        var (policy, run) = await RunOnPolicyAsync(13);
        await using var releaser = await runs.OpenAsync(RunSteps.Releaser);
        await using var withdrawer = await world.OpenAsync(Withdrawer);
        await using (var withdrawal = await withdrawer.BeginTransactionAsync())
        {
            await withdrawer.ExecuteAsync(Withdraw, policy);
            var release = releaser.ExecuteAsync(Release, run);
            await WaitsAsync(releaser, release);
            await withdrawal.RollbackAsync();
            Assert.Equal(1, await release);
        }

        await Refusal.Of(Refusal.DoFirst, () => withdrawer.ExecuteAsync(Withdraw, policy));
    }

    [Fact]
    public async Task Releases_on_the_same_policy_do_not_wait_for_each_other_and_neither_does_the_withdrawal_of_another()
    {
        var (policy, first) = await RunOnPolicyAsync(14);
        var second = await ApprovedOnAsync(policy);
        var other = await world.PublishAsync(Bureau.Gansu, 15);
        await using var releaser = await runs.OpenAsync(RunSteps.Releaser);
        await using var again = await runs.OpenAsync(RunSteps.Releaser);
        await using var withdrawer = await world.OpenAsync(Withdrawer);
        await using var release = await releaser.BeginTransactionAsync();
        Assert.Equal(1, await releaser.ExecuteAsync(Release, first));
        await again.ExecuteAsync("SET lock_timeout = '5s'");
        await withdrawer.ExecuteAsync("SET lock_timeout = '5s'");
        Assert.Equal(1, await again.ExecuteAsync(Release, second));
        Assert.Equal(1, await withdrawer.ExecuteAsync(Withdraw, other));
    }

    private async Task<(long Policy, long Run)> RunOnPolicyAsync(int version)
    {
        var policy = await world.PublishAsync(Bureau.Gansu, version);
        return (policy, await ApprovedOnAsync(policy));
    }

    /// <summary>A run of 兰州, approved, that rests on this policy of 甘肃.</summary>
    private async Task<long> ApprovedOnAsync(long policy)
    {
        var run = await runs.ComputedAsync();
        await using var maker = await runs.OpenAsync(RunSteps.Maker);
        Assert.Equal(1, await maker.ExecuteAsync(
            "INSERT INTO run_policy (tenant_id, run_id, issuer_tenant_id, policy_version_id, text_sha256) SELECT 5, $1, tenant_id, id, text_sha256 FROM policy_version WHERE id = $2", run, policy));
        await runs.StepAsync(RunSteps.Maker, run, RunSteps.Submit);
        await runs.StepAsync(RunSteps.Checker, run, RunSteps.Approve);
        return run;
    }

    /// <summary>Until the connection waits for the turn.</summary>
    private Task WaitsAsync(NpgsqlConnection waiting, Task act) => database.WaitsAsync(act, $"pid = {waiting.ProcessID} AND wait_event = 'advisory'");
}
