using MedInsure.Rules.Constraints;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Shell;
using MedInsure.UseCases.Tests.Allocations;
using static MedInsure.UseCases.Tests.PolicyDrafts.PolicyDesk;

namespace MedInsure.UseCases.Tests.PolicyDrafts;

/// <summary>补登: the policy of a year that is over and that has none is recorded once, so that "not above the previous amount" can be judged.</summary>
public sealed class EarlierYearTests(PolicyDesk desk) : IClassFixture<PolicyDesk>
{
    [Fact]
    public async Task A_closed_year_without_a_policy_takes_one_and_the_ceilings_of_the_next_are_judged_by_it()
    {
        var author = Author(Bureau.Lanzhou);
        var current = AllocationDesk.Notice(Bureau.Lanzhou);
        await desk.PublishAsync(Bureau.Lanzhou, current);
        Assert.All(await CeilingsAsync(), result => Assert.Equal((Verdict.Undetermined, "gansu-previous-subsidies"), (result.Verdict, Assert.Single(result.Gaps))));

        foreach (var bureau in new[] { Bureau.National, Bureau.Gansu, Bureau.Lanzhou })
        {
            await desk.PublishAsync(bureau, YearBefore(AllocationDesk.Notice(bureau)));
        }

        Assert.All(await CeilingsAsync(), result => Assert.Equal(Verdict.Compliant, result.Verdict));
        Refused<Refused>((await new CreateDraftHandler(desk.Db, StoppedClock.Instance).HandleAsync(author, new CreateDraft(2019, DraftStart.Empty, null), default)).Problem, "2019 年度已结束");
        Assert.Empty((await new ListPolicyYearsHandler(desk.Db).HandleAsync(author, default)).WithoutPolicy);
        Assert.Equal([2019], (await new ListPolicyYearsHandler(desk.Db).HandleAsync(await WithoutOwnAsync(), default)).WithoutPolicy);
    }

    /// <summary>河南 publishes 2020 only; 2019 is there because the national one is.</summary>
    private async Task<Rules.Access.Actor> WithoutOwnAsync()
    {
        await desk.PublishAsync(Bureau.Henan, AllocationDesk.Notice(Bureau.Henan));
        return Author(Bureau.Henan);
    }

    private async Task<IReadOnlyList<BoundResult>> CeilingsAsync()
    {
        var versions = Ok(await new ListPolicyVersionsHandler(desk.Db).HandleAsync(Author(Bureau.Lanzhou), new ListPolicyVersions(2020), default)).Versions;
        var results = (await desk.ShowAsync(Author(Bureau.Lanzhou), versions[0].Id)).Check.Compliance.SelectMany(line => line.Results).Where(result => result.BoundIds.Any(id => id.StartsWith("gansu-subsidy-previous", StringComparison.Ordinal))).ToList();
        Assert.NotEmpty(results);
        return results;
    }

    private static PolicyContent YearBefore(PolicyContent content)
    {
        YearWindow Shifted(YearWindow window) => window with { From = window.From?.AddYears(-1), To = window.To?.AddYears(-1) };
        return content with { Year = content.Year with { Funding = content.Year.Funding - 1, Collection = [.. content.Year.Collection.Select(Shifted)], Coverage = [.. content.Year.Coverage.Select(Shifted)] } };
    }
}
