using MedInsure.Rules.Constraints;
using MedInsure.Rules.Policies;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Tests.Allocations;
using static MedInsure.UseCases.Tests.PolicyDrafts.PolicyDesk;

namespace MedInsure.UseCases.Tests.PolicyDrafts;

/// <summary>What the editor reads of a draft.</summary>
public sealed class OpenDraftTests(PolicyDesk desk) : IClassFixture<PolicyDesk>
{
    [Fact]
    public async Task A_draft_opens_with_what_can_be_chosen_and_its_check_says_which_bounds_are_kept()
    {
        var author = Author(Bureau.Lanzhou);
        var version = await desk.CreateAsync(Bureau.Lanzhou, 2020);
        var open = new OpenDraftHandler(desk.Db);
        var opened = Ok(await open.HandleAsync(author, new OpenDraft(version), default));
        Assert.Null(opened.WhyNot);
        Assert.Equal(["national", "gansu"], opened.Above.Select(bureau => bureau.Code));
        Assert.Contains(opened.Above[^1].Content!.Groups, group => group.Id == "deep-poverty-18");
        Assert.Equal("620100", opened.Root!.Value.Value);

        var saved = await desk.SaveAsync(author, version, AllocationDesk.Notice(Bureau.Lanzhou));
        Assert.Contains(saved.Check.Compliance, line => line.SetAt == "$.fiscalSubsidy[0]" && line.Results.Any(result => result.Issuer == "gansu" && result.Verdict == Verdict.Compliant));
        Assert.Equal(PolicyJson.Write(AllocationDesk.Notice(Bureau.Lanzhou)), Ok(await open.HandleAsync(author, new OpenDraft(version), default)).Text);

        Assert.Contains("只有政策管理员", Ok(await open.HandleAsync(Reviewer(Bureau.Lanzhou), new OpenDraft(version), default)).WhyNot, StringComparison.Ordinal);
        Refused<MedInsure.Rules.Outcomes.NotFound>((await open.HandleAsync(Author(Bureau.Gansu), new OpenDraft(version), default)).Problem, "没有找到");
    }

    [Fact]
    public async Task What_is_published_says_why_it_is_not_edited()
    {
        var published = (await new ListPolicyVersionsHandler(desk.Db).HandleAsync(Author(Bureau.Gansu), new ListPolicyVersions(2020), default)).Value.Versions[0];
        Assert.Contains("已发布", Ok(await new OpenDraftHandler(desk.Db).HandleAsync(Author(Bureau.Gansu), new OpenDraft(published.Id), default)).WhyNot, StringComparison.Ordinal);
    }
}
