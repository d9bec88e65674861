using MedInsure.Rules.Rosters;
using MedInsure.Testing.Databases;
using MedInsure.Testing.Rosters;
using MedInsure.UseCases.Entitlements;
using MedInsure.UseCases.Jobs;
using MedInsure.UseCases.People;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.Rosters;

namespace MedInsure.UseCases.Tests.Reliability;

/// <summary>The web program and PostgreSQL are killed (-9) while 资助认定 is computed and ledgers are exported, ten times each, and kills count as in <see cref="KilledRosterTests"/>. A class of its own, beside which the other runs.</summary>
public sealed class KilledRunTests(KillGround ground) : IClassFixture<KillGround>
{
    private readonly KillTally met = new(KillGround.Kills);

    private RosterFlow Flow => ground.Flow;

    /// <summary>What the first run says is due is paid; whenever a later one is killed, and when it has been computed, nothing is due any more.</summary>
    [Fact]
    public async Task Killed_while_a_run_is_computed()
    {
        await Flow.ClearAsync();
        await ground.Database.LoadAsync(Bureau.Lanzhou, InventedRoster.OfLanzhou(120_000).Mended());
        var start = new StartEntitlementRunHandler(ground.Database.TenantDb, RosterActs.Clock);
        var (pay, outcomes) = (new KillPayments(ground), new HashSet<string>());
        for (var number = 1; !met.IsEnough; number++)
        {
            Assert.True(number <= KillGround.Rounds, $"Only {met}. {ground.Said}");
            var run = AllocationDesk.Ok(await start.HandleAsync(RosterActs.Clerk, new StartEntitlementRun(2020, RosterActs.November), default)).RunId;
            for (var one = 0; one < KillGround.KillsOfOne && await met.CountAsync(kill => ground.KillAsync(EntitlementRunJob.Name, run, kill)); one++)
            {
                Assert.Equal(0, await Flow.CountAsync("SELECT count(*) FROM entitlement WHERE run_id = $1", run));
                Assert.Equal(["Queued"], await Flow.ColumnAsync("SELECT state FROM entitlement_run WHERE id = $1", run));
                Assert.Contains(number == 1 ? "还没有已完成的资助认定" : "没有需要通过代缴支付的人员", (await pay.TryPlanAsync()).Problem?.Sentence, StringComparison.Ordinal);
            }

            await ground.EndedAsync(EntitlementRunJob.Name, run);
            if (number == 1)
            {
                await pay.PayAllAsync();
            }
            else
            {
                outcomes.Add((await Flow.ColumnAsync("SELECT outcome_hash || ' ' || persons FROM entitlement_run WHERE id = $1", run)).Single());
            }

            await pay.EachIsPaidOnceAsync();
        }

        // Killed or not, the same roster has the same outcome.
        Assert.Single(outcomes);
    }

    [Fact]
    public async Task Killed_while_a_ledger_is_exported()
    {
        await Flow.ClearAsync();
        await ground.Database.LoadAsync(Bureau.Lanzhou, InventedRoster.OfLanzhou(150_000).Mended());
        var ask = new AskLedgerHandler(ground.Database.TenantDb, RosterFlow.Key, RosterActs.Clock);
        var rows = new HashSet<string>();
        for (var number = 1; !met.IsEnough; number++)
        {
            Assert.True(number <= KillGround.Rounds, $"Only {met}. {ground.Said}");
            var export = AllocationDesk.Ok(await ask.HandleAsync(RosterActs.Clerk, new AskLedger(RosterActs.November), default)).ExportId;
            for (var one = 0; one < KillGround.KillsOfOne && await met.CountAsync(kill => ground.KillAsync(LedgerExportJob.Name, export, kill)); one++)
            {
                Assert.Equal(0, await Flow.CountAsync("SELECT count(*) FROM ledger_file WHERE export_id = $1", export));
                Assert.Equal(["Asked"], await Flow.ColumnAsync("SELECT state FROM ledger_export WHERE id = $1", export));
            }

            await ground.EndedAsync(LedgerExportJob.Name, export);
            rows.Add((await Flow.ColumnAsync("SELECT state || ' ' || rows FROM ledger_export WHERE id = $1", export)).Single());
        }

        Assert.Equal([$"Ready {InventedFigures.Of(InventedRoster.OfLanzhou(150_000).Mended()).Rows}"], rows);
    }
}
