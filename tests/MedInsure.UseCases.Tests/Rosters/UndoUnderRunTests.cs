using MedInsure.Testing.Databases;
using MedInsure.UseCases.Entitlements;
using MedInsure.UseCases.Jobs;
using MedInsure.UseCases.Tests.Allocations;
using Microsoft.Extensions.Logging.Abstractions;
using static MedInsure.UseCases.Tests.Rosters.RosterActs;

namespace MedInsure.UseCases.Tests.Rosters;

public sealed class UndoUnderRunTests(AllocationDesk desk) : IClassFixture<AllocationDesk>
{
    /// <summary>A run that was made of a roster goes on naming its people when the roster is taken back; who was in no run leaves with it.</summary>
    [Fact]
    public async Task An_undone_roster_leaves_the_people_whom_a_run_names()
    {
        var flow = new RosterFlow(desk);
        await flow.ClearAsync();
        var first = await flow.CommittedAsync(RosterFlow.Of(Row(1), Row(2)));
        var run = AllocationDesk.Ok(await new StartEntitlementRunHandler(desk.Db, Clock).HandleAsync(Clerk, new StartEntitlementRun(2020, November), default)).RunId;
        var bureau = (await desk.Db.ListBureausAsync(default)).Single(one => one.Id == (int)Bureau.Lanzhou);
        Assert.True(await new JobRunner(desk.Db, [new EntitlementRunJob(desk.Db, Clock)], NullLogger<JobRunner>.Instance).RunNextAsync(bureau, default));
        var second = await flow.CommittedAsync(RosterFlow.Of(Row(1), Row(2), Row(3)), month: RosterFlow.December);

        AllocationDesk.Ok(await flow.UndoAsync(second.Id));
        Assert.Equal(2, await flow.CountAsync("SELECT count(*) FROM person"));
        AllocationDesk.Ok(await flow.UndoAsync(first.Id));
        Assert.Equal(0, await flow.CountAsync("SELECT count(*) FROM membership"));
        Assert.Equal(2, await flow.CountAsync("SELECT count(*) FROM entitlement e JOIN person p ON p.tenant_id = e.tenant_id AND p.id = e.person_id WHERE e.run_id = $1", run));
    }
}
