using MedInsure.Rules.Access;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Tasks;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.PolicyDrafts;
using static MedInsure.UseCases.Tests.PolicyDrafts.PolicyDesk;

namespace MedInsure.UseCases.Tests.Tasks;

/// <summary>待办 of policies: each step waits for those who can take it, and for nobody who wrote on the version.</summary>
public sealed class PolicyTasksTests(PolicyDesk desk) : IClassFixture<PolicyDesk>
{
    [Fact]
    public async Task A_policy_waits_for_its_reviewer_then_for_its_publisher_and_once_returned_for_its_author()
    {
        var (author, reviewer) = (Author(Bureau.Lanzhou), Reviewer(Bureau.Lanzhou));
        var both = Author(Bureau.Lanzhou) with { Roles = Role.PolicyAdministrator | Role.Reviewer };
        var version = await desk.CreateAsync(Bureau.Lanzhou, 2020);
        await desk.SaveAsync(author, version, AllocationDesk.Notice(Bureau.Lanzhou));
        await desk.AnswerAllAsync(author, version);
        Assert.Empty(await TasksAsync(author));
        Assert.Empty(await TasksAsync(reviewer));

        Ok(await desk.Steps.HandleAsync(author, new SubmitPolicy(version), default));
        var review = Assert.Single(await TasksAsync(reviewer));
        Assert.Equal(("复核政策", 2020, $"/policies/versions/{version}"), (review.What, review.FundingYear, review.Link));
        Assert.Empty(await TasksAsync(both)); // wrote on it
        Assert.Empty(await TasksAsync(Reviewer(Bureau.Gansu)));
        Assert.Empty(await TasksAsync(Some.FinanceOfficer(Bureau.Lanzhou)));

        var draft = Ok(await desk.StepsBack.HandleAsync(reviewer, new ReturnPolicy(version, "请补充"), default)).DraftId!.Value;
        Assert.Empty(await TasksAsync(reviewer));
        var mend = Assert.Single(await TasksAsync(author));
        Assert.Equal(("改正被退回的政策", $"/policies/versions/{draft}"), (mend.What, mend.Link));

        Ok(await desk.Steps.HandleAsync(author, new SubmitPolicy(draft), default));
        Assert.Empty(await TasksAsync(author));
        Ok(await desk.Steps.HandleAsync(reviewer, new ReviewPolicy(draft), default));
        Assert.Equal("发布政策", Assert.Single(await TasksAsync(reviewer)).What);
        Ok(await desk.Steps.HandleAsync(reviewer, new PublishPolicy(draft), default));
        Assert.Empty(await TasksAsync(reviewer));
    }

    private async Task<IReadOnlyList<TaskRow>> TasksAsync(Actor actor) => Ok(await new ListTasksHandler(desk.Db, StoppedClock.Instance).HandleAsync(actor, new ListTasks(), default));
}
