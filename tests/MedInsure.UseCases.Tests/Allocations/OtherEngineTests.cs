using MedInsure.Rules.Allocations;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Allocations;
using Npgsql;

namespace MedInsure.UseCases.Tests.Allocations;

/// <summary>A run of an engine that this program no longer has: it is shown and exported as it is, and every act that would compute it says why it cannot.</summary>
public sealed class OtherEngineTests(AllocationDesk desk) : IClassFixture<AllocationDesk>
{
    [Fact]
    public async Task What_would_compute_a_run_of_another_engine_again_is_refused_with_what_to_do()
    {
        var officer = Some.FinanceOfficer(Bureau.Lanzhou);
        var (old, now) = ((await desk.ComputeAsync(Bureau.Lanzhou)).RunId, (await desk.ComputeAsync(Bureau.Lanzhou)).RunId);
        await MadeByEngineAsync(old, 0);

        Refused(await new RecomputeRunHandler(desk.Db).HandleAsync(officer, new RecomputeRun(old), default));
        Refused(await new ExplainAmountHandler(desk.Db).HandleAsync(officer, new ExplainAmount(old, new RegionCode("620102"), Payers.City), default));
        Refused(await new CompareRunsHandler(desk.Db).HandleAsync(officer, new CompareRuns(now, old), default));
        Assert.True((await new CompareRunsHandler(desk.Db).HandleAsync(officer, new CompareRuns(old, now), default)).IsOk);
        Assert.True((await desk.RecomputeAsync(officer, now)).Agrees);
        Assert.NotEmpty((await desk.ExportAsync(officer, old, UseCases.Tables.MoneyUnit.Yuan, ExportFormat.Csv)).Content);
    }

    private static void Refused<T>(Result<T> outcome)
    {
        var sentence = Assert.IsType<Refused>(outcome.Problem).Sentence;
        Assert.Contains($"由第 0 版计算规则算出的，本系统现在使用第 {AllocationSnapshot.CurrentEngine} 版", sentence, StringComparison.Ordinal);
        Assert.EndsWith("或新建一次测算。", sentence, StringComparison.Ordinal);
    }

    private async Task MadeByEngineAsync(long run, int engine)
    {
        await using var superuser = await desk.Database.OpenSuperuserAsync();
        await using var setting = new NpgsqlCommand("SET session_replication_role = replica", superuser);
        await setting.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand("UPDATE allocation_run SET snapshot = replace(snapshot, $2, $3) WHERE id = $1 AND tenant_id = 5 AND position($2 in snapshot) > 0", superuser);
        command.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = run }, new() { Value = $"\"engine\":{AllocationSnapshot.CurrentEngine}" }, new() { Value = $"\"engine\":{engine}" } });
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }
}
