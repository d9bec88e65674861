using MedInsure.Rules.Amounts;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Constraints;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;
using MedInsure.Rules.Tests.Invented;
using MedInsure.Rules.Tests.Notices;

namespace MedInsure.Rules.Tests.Subsidies;

/// <summary>兰医保〔2020〕142号 二 and 甘医保发〔2020〕66号 五(二) on a contribution of 280 (医保发〔2020〕24号 一(二)), coverage year 2021.</summary>
public sealed class EntitlementTests
{
    private static readonly Month November = new(2020, 11);
    private static readonly Month December = new(2020, 12);
    private static readonly SubsidyChoices Lanzhou = new(NoticeFiles.Effective("lanzhou"));
    private static readonly RegionCode Yuzhong = new("620123");

    [Fact]
    public void An_orphan_who_is_registered_poor_has_everything_paid_and_pays_nothing()
    {
        var entitled = Of(new SubsidyPerson(Yuzhong, [Since2020("registered-poor"), Since2020("orphan")]));
        Assert.Equal((EntitlementState.Due, "orphan", Yuan(280), PaymentMode.OnBehalf), (entitled.State, entitled.Choice.Winner!.Category, entitled.Difference, entitled.Choice.Mode));
        Assert.Equal((Money.Zero, Money.Zero), (entitled.Choice.PaysFirst, entitled.Choice.Bears));
        var loser = Assert.Single(entitled.Choice.Others);
        Assert.Equal(("registered-poor", Yuan(100), Yuan(180)), (loser.Category, loser.Amount, entitled.Choice.MarginOver(loser)));
        Assert.Equal("按“孤儿”资助 280.00 元，代缴。", entitled.Sentence);
    }

    [Fact]
    public void Rural_subsistence_2_pays_first_and_gets_200_on_the_card()
    {
        var entitled = Of(new SubsidyPerson(Yuzhong, [Since2020("rural-subsistence-2")]));
        Assert.Equal((Yuan(200), PaymentMode.Card, Yuan(280), Yuan(80)), (entitled.Difference, entitled.Choice.Mode, entitled.Choice.PaysFirst, entitled.Choice.Bears));
        Assert.Equal((null, null), (entitled.EnrolIn, entitled.PayIn)); // no month is laid down for it
        Assert.Contains(entitled.Choice.Steps.SelectMany(step => step.Sources), source => source is { DocumentNumber: "兰医保〔2020〕142号", Clause: "二" });
    }

    [Fact]
    public void Rural_subsistence_2_beats_registered_poor_by_100()
    {
        var entitled = Of(new SubsidyPerson(Yuzhong, [Since2020("registered-poor"), Since2020("rural-subsistence-2")]));
        Assert.Equal(("rural-subsistence-2", Yuan(200), Yuan(100)), (entitled.Choice.Winner!.Category, entitled.Choice.Amount, entitled.Choice.MarginOver(entitled.Choice.Others[0])));
    }

    [Theory]
    [InlineData(11, "2020-11", "2020-12")]
    [InlineData(12, "2020-12", "2021-01")]
    public void Newly_registered_poor_enrol_in_the_month_and_are_paid_in_the_next(int number, string enrol, string pay)
    {
        var month = new Month(2020, number);
        var entitled = Of(new SubsidyPerson(Yuzhong, [new HeldIdentity("registered-poor", month, IsNew: true)]), month);
        Assert.Equal((enrol, pay, Yuan(100)), (entitled.EnrolIn.ToString(), entitled.PayIn.ToString(), entitled.Difference));
        var standing = Of(new SubsidyPerson(Yuzhong, [new HeldIdentity("registered-poor", month)]), month);
        Assert.Equal((null, null), (standing.EnrolIn, standing.PayIn));
    }

    [Fact]
    public void The_months_of_a_newly_added_loser_do_not_count()
    {
        var entitled = Of(new SubsidyPerson(Yuzhong, [new HeldIdentity("registered-poor", November, IsNew: true), Since2020("orphan")]), November);
        Assert.Equal(("orphan", null), (entitled.Choice.Winner!.Category, entitled.PayIn));
        const string Timed = """
            "stacking":{"rule":"highest"},"rules":[{"category":"a","form":{"kind":"fixed","yuan":100},"pay":"card","timing":{"newlyAdded":{"enrol":0,"pay":1}}},{"category":"b","form":{"kind":"fixed","yuan":60},"pay":"card"}]
            """;
        var winner = new SubsidyEntitlement(Place($"{Categories},{Timed}")).Of(new SubsidyPerson(Cloudland.River, [new HeldIdentity("a", November, IsNew: true), Since2020("b")]), November);
        Assert.Equal(("a", (Month?)December), (winner.Choice.Winner!.Category, winner.PayIn));
    }

