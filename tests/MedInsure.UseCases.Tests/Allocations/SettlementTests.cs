using MedInsure.Rules.Allocations;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Allocations;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.Shell;
using MedInsure.UseCases.Tasks;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Tests.Allocations;

/// <summary>兰州 has published 2021: of 2020 only the settlement on certified headcounts goes on, scheme by scheme, until it is released.</summary>
public sealed class SettlementTests(AllocationDesk desk) : IClassFixture<AllocationDesk>
{
    private const string Closed = "2020 年度已结束，只能查看和导出；清算发布以前，仍可填报核定人数、按核定人数办理清算测算。办理其他业务请在右上角切换到 2021 年度。";

    [Fact]
    public async Task A_closed_year_is_settled_once_for_each_scheme_and_then_nothing_in_it_moves()
    {
        var (officer, reviewer) = (Some.FinanceOfficer(Bureau.Lanzhou), Some.Reviewer(Bureau.Lanzhou));
        var trial = (await desk.ComputeAsync(Bureau.Lanzhou)).RunId;
        AllocationDesk.Ok(await desk.SubmitAsync(officer, trial));
        Assert.Empty((await YearsAsync()).ToSettle);
        foreach (var bureau in new[] { Bureau.National, Bureau.Gansu, Bureau.Lanzhou })
        {
            await desk.PublishAsync(bureau, PolicyRoll.Next(AllocationDesk.Notice(bureau)));
        }

        Assert.Equal([Scheme.FiscalSubsidy, Scheme.CriticalIllness], (await YearsAsync()).ToSettle[2020]);

        // What is no settlement, or not on 核定, is over.
        foreach (var kind in Enum.GetValues<RunKind>().Except([RunKind.Settlement]))
        {
            Is(Closed, await ComputeAsync(Scheme.FiscalSubsidy, kind));
        }

        Is(Closed, await ComputeAsync(Scheme.FiscalSubsidy, RunKind.Settlement, HeadcountBasis.Reported));
        Is(Closed, await desk.ApproveAsync(reviewer, trial));
        Is(Closed, await ChangeAsync(HeadcountBasis.Reported, 501));
        AllocationDesk.Ok(await ChangeAsync(HeadcountBasis.Certified, 501));

        // The settlement goes its whole way, a return included.
        var (run, other) = (AllocationDesk.Ok(await ComputeAsync(Scheme.FiscalSubsidy)).RunId, AllocationDesk.Ok(await ComputeAsync(Scheme.FiscalSubsidy)).RunId);
        AllocationDesk.Ok(await desk.SubmitAsync(officer, run));
        AllocationDesk.Ok(await desk.ReturnAsync(reviewer, run, "请核对人数"));
        AllocationDesk.Ok(await desk.SubmitAsync(officer, run));
        Assert.Equal([$"/allocations/{run}"], (await TasksAsync()).Where(task => task.What == "复核测算").Select(task => task.Link)); // the trial waits for nobody any more
        AllocationDesk.Ok(await desk.ApproveAsync(reviewer, run));
        AllocationDesk.Ok(await desk.ReleaseAsync(Some.SecondReviewer(Bureau.Lanzhou), run));

        // Then the scheme is settled; the other one, and the headcounts that it rests on, go on.
        const string settled = "2020 年度财政补助的清算已经发布，这项资金已经结清，不再测算；发现差错的，在下一年度的清算中调整（内部口径）。";
        Assert.Equal([Scheme.CriticalIllness], (await YearsAsync()).ToSettle[2020]);
        Is(settled, await ComputeAsync(Scheme.FiscalSubsidy));
        Is(settled, await desk.SubmitAsync(officer, other));
        AllocationDesk.Ok(await ChangeAsync(HeadcountBasis.Certified, 502));
        Assert.Equal(RunState.Released, (await desk.ShowAsync(officer, run)).Header.State);

        var illness = AllocationDesk.Ok(await ComputeAsync(Scheme.CriticalIllness)).RunId;
        AllocationDesk.Ok(await desk.SubmitAsync(officer, illness));
        AllocationDesk.Ok(await desk.ApproveAsync(reviewer, illness));
        AllocationDesk.Ok(await desk.ReleaseAsync(Some.SecondReviewer(Bureau.Lanzhou), illness));
        Assert.Empty((await YearsAsync()).ToSettle[2020]);
        Is("2020 年度已结束，只能查看和导出。办理业务请在右上角切换到 2021 年度。", await ChangeAsync(HeadcountBasis.Certified, 503));
        Assert.True((await desk.RecomputeAsync(officer, run)).Agrees);
    }

    private static void Is<T>(string sentence, Result<T> outcome) => Assert.Equal(sentence, Assert.IsType<Refused>(outcome.Problem).Sentence);

    private Task<Result<ComputedRun>> ComputeAsync(Scheme scheme, RunKind kind = RunKind.Settlement, HeadcountBasis basis = HeadcountBasis.Certified) =>
        new ComputeRunHandler(desk.Db, StoppedClock.Instance).HandleAsync(Some.FinanceOfficer(Bureau.Lanzhou), new ComputeRun(2020, scheme, kind, "", basis, []), default);

    private async Task<Result<ChangedHeadcounts>> ChangeAsync(HeadcountBasis basis, int persons)
    {
        var actor = basis == HeadcountBasis.Certified ? Some.FinanceOfficer(Bureau.Lanzhou) : Some.Clerk(Bureau.Lanzhou);
        await using var db = await desk.Db.OpenAsync(actor, default);
        var seen = await db.Rows.Headcounts.Where(row => row.FundingYear == 2020 && row.Basis == basis && row.RegionCode == new RegionCode("620102") && row.EnrolmentBasis == EnrolmentBasis.HouseholdRegister)
            .OrderByDescending(row => row.AsOf).Select(row => (uint?)row.Version).FirstOrDefaultAsync();
        return await new ChangeHeadcountsHandler(desk.Db, StoppedClock.Instance).HandleAsync(
            actor, new ChangeHeadcounts(2020, basis, new DateOnly(2020, 7, persons - 500), [new HeadcountCellChange("620102", EnrolmentBasis.HouseholdRegister, $"{persons}", seen)]), default);
    }

    private Task<PolicyYearList> YearsAsync() => new ListPolicyYearsHandler(desk.Db).HandleAsync(Some.Clerk(Bureau.Lanzhou), default);

    private async Task<IReadOnlyList<TaskRow>> TasksAsync() => AllocationDesk.Ok(await new ListTasksHandler(desk.Db, StoppedClock.Instance).HandleAsync(Some.Reviewer(Bureau.Lanzhou), new ListTasks(), default));
}
