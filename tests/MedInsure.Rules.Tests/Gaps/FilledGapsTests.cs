using MedInsure.Rules.Constraints;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Gaps;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Tests.Notices;

namespace MedInsure.Rules.Tests.Gaps;

/// <summary>What a version frees that fills a gap of the one before it, on the notices of 2020 with invented fillings.</summary>
public sealed class FilledGapsTests
{
    private static readonly PolicyContent Henan = NoticeFiles.Read("henan");
    private static readonly IReadOnlyList<RegionCode> AllOfHenan = [.. NoticeFiles.Regions.FundingUnitsOf(new RegionCode("410000")).Select(unit => unit.Code)];

    [Fact]
    public void The_list_of_54_counties_frees_every_county_of_河南_and_leaves_who_of_省市县_pays_what_open()
    {
        var filled = Assert.Single(Between("henan", HenanWithItsList(54)));

        Assert.Equal(("henan-54-counties", "henan", "河南省医疗保障局"), (filled.Gap.Id, filled.Issuer, filled.IssuerName));
        var value = Assert.Single(filled.By);
        Assert.Contains("54个比照西部开发政策县", value.Label, StringComparison.Ordinal);
        Assert.Equal("豫医保〔2020〕5号 一：我省54个比照西部开发政策的县，没有列出名单", Assert.Single(value.Sources).ToString());
        Assert.Equal(AllOfHenan, filled.Split.Computable);
        Assert.Empty(filled.Split.StillWaiting);
        Assert.Equal(["henan-provincial-tiers"], filled.Split.OtherGaps);
        Assert.Equal(FreedCounties.None.Computable, filled.Illness.Computable);
        Assert.Empty(filled.Bounds);

        // The figures that are computable now: 440 in a listed county, 330 in another.
        var split = new FundingSplit(NoticeFiles.Effective([NoticeFiles.Read("national"), HenanWithItsList(54)]));
        Assert.Equal(["440", "330"], new[] { AllOfHenan[0], AllOfHenan[^1] }.Select(code => split.For(code).Determined!.Of(Payers.Central)!.Value.ToText()));
    }

    [Fact]
    public void Nothing_is_freed_where_no_gap_is_gone()
    {
        Assert.Empty(Between("henan", Henan));
        Assert.Empty(Between("henan", Henan with { Title = "另一个名称", Contribution = [Henan.Contribution[0] with { Yuan = 300 }] }));
        Assert.Empty(Between("henan", Henan with { Gaps = [.. Henan.Gaps, new Gap { Id = "henan-new", What = "新的缺口" }] }));
    }

    [Fact]
    public void A_gap_that_is_only_taken_off_the_list_frees_nothing_and_says_so()
    {
        var filled = Assert.Single(Between("henan", Henan with { Gaps = [.. Henan.Gaps.Where(gap => gap.Id != "henan-ci-basis")] }));
        Assert.Equal(("henan-ci-basis", true), (filled.Gap.Id, filled.FreesNothing));
    }

    [Fact]
    public void A_scheme_that_was_one_gap_is_filled_by_its_tiers_and_a_county_may_still_wait_for_another()
    {
        // 安徽 writes who pays what, and not yet how much in all: every county still waits for the total.
        var anhui = NoticeFiles.Read("anhui");
        var tiers = anhui with
        {
            Funding = new FundingScheme
            {
                Tiers = [new FundingTier { Id = "anhui-all", Name = "全省", Cite = Cite, Shares = [new RateShare { Payers = Payers.Central, Rate = 0.6m, Cite = Cite }, new RestShare { Payers = Payers.Province | Payers.City | Payers.County, Cite = Cite }] }],
            },
            Gaps = [.. anhui.Gaps.Where(gap => gap.Id != "anhui-split")],
        };
        var filled = Assert.Single(Between("anhui", tiers));
        Assert.Contains(filled.By, value => value is { Label: "全省 中央", Text: "60%" } || value.Label == "全省 中央");
        Assert.Empty(filled.Split.Computable);
        Assert.Equal(["anhui-total"], filled.Split.OtherGaps);
        Assert.True(filled.Split.StillWaiting.Count > 100);

        // Below it, once the city rests on it: the same gap, the city's own counties.
        var city = Assert.Single(FilledGaps.Between(NoticeFiles.Effective("huainan"), NoticeFiles.Effective([NoticeFiles.Read("national"), tiers, NoticeFiles.Read("huainan")])));
        Assert.Equal(("anhui", "安徽省医疗保障局"), (city.Issuer, city.IssuerName));
        Assert.Equal(NoticeFiles.Regions.FundingUnitsOf(new RegionCode("340400")).Select(unit => unit.Code), city.Split.StillWaiting);
    }

