using MedInsure.Rules.Outcomes;
using MedInsure.Testing.Databases;
using MedInsure.Testing.Rosters;
using MedInsure.UseCases.Entitlements;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.Rosters;

namespace MedInsure.UseCases.Tests.Reliability;

/// <summary>PostgreSQL is killed (-9) while payments are planned, sent and booked, and the person presses again: all of an act stands or none, and in the end everybody is paid once.</summary>
public sealed class KilledPaymentTests(KillGround ground) : IClassFixture<KillGround>
{
    private int killed;

    private RosterFlow Flow => ground.Flow;

    [Fact]
    public async Task Nobody_is_paid_twice_however_often_it_is_pressed_again()
    {
        await Flow.ClearAsync();
        await ground.Database.LoadAsync(Bureau.Lanzhou, InventedRoster.OfLanzhou(60_000).Mended());
        var run = AllocationDesk.Ok(await new StartEntitlementRunHandler(ground.Database.TenantDb, RosterActs.Clock).HandleAsync(RosterActs.Clerk, new StartEntitlementRun(2020, RosterActs.November), default)).RunId;
        await ground.EndedAsync(EntitlementRunJob.Name, run);

        var pay = new KillPayments(ground);
        await PressAsync(["payment_batch", "payment_item", "audit_entry"], pay.TryPlanAsync, "SELECT count(*) FROM payment_item", "SELECT sum(items) FROM payment_batch");
        string[] places = ["payment_item", "payment_file", "payment_item", "audit_entry"];
        foreach (var (number, batch) in (await Flow.ColumnAsync("SELECT id FROM payment_batch ORDER BY id")).Index())
        {
            // The first four counties are killed, the others paid as on any day.
            var (id, first) = (long.Parse(batch, null), number < places.Length);
            await PressAsync(first ? [places[number]] : [], () => pay.SendAsync(id), $"SELECT count(*) FROM payment_item WHERE batch_id = {id} AND state = 'Sent'", $"SELECT items FROM payment_batch WHERE id = {id}");
            Assert.Equal(1, await Flow.CountAsync("SELECT count(DISTINCT batch_id) FROM payment_file WHERE batch_id = $1", id));
            await PressAsync(first ? ["payment_item"] : [], () => pay.BookAsync(id), $"SELECT count(*) FROM payment_item WHERE batch_id = {id} AND state = 'Paid'", $"SELECT items FROM payment_batch WHERE id = {id}");
        }

        Assert.True(killed >= KillGround.Kills, $"Only {killed} kills.");
        await pay.EachIsPaidOnceAsync();
        Assert.False((await pay.TryPlanAsync()).IsOk);
    }

    /// <summary>Presses until it is done, which a kill at each of the places keeps it from; before the last press it is let go in the instant of the kill, so that it may just have ended.</summary>
    /// <param name="places">Tables where the act writes; none for no kill.</param>
    /// <param name="done">How many items the act has come to.</param>
    /// <param name="all">How many it comes to when it is done.</param>
    private async Task PressAsync<T>(string[] places, Func<Task<Result<T>>> act, string done, string all)
    {
        for (var kill = 0; kill <= places.Length && places is not []; kill++)
        {
            var isLetGo = kill == places.Length;
            await ground.KillUnderAsync(places[kill % places.Length], async () => AllocationDesk.Ok(await act()), isLetGo);
            killed += isLetGo ? 0 : 1;
            Assert.True(isLetGo || await Flow.CountAsync($"SELECT ({done})::bigint") == 0);
            Assert.Equal(0, await Flow.CountAsync("SELECT count(*) FROM payment_batch b WHERE b.items <> (SELECT count(*) FROM payment_item i WHERE i.batch_id = b.id)"));
        }

        if (await Flow.CountAsync($"SELECT ({done})::bigint") == 0)
        {
            AllocationDesk.Ok(await act());
        }
        else
        {
            Assert.False((await act()).IsOk); // It was done, and only the answer did not come.
        }

        Assert.Equal(await Flow.CountAsync($"SELECT ({all})::bigint"), await Flow.CountAsync($"SELECT ({done})::bigint"));
    }
}