    [Fact]
    public void An_identity_counts_in_its_months_only()
    {
        var person = new SubsidyPerson(Yuzhong, [new HeldIdentity("orphan", new Month(2020, 3), new Month(2020, 10)), new HeldIdentity("registered-poor", December)]);
        Assert.Equal("orphan", Of(person, new Month(2020, 10)).Choice.Winner!.Category);
        Assert.Equal((EntitlementState.None, "没有有效的身份。"), (Of(person, November).State, Of(person, November).Sentence));
        Assert.Equal("registered-poor", Of(person, December).Choice.Winner!.Category);
    }

    [Fact]
    public void What_was_paid_is_taken_off_and_more_or_less_is_for_a_person_to_decide()
    {
        var poor = new SubsidyPerson(Yuzhong, [Since2020("registered-poor")]);
        var better = poor with { Identities = [.. poor.Identities, Since2020("rural-subsistence-2")] };
        Assert.Equal((EntitlementState.Settled, Money.Zero), Told(Of(poor with { Paid = Yuan(100), PaidBy = PaymentMode.Card })));
        Assert.Equal((EntitlementState.TopUp, Yuan(100)), Told(Of(better with { Paid = Yuan(100), PaidBy = PaymentMode.Card })));
        Assert.Equal((EntitlementState.Confirm, Yuan(-100)), Told(Of(poor with { Paid = Yuan(200), PaidBy = PaymentMode.Card })));
        Assert.Equal((EntitlementState.Confirm, Yuan(-200)), Told(Of(new SubsidyPerson(Yuzhong, []) { Paid = Yuan(200), PaidBy = PaymentMode.Card })));
        var orphan = Of(new SubsidyPerson(Yuzhong, [Since2020("orphan")]) { Paid = Yuan(100), PaidBy = PaymentMode.Card });
        Assert.Equal((EntitlementState.TopUp, Yuan(180)), Told(orphan));
        Assert.Contains("已资助的是一卡通发放，现在应为代缴", orphan.Sentence, StringComparison.Ordinal); // not in two modes without a person's decision
    }

