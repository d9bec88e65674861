using MedInsure.Rules.Allocations;
using MedInsure.Rules.Headcounts;
using MedInsure.UseCases.Shell;
using MedInsure.Web.Components.Shell;

namespace MedInsure.Web.Tests.Shell;

public sealed class WorkYearTests
{
    private static readonly PolicyYearList Years = new([2021, 2020], 2021);

    [Theory]
    [InlineData("http://x/allocations?year=2020", 2020)]
    [InlineData("http://x/allocations?year=2021&run=7", 2021)]
    [InlineData("http://x/allocations", 2021)]
    [InlineData("http://x/allocations?year=1999", 2021)]
    [InlineData("http://x/allocations?year=abc", 2021)]
    public void The_address_decides_and_what_is_not_there_becomes_the_year_in_force(string address, int year) =>
        Assert.Equal(year, WorkYear.Of(new Uri(address), Years, 2026).Year);

    [Theory]
    [InlineData(2020, 2020)]
    [InlineData(null, 2021)]
    public void A_draft_of_next_year_takes_nobody_there_who_did_not_ask(int? current, int year) =>
        Assert.Equal(year, WorkYear.Of(new Uri("http://x/"), Years with { Current = current }, 2026).Year);

    [Fact]
    public void Without_any_policy_it_is_the_calendar_year_and_open()
    {
        var year = WorkYear.Of(new Uri("http://x/"), new PolicyYearList([], null), 2026);
        Assert.Equal((2026, false), (year.Year, year.IsClosed));
    }

    [Fact]
    public void An_earlier_year_is_read_only_and_says_so()
    {
        var year = WorkYear.Of(new Uri("http://x/?year=2020"), Years, 2026);
        Assert.True(year.IsClosed);
        Assert.Contains("2020 年度已结束", year.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void An_earlier_year_takes_what_its_settlement_needs_and_a_policy_only_while_it_has_none()
    {
        var settling = WorkYear.Of(new Uri("http://x/?year=2020"), Years with { ToSettle = new Dictionary<int, IReadOnlyList<Scheme>> { [2020] = [Scheme.CriticalIllness] } }, 2026);
        Assert.Equal([false, false, true], Enum.GetValues<HeadcountBasis>().Select(settling.Takes));
        Assert.True(settling.Takes(Scheme.CriticalIllness, RunKind.Settlement, HeadcountBasis.Certified));
        Assert.False(settling.Takes(Scheme.FiscalSubsidy, RunKind.Settlement, HeadcountBasis.Certified));
        Assert.False(settling.Takes(Scheme.CriticalIllness, RunKind.Trial, HeadcountBasis.Certified));
        Assert.False(settling.Takes(Scheme.CriticalIllness, RunKind.Settlement, HeadcountBasis.Reported));
        Assert.Contains("仍可填报核定人数", settling.Note, StringComparison.Ordinal);
        Assert.False(settling.TakesPolicy);
        Assert.True(WorkYear.Of(new Uri("http://x/?year=2020"), Years with { WithoutPolicy = [2020] }, 2026).TakesPolicy);
        Assert.True(WorkYear.Of(new Uri("http://x/?year=2021"), Years, 2026) is { TakesPolicy: true } open && open.Takes(Scheme.FiscalSubsidy, RunKind.Trial, HeadcountBasis.Estimated));
    }

    [Theory]
    [InlineData(2020)]
    [InlineData(null)]
    public void A_later_year_that_the_bureau_has_not_published_closes_nothing(int? current) =>
        Assert.False(WorkYear.Of(new Uri("http://x/?year=2020"), Years with { Current = current }, 2026).IsClosed);

    [Fact]
    public void A_link_keeps_the_year()
    {
        var year = new WorkYear(2020, Years.Years, 2021);
        Assert.Equal("allocations?year=2020", year.Link("allocations"));
        Assert.Equal("allocations?run=7&year=2020", year.Link("allocations?run=7"));
    }
}
