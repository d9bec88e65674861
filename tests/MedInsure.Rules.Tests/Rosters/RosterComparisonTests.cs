using MedInsure.Rules.Calendar;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;

namespace MedInsure.Rules.Tests.Rosters;

/// <summary>What a roster says of where somebody lives. The rest is compared with the database, course by course.</summary>
public sealed class RosterComparisonTests
{
    private static readonly IdentityNumber Number = IdentityNumber.Stored(RosterDesk.Number(0));
    private static readonly RosterTerms Terms = new("民政", new Month(2020, 12), true, null, []);

    [Theory]
    [InlineData("620123", "", "", null)]
    [InlineData("620123", "和平镇", "", "620123 和平镇 ")]
    [InlineData("620123", "", "二村", "620123  二村")]
    [InlineData("620102", "", "", "620102  ")]
    [InlineData("620102", "", "三村", "620102  三村")]
    public void A_row_without_town_and_village_leaves_those_of_who_stays_in_the_county(string region, string town, string village, string? after)
    {
        var state = new RosterContent(
            [new RosterPerson(Number, "张某", new RegionCode("620123"), "城关镇", "一村")],
            [new RosterMembership(Number, "orphan", "民政", new Month(2020, 11), null, new DateOnly(2020, 11, 1), false)]);
        var differences = RosterComparison.Of(state, [new RosterRow(2, Number, "张某", "orphan", new RegionCode(region), new DateOnly(2020, 11, 1), null, RosterChange.Added, town, village)], Terms);
        Assert.Equal(after, differences.Select(one => $"{one.Person.Region} {one.Person.Town} {one.Person.Village}").SingleOrDefault());
    }
}