    [Fact]
    public void A_gap_is_never_0_and_says_what_is_missing()
    {
        var henan = new SubsidyChoices(NoticeFiles.Effective("henan"));
        var region = NoticeFiles.Regions.FundingUnitsOf(new RegionCode("410000")).First().Code;
        var entitled = new SubsidyEntitlement(henan).Of(new SubsidyPerson(region, [Since2020("registered-poor")]), November);
        Assert.Equal((EntitlementState.Unknown, null, null), (entitled.State, entitled.Difference, entitled.Choice.Amount));
        Assert.NotEmpty(entitled.Choice.Gaps);
        Assert.StartsWith("无法计算：“", entitled.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_city_has_not_set_yet_is_no_amount_and_its_provinces_full_subsidy_is_one()
    {
        var gansu = new SubsidyChoices(NoticeFiles.Effective("gansu"));
        Assert.Contains("由下级确定", gansu.Of(Yuzhong, ["registered-poor"]).Problem, StringComparison.Ordinal);
        Assert.Equal(Yuan(280), gansu.Of(Yuzhong, ["registered-poor", "orphan"]).Amount); // nothing is above the whole contribution
    }

    [Fact]
    public void A_ceiling_that_cannot_be_judged_is_shown_beside_the_amount()
    {
        var choice = Lanzhou.Of(Yuzhong, ["registered-poor"]);
        Assert.Equal(Yuan(100), choice.Amount);
        Assert.Contains(choice.Bounds, bound => bound.Verdict == Verdict.Undetermined);
    }

    [Fact]
    public void Categories_and_regions_that_the_policy_does_not_know_are_named()
    {
        Assert.Contains("没有资助对象类别“lucky”", Lanzhou.Of(Yuzhong, ["lucky"]).Problem, StringComparison.Ordinal);
        Assert.Contains("不属于兰州市医疗保障局的管辖范围", Lanzhou.Of(new RegionCode("620200"), ["orphan"]).Problem, StringComparison.Ordinal);
    }

    private const string Categories = """
        "categories":[{"id":"a","name":"甲类"},{"id":"b","name":"乙类"},{"id":"c","name":"丙类"}]
        """;

    [Fact]
    public void Two_identities_without_a_rule_for_them_cannot_be_decided()
    {
        const string Rules = """
            "rules":[{"category":"a","form":{"kind":"fixed","yuan":100},"pay":"card"},{"category":"b","form":{"kind":"fixed","yuan":120},"pay":"card"},{"category":"c","form":{"kind":"fixed","yuan":100},"pay":"card"}]
            """;
        var silent = Place($$$"""{{{Categories}}},{{{Rules}}}""");
        Assert.Contains("没有规定具有多重身份的人员如何资助", silent.Of(Cloudland.River, ["a", "b"]).Problem, StringComparison.Ordinal);
        Assert.Equal(Yuan(100), silent.Of(Cloudland.River, ["a", "c"]).Amount); // both give the same
        Assert.Equal(Yuan(120), Place($$$"""{{{Categories}}},"stacking":{"rule":"highest"},{{{Rules}}}""").Of(Cloudland.River, ["a", "b"]).Amount);
    }

    [Fact]
    public void On_a_tie_the_order_of_the_categories_decides()
    {
        var place = Place($$"""{{Categories}},"stacking":{"rule":"highest"},"rules":[{"category":"c","form":{"kind":"fixed","yuan":100},"pay":"onBehalf"},{"category":"b","form":{"kind":"fixed","yuan":100},"pay":"card"}]""");
        Assert.Equal(("b", PaymentMode.Card), (place.Of(Cloudland.River, ["c", "b"]).Winner!.Category, place.Of(Cloudland.River, ["c", "b"]).Mode!.Value));
    }

    [Fact]
    public void A_city_that_only_sets_the_amount_is_paid_and_timed_as_its_province_says()
    {
        var policy = Cloudland.EffectiveEast(
            $$$"""
            "contribution":[{"yuan":280}],"subsidies":{{{{Categories}}},"rules":[{"category":"a","form":{"kind":"delegated","to":["city"]},"pay":"card","timing":{"newlyAdded":{"enrol":0,"pay":2} } }]}
            """,
            """
            "subsidies":{"rules":[{"category":"a","form":{"kind":"fixed","yuan":60}}]}
            """);
        var entitled = new SubsidyEntitlement(new SubsidyChoices(policy)).Of(new SubsidyPerson(Cloudland.River, [new HeldIdentity("a", December, IsNew: true)]), December);
        Assert.Equal((Yuan(60), PaymentMode.Card, "2020-12", "2021-02"), (entitled.Difference, entitled.Choice.Mode, entitled.EnrolIn.ToString(), entitled.PayIn.ToString()));
    }

    [Fact]
    public void A_rate_is_rounded_once_to_the_fen_and_says_so()
    {
        var choice = Place($$"""{{Categories}},"rules":[{"category":"a","form":{"kind":"rate","rate":0.333333},"pay":"card"}]""", "320").Of(Cloudland.River, ["a"]);
        Assert.Equal(Yuan(106.67m), choice.Amount);
        Assert.Equal("按比例资助 106.66656 元/人，四舍五入到分", choice.Steps[^1].Formula());
        Assert.Equal("106.67", choice.Steps[^1].Result.ToText());
    }

    [Fact]
    public void A_list_that_is_missing_matters_only_where_it_changes_the_amount()
    {
        const string Groups = """
            "groups":[{"id":"poor","name":"贫困县","gap":"list"}],"gaps":[{"id":"list","what":"贫困县名单"}]
            """;
        SubsidyChoices With(string inside) => new(Cloudland.Effective($$$"""
            "contribution":[{"yuan":280}],{{{Groups}}},"subsidies":{{{{Categories}}},"stacking":{"rule":"highest"},"rules":[{"category":"a","where":{"groups":["poor"]},"form":{"kind":"fixed","yuan": {{{inside}}} },"pay":"card"},{"category":"a","form":{"kind":"fixed","yuan":100},"pay":"card"},{"category":"b","form":{"kind":"full"},"pay":"onBehalf"}]}
            """));
        Assert.Equal((ChoiceState.Unknown, "list"), (With("120").Of(Cloudland.River, ["a"]).State, Assert.Single(With("120").Of(Cloudland.River, ["a"]).Gaps)));
        Assert.Contains("若属于“贫困县”，资助 120.00 元；若不属于“贫困县”，资助 100.00 元", With("120").Of(Cloudland.River, ["a"]).Problem, StringComparison.Ordinal);
        Assert.Equal(Yuan(100), With("100").Of(Cloudland.River, ["a"]).Amount);
        Assert.Equal(Yuan(280), With("120").Of(Cloudland.River, ["a", "b"]).Amount);
    }

    private static SubsidyChoices Place(string subsidies, string contribution = "280") => new(Cloudland.Effective($$"""
        "contribution":[{"yuan":{{contribution}}}],"subsidies":{ {{subsidies}} }
        """));

    private static Entitlement Of(SubsidyPerson person, Month? month = null) => new SubsidyEntitlement(Lanzhou).Of(person, month ?? December);

    private static (EntitlementState State, Money? Difference) Told(Entitlement entitlement) => (entitlement.State, entitlement.Difference);

    private static HeldIdentity Since2020(string category) => new(category, new Month(2020, 1));

    private static Money Yuan(decimal yuan) => Money.FromYuan(yuan);
}
