using MedInsure.Rules.Allocations;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Allocations;

namespace MedInsure.UseCases.Tests.Allocations;

public sealed class ClosedYearRunTests(AllocationDesk desk) : IClassFixture<AllocationDesk>
{
    [Fact]
    public async Task A_closed_years_runs_are_read_and_recomputed_and_nothing_in_them_moves()
    {
        var (trial, inReview) = ((await desk.ComputeAsync(Bureau.Lanzhou)).RunId, (await desk.ComputeAsync(Bureau.Lanzhou)).RunId);
        AllocationDesk.Ok(await desk.SubmitAsync(Some.FinanceOfficer(Bureau.Lanzhou), inReview));
        var blocked = (await desk.ComputeAsync(Bureau.Henan)).RunId;
        foreach (var bureau in new[] { Bureau.National, Bureau.Gansu, Bureau.Lanzhou, Bureau.Henan })
        {
            await desk.PublishAsync(bureau, PolicyRoll.Next(AllocationDesk.Notice(bureau)));
        }

        Refused(await new ComputeRunHandler(desk.Db, StoppedClock.Instance).HandleAsync(Some.FinanceOfficer(Bureau.Lanzhou), new ComputeRun(2020, Scheme.FiscalSubsidy, RunKind.Trial, "", HeadcountBasis.Certified, []), default));
        Refused(await desk.SubmitAsync(Some.FinanceOfficer(Bureau.Lanzhou), trial));
        Refused(await new ApproveRunHandler(desk.Db, StoppedClock.Instance).HandleAsync(Some.Reviewer(Bureau.Lanzhou), new ApproveRun(inReview), default));
        Refused(await new ReturnRunHandler(desk.Db, StoppedClock.Instance).HandleAsync(Some.Reviewer(Bureau.Lanzhou), new ReturnRun(inReview, "改"), default));
        Refused(await new AcknowledgeBlockedHandler(desk.Db, StoppedClock.Instance).HandleAsync(Some.FinanceOfficer(Bureau.Henan), new AcknowledgeBlocked(blocked, [new("410102")]), default));

        Assert.Equal(RunState.Computed, (await desk.ShowAsync(Some.FinanceOfficer(Bureau.Lanzhou), trial)).Header.State);
        Assert.True(AllocationDesk.Ok(await new RecomputeRunHandler(desk.Db).HandleAsync(Some.FinanceOfficer(Bureau.Lanzhou), new RecomputeRun(trial), default)).Agrees);
        AllocationDesk.Ok(await new ComputeRunHandler(desk.Db, StoppedClock.Instance).HandleAsync(Some.FinanceOfficer(Bureau.Lanzhou), new ComputeRun(2021, Scheme.FiscalSubsidy, RunKind.Trial, "", HeadcountBasis.Certified, []), default));
    }

    private static void Refused<T>(Result<T> outcome) => Assert.Contains("2020 年度已结束", Assert.IsType<Refused>(outcome.Problem).Sentence, StringComparison.Ordinal);
}
