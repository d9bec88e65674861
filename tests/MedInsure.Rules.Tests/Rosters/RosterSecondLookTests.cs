using MedInsure.Rules.Calendar;
using MedInsure.Rules.Rosters;
using MedInsure.Rules.Tests.Notices;

namespace MedInsure.Rules.Tests.Rosters;

public sealed class RosterSecondLookTests
{
    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(100, 10, null)]
    [InlineData(1000, 101, "将取消 101 条身份，占原有 1,000 条的 10.1%，超过 10%（内部口径）。须由上传人以外的另一人核对后确认入库。")]
    [InlineData(99_999, 10_000, "将取消 10,000 条身份，占原有 99,999 条的 10.1%，超过 10%（内部口径）。须由上传人以外的另一人核对后确认入库。")]
    public void More_than_a_tenth_of_the_identities_is_not_ended_by_one_person(long before, long cancelled, string? reason) =>
        Assert.Equal(reason, RosterSecondLook.Reason(new RosterSize(before, before - cancelled, cancelled, [], 0)));

    [Theory]
    [InlineData(10, 1000, 10, null)]
    [InlineData(10, 1000, 11, "超过 1%（内部口径）")]
    [InlineData(125, 1000, 125, null)]
    [InlineData(125, 1000, 126, "占原有 1,000 条的 12.6%，超过 12.5%（内部口径）")]
    [InlineData(500, 4, 2, null)]
    public void A_bureau_goes_by_its_own_rate(int perMille, long before, long cancelled, string? said)
    {
        var reason = RosterSecondLook.Reason(new RosterSize(before, before - cancelled, cancelled, [], 0), perMille);
        Assert.Equal(said is null, reason is null);
        Assert.Contains(said ?? "", reason ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(501)]
    public void A_rate_outside_of_the_bounds_judges_nothing(int perMille) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RosterSecondLook.Reason(new RosterSize(1, 0, 1, [], 0), perMille));

    [Fact]
    public void Another_list_of_the_same_length_ends_everybody_s_identity_and_is_told_from_that() =>
        Assert.NotNull(RosterSecondLook.Reason(new RosterSize(50, 50, 50, [], 0)));

    [Fact]
    public void All_reasons_are_said() =>
        Assert.Equal(
            "将取消 2 条身份，占原有 4 条的 50.0%，超过 10%（内部口径）；榆中县、永登县原有人员、本次名单中一个也没有；有 3 条变更涉及目前登记在其他县（市、区）的人员。须由上传人以外的另一人核对后确认入库。",
            RosterSecondLook.Reason(new RosterSize(4, 2, 2, ["榆中县", "永登县"], 3)));

    [Fact]
    public void A_category_without_an_office_is_the_office_s_of_the_wider_one()
    {
        var offices = RosterAuthorities.ByCategory(NoticeFiles.Effective("lanzhou"), new Month(2020, 11));
        Assert.Equal(["民政部门"], offices["orphan"]);
        Assert.Equal(["民政部门"], offices["rural-subsistence-2"]);
        Assert.Equal(["扶贫部门"], offices["registered-poor"]);
        Assert.Null(new RosterOffice("民政部门", new Dictionary<string, IReadOnlyList<string>>()).Refusal(RosterDesk.Categories.All[0])); // the policy names none
    }
}