    [Fact]
    public void A_bound_that_hung_on_the_list_is_judged_once_the_list_is_there()
    {
        // A province-wide 110 keeps the floor of 100 and breaks that of 120 in tier-1 regions: undetermined while the 18 counties are not known.
        var gansu = NoticeFiles.Read("gansu");
        var withAmount = gansu with { Subsidies = gansu.Subsidies with { Rules = [.. gansu.Subsidies.Rules.Where(rule => rule.Category != "registered-poor"), new SubsidyRule { Category = "registered-poor", Form = new FixedSubsidy { Yuan = 110 }, Cite = Cite }] } };
        var listed = new RegionCode("620522");
        var full = withAmount with
        {
            Groups = [.. gansu.Groups.Select(group => group.Gap == "gansu-18-counties" ? group with { Gap = null, Within = null, Count = 1, Regions = [listed] } : group)],
            Gaps = [.. gansu.Gaps.Where(gap => gap.Id != "gansu-18-counties")],
        };
        var filled = Assert.Single(FilledGaps.Between(NoticeFiles.Effective([NoticeFiles.Read("national"), withAmount]), NoticeFiles.Effective([NoticeFiles.Read("national"), full])));

        Assert.Contains(filled.Bounds, bound => bound is { Verdict: Verdict.Violated } && bound.Regions.SequenceEqual([listed]));
        var kept = Assert.Single(filled.Bounds, bound => bound.Verdict == Verdict.Compliant);
        Assert.Equal(110, kept.Value);
        Assert.DoesNotContain(listed, kept.Regions);
        Assert.Equal(filled.Split.Computable.Count, kept.Regions.Count + 1);
    }

    [Fact]
    public void An_amount_in_place_of_a_gap_can_be_judged_for_the_first_time()
    {
        var gap = new Gap { Id = "lanzhou-poor", What = "建档立卡资助标准", Cite = Cite };
        var lanzhou = NoticeFiles.Read("lanzhou");
        PolicyContent With(SubsidyForm form, params Gap[] gaps) => lanzhou with
        {
            Subsidies = lanzhou.Subsidies with { Rules = [.. lanzhou.Subsidies.Rules.Select(rule => rule.Category == "registered-poor" ? rule with { Form = form } : rule)] },
            Gaps = [.. lanzhou.Gaps, .. gaps],
        };
        EffectivePolicy Under(PolicyContent content) => NoticeFiles.Effective([.. NoticeFiles.Chain("lanzhou").SkipLast(1), content]);

        var filled = Assert.Single(FilledGaps.Between(Under(With(new GapSubsidy { Gap = gap.Id }, gap)), Under(With(new FixedSubsidy { Yuan = 100 }))));
        Assert.Contains("100.00 元", Assert.Single(filled.By).Text, StringComparison.Ordinal);
        Assert.Contains(filled.Bounds, bound => bound is { Verdict: Verdict.Compliant, IssuerName: "甘肃省医疗保障局" } && bound.Value == 100);
        Assert.Empty(filled.Split.Computable); // nothing else waited for it
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(54)]
    public void However_long_the_list_is_each_county_that_waited_is_counted_once(int listed)
    {
        var filled = Assert.Single(Between("henan", HenanWithItsList(listed)));
        Assert.Equal(AllOfHenan, filled.Split.Computable.Concat(filled.Split.StillWaiting).Order());
        Assert.Empty(filled.Split.Computable.Intersect(filled.Split.StillWaiting));
    }

    private static readonly IReadOnlyList<Citation> Cite = [new Citation { Kind = CitationKind.Practice, Says = "虚构" }];

    private static PolicyContent HenanWithItsList(int length) => Henan with
    {
        Groups = [Henan.Groups[0] with { Gap = null, Within = null, Count = length, Regions = [.. AllOfHenan.Take(length)] }],
        Gaps = [.. Henan.Gaps.Where(gap => gap.Id != "henan-54-counties")],
    };

    private static IReadOnlyList<FilledGap> Between(string tenant, PolicyContent after) =>
        FilledGaps.Between(NoticeFiles.Effective(tenant), NoticeFiles.Effective([.. NoticeFiles.Chain(tenant).SkipLast(1), after]));
}
