using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Allocations;
using MedInsure.UseCases.Deadlines;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Regions;
using MedInsure.UseCases.Tests.Allocations;
using static MedInsure.UseCases.Tests.Allocations.AllocationDesk;

namespace MedInsure.UseCases.Tests.Deadlines;

/// <summary>河南 fills its list of 54 counties: what it frees, before and after the publication, and that no run is computed again by itself.</summary>
public sealed class FilledGapsTests(AllocationDesk desk) : IClassFixture<AllocationDesk>
{
    private static readonly Actor Officer = Some.FinanceOfficer(Bureau.Henan);

    [Fact]
    public async Task Filling_the_list_of_河南_frees_its_counties_and_names_the_runs_that_nobody_has_computed_again()
    {
        var waiting = await desk.ComputeAsync(Bureau.Henan);
        var other = await desk.ComputeAsync(Bureau.Henan, Scheme.CriticalIllness); // waits for nothing
        var first = Ok(await new ListPolicyVersionsHandler(desk.Db).HandleAsync(Some.PolicyAdministrator(Bureau.Henan), new ListPolicyVersions(2020), default)).Versions[0].Id;
        Assert.Null(await ShowAsync(Officer, first)); // nothing before it
        Assert.Empty(await ListAsync(Officer));

        // A draft shows what its publication would free, as soon as it can be read.
        var author = Some.PolicyAdministrator(Bureau.Henan);
        var draft = Ok(await new CreateDraftHandler(desk.Db, StoppedClock.Instance).HandleAsync(author, new CreateDraft(2020, DraftStart.Copy, first), default)).VersionId;
        Assert.Empty((await ShowAsync(author, draft))!.Gaps);
        var content = await WithListAsync();
        Ok(await new SaveDraftHandler(desk.Db).HandleAsync(author, new SaveDraft(draft, PolicyJson.Write(content), await StampAsync(author, draft)), default));
        var preview = (await ShowAsync(author, draft))!;
        Assert.Equal((false, 1, "henan-54-counties"), (preview.IsPublished, preview.BeforeNumber, Assert.Single(preview.Gaps).Filled.Gap.Id));
        Ok(await new SaveDraftHandler(desk.Db).HandleAsync(author, new SaveDraft(draft, "{}", await StampAsync(author, draft)), default));
        Assert.Null(await ShowAsync(author, draft));
        Ok(await new DeleteDraftHandler(desk.Db).HandleAsync(author, new DeleteDraft(draft), default));

        await desk.PublishAsync(Bureau.Henan, content);
        var version = Assert.Single(await ListAsync(Officer));
        var freed = Assert.Single(version.Gaps);
        Assert.Equal((true, true, version.OfCounties, 0), (version.IsPublished, freed.IsOwn, freed.Split.Computable.Count, freed.Split.StillWaiting.Count));
        Assert.Contains("省级分档补助和省、市、县分担比例", Assert.Single(freed.Split.OtherGaps), StringComparison.Ordinal);
        Assert.True(freed.Illness.IsEmpty);
        var run = Assert.Single(freed.Runs);
        Assert.Equal((waiting.RunId, waiting.Number, RunState.Computed, version.OfCounties), (run.Id, run.Number, run.State, run.Counties));
        Assert.NotEqual(other.RunId, run.Id);

        // A county's clerk is told of that county.
        Assert.Equal(1, Assert.Single(Assert.Single(Assert.Single(await ListAsync(Some.Clerk(Bureau.Henan).LimitedTo("410181"))).Gaps).Runs).Counties);
        Refused(await new FilledGapsHandler(desk.Db).HandleAsync(Some.Auditor(Bureau.Henan), new ListFilledGaps(2020), default));

        // Nothing was computed by itself; a new run of the kind takes the old one's place on the list.
        Assert.Equal(version.OfCounties, Ok(await StoredAsync(waiting.RunId)).Result.Total.Excluded);
        Assert.Equal(0, (await desk.ComputeAsync(Bureau.Henan)).Blocked);
        Assert.Empty(Assert.Single(Assert.Single(await ListAsync(Officer)).Gaps).Runs);
        Assert.Empty(await ListAsync(Some.FinanceOfficer(Bureau.Gansu)));
    }

    private static void Refused<T>(Result<T> outcome) => Assert.IsType<NotAllowed>(outcome.Problem);

    private async Task<PolicyContent> WithListAsync()
    {
        var henan = Notice(Bureau.Henan);
        await using var db = await desk.Db.OpenAsync(Officer, default);
        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(2020), default);
        return henan with
        {
            Groups = [henan.Groups[0] with { Gap = null, Within = null, Regions = [.. tree.FundingUnitsOf(new("410000")).Take(54).Select(unit => unit.Code)] }],
            Gaps = [.. henan.Gaps.Where(gap => gap.Id != "henan-54-counties")],
        };
    }

    private async Task<uint> StampAsync(Actor actor, long version) => Ok(await new ShowPolicyVersionHandler(desk.Db).HandleAsync(actor, new ShowPolicyVersion(version), default)).Stamp;

    private async Task<IReadOnlyList<FilledVersion>> ListAsync(Actor actor) => Ok(await new FilledGapsHandler(desk.Db).HandleAsync(actor, new ListFilledGaps(2020), default));

    private async Task<FilledVersion?> ShowAsync(Actor actor, long version) => Ok(await new FilledGapsHandler(desk.Db).HandleAsync(actor, new ShowFilledGaps(version), default));

    private async Task<Result<StoredRun>> StoredAsync(long run)
    {
        await using var db = await desk.Db.OpenAsync(Officer, default);
        return await StoredRun.LoadAsync(db, run, default);
    }
}
