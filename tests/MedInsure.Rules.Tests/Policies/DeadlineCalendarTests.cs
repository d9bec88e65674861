using MedInsure.Rules.Policies;
using MedInsure.Rules.Tests.Invented;
using MedInsure.Rules.Tests.Notices;

namespace MedInsure.Rules.Tests.Policies;

public sealed class DeadlineCalendarTests
{
    private static readonly EffectivePolicy Lanzhou = NoticeFiles.Effective("lanzhou");

    [Theory]
    [InlineData("2020-11-30", DeadlineState.NotYet, 31, "还有 31 天")]
    [InlineData("2020-12-01", DeadlineState.Soon, 30, "还有 30 天")]
    [InlineData("2020-12-31", DeadlineState.Soon, 0, "今天到期")]
    [InlineData("2021-01-01", DeadlineState.Overdue, 1, "逾期 1 天")]
    [InlineData("2021-03-01", DeadlineState.Overdue, 60, "逾期 60 天")]
    public void The_contributions_of_2021_are_in_by_the_end_of_2020(string today, DeadlineState state, int days, string words)
    {
        var deadline = Assert.Single(DeadlineCalendar.Of(Lanzhou, Day(today)), deadline => deadline.Id == "gansu-collection");

        Assert.Equal((new DateOnly(2020, 12, 31), state, days, words), (deadline.Due, deadline.State, deadline.Days, deadline.Words));
        Assert.Equal(("gansu", "甘医保发〔2020〕66号 六(二)", false), (deadline.Issuer, deadline.Basis, deadline.IsPractice));
    }

    [Fact]
    public void The_money_of_city_and_counties_is_there_by_the_end_of_march_of_the_next_year()
    {
        var deadlines = DeadlineCalendar.Of(Lanzhou, Day("2021-03-01"));

        Assert.Equal(["gansu-collection", "lanzhou-advance"], deadlines.Select(deadline => deadline.Id));
        Assert.Equal((new DateOnly(2021, 3, 31), DeadlineState.Soon, 30, "兰医保〔2020〕142号 一"), (deadlines[1].Due, deadlines[1].State, deadlines[1].Days, deadlines[1].Basis));
    }

    [Fact]
    public void What_the_office_sets_says_that_no_document_gives_it()
    {
        var deadlines = DeadlineCalendar.Of(Lanzhou, Day("2020-11-22"), [new OfficeDeadline("filing", "分担标准备案", "兰州市医疗保障局", Day("2020-11-20"))]);

        Assert.Equal(("filing", "内部口径", true, "逾期 2 天", "lanzhou"), (deadlines[0].Id, deadlines[0].Basis, deadlines[0].IsPractice, deadlines[0].Words, deadlines[0].Issuer));
        var practice = Cloudland.Effective("""
            "deadlines":[{"id":"x","subject":"对账","month":6,"day":30,"actor":"各县","cite":[{"kind":"practice","says":"每年年中"}]}]
            """);
        Assert.Equal((new DateOnly(2030, 6, 30), "内部口径"), (DeadlineCalendar.Of(practice, Day("2030-01-01"))[0].Due, DeadlineCalendar.Of(practice, Day("2030-01-01"))[0].Basis));
    }

    [Fact]
    public void A_coverage_year_that_is_not_known_gives_no_date()
    {
        var policy = Cloudland.Effective("""
            "deadlines":[{"id":"x","subject":"收缴","month":12,"day":31,"yearOffset":-1,"anchor":"coverageYear","actor":"各县"}]
            """);
        var open = Assert.Single(DeadlineCalendar.Of(policy, Day("2030-01-01")));
        Assert.Equal((null, DeadlineState.Undated, "日期待补"), (open.Due, open.State, open.Words));
    }

    [Theory]
    [InlineData(2031, "2032-02-29", "2032-03-01", "逾期 1 天")]
    [InlineData(2031, "2032-02-29", "2032-02-29", "今天到期")]
    [InlineData(2030, "2031-02-28", "2031-02-28", "今天到期")]
    [InlineData(2099, "2100-02-28", "2100-02-27", "还有 1 天")] // no leap year: a century
    public void The_end_of_february_is_the_years_own_last_day(int funding, string due, string today, string words)
    {
        var policy = SomePolicy.Province() with { Parent = null, Year = new PolicyYear { Funding = funding }, Deadlines = [SomePolicy.Province().Deadlines[0] with { Month = 2, Day = null, MonthEnd = true }] };
        var deadline = Assert.Single(DeadlineCalendar.Of(new EffectivePolicy([new IssuedPolicy("province", "某省", null, 1, "", policy)], Cloudland.Tree), Day(today)));
        Assert.Equal((Day(due), words), (deadline.Due, deadline.Words));
        Assert.Equal("财政补助年度次年2月底前", PolicyWords.DueBy(policy.Deadlines[0]));
        Assert.Equal([31, 30], new[] { 3, 4 }.Select(month => (policy.Deadlines[0] with { Month = month }).DueIn(funding).Day));
    }

    [Fact]
    public void A_day_or_the_months_end_is_written_and_never_both_or_none()
    {
        PolicyContent With(int? day, bool end) => SomePolicy.Province() with { Deadlines = [SomePolicy.Province().Deadlines[0] with { Month = 2, Day = day, MonthEnd = end }] };
        Assert.Empty(SomePolicy.FindingsIn(With(null, true)));
        Assert.Empty(SomePolicy.FindingsIn(With(28, false)));
        Assert.Equal(["$.deadlines[0].day"], SomePolicy.FindingsIn(With(null, false)));
        Assert.Equal(["$.deadlines[0].day"], SomePolicy.FindingsIn(With(28, true)));
        Assert.Equal(["$.deadlines[0].day"], SomePolicy.FindingsIn(With(29, false)));
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
