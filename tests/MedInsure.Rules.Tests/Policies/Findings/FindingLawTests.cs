using FsCheck;
using FsCheck.Fluent;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Findings;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Tests.Invented;
using MedInsure.Rules.Tests.Notices;
using MedInsure.Rules.Tests.Policies.Values;
using static MedInsure.Rules.Tests.Policies.Findings.Sound;

namespace MedInsure.Rules.Tests.Policies.Findings;

/// <summary>Over schemes that are made sound: nothing is found, and the smallest fault is found as what it is and where it is.</summary>
public sealed class FindingLawTests
{
    [Fact]
    public void In_a_sound_scheme_nothing_is_found() => ForAll(seed => Show(Of(Some(seed))).Length == 0);

    [Fact]
    public void A_fen_moved_anywhere_makes_one_finding_of_the_sum_at_its_tier() => ForAll(seed =>
    {
        var (random, content) = (new Random(seed), Some(seed));
        var (tier, share, fen) = (random.Next(content.Funding.Tiers.Count), random.Next(3), random.Next(2) == 0 ? -0.01m : 0.01m);
        var moved = Tiers(content, (one, i) => i != tier ? one : one with { Shares = [.. one.Shares.Select((part, j) => j != share ? part : (FixedShare)part with { Yuan = ((FixedShare)part).Yuan + fen })] });
        return Of(moved) is [{ Kind: FindingKind.Sum, Weight: FindingWeight.Hard } found] && found.Path == $"/funding/tiers/{content.Funding.Tiers[tier].Id}";
    });

    [Fact]
    public void A_fen_moved_in_the_total_makes_one_finding_for_each_tier() => ForAll(seed =>
    {
        var content = Some(seed);
        var findings = Of(content with { FiscalSubsidy = [content.FiscalSubsidy[0] with { Yuan = content.FiscalSubsidy[0].Yuan + 0.01m }] });
        return findings.All(finding => finding.Kind == FindingKind.Sum) && findings.Select(finding => finding.Path).Order().SequenceEqual(content.Funding.Tiers.Select(tier => "/funding/tiers/" + tier.Id).Order());
    });

    [Fact]
    public void A_county_added_to_a_second_tier_is_found_by_name_with_both_tiers() => ForAll(seed =>
    {
        var (random, content) = (new Random(seed), Some(seed));
        var (from, to) = (random.Next(content.Funding.Tiers.Count), random.Next(content.Funding.Tiers.Count));
        if (from == to)
        {
            return true;
        }

        var regions = content.Funding.Tiers[from].Where.Regions;
        var county = regions[random.Next(regions.Count)];
        var findings = Of(Tiers(content, (tier, i) => i == to ? tier with { Where = new RegionSelector { Regions = [.. tier.Where.Regions, county] } } : tier));
        return findings is [{ Kind: FindingKind.TierTwice } found]
            && found.Sentence.StartsWith(Cloudland.Tree.Find(county)!.Name + "同时列入", StringComparison.Ordinal)
            && new[] { from, to }.All(i => found.Sentence.Contains($"“{content.Funding.Tiers[i].Name}”", StringComparison.Ordinal));
    });

    [Fact]
    public void A_county_taken_out_of_its_tier_is_found_by_name() => ForAll(seed =>
    {
        var (random, content) = (new Random(seed), Some(seed));
        var index = random.Next(content.Funding.Tiers.Count);
        var regions = content.Funding.Tiers[index].Where.Regions;
        if (regions.Count == 1)
        {
            return true; // an empty list would mean everywhere
        }

        var county = regions[random.Next(regions.Count)];
        var findings = Of(Tiers(content, (tier, i) => i == index ? tier with { Where = new RegionSelector { Regions = [.. tier.Where.Regions.Where(region => region != county)] } } : tier));
        return findings is [{ Kind: FindingKind.TierMissing } found] && found.Sentence.StartsWith(Cloudland.Tree.Find(county)!.Name + "未列入", StringComparison.Ordinal);
    });

    [Fact]
    public void Keys_do_not_depend_on_the_order_of_lists() => ForAll(seed =>
    {
        var content = Some(seed) with { Contribution = [new Standard { Yuan = 100, Cite = From("p1", "二") }], FundItems = [new FundItem { Id = "x", Name = "项目", Yuan = -1, Cite = [] }] };
        var keys = Of(content).Select(finding => finding.Key).ToList();
        return keys.Count >= 3 && keys.Distinct().Count() == keys.Count && keys.Order().SequenceEqual(Of(Reorder.Shuffled(content, seed)).Select(finding => finding.Key).Order());
    });

    /// <summary>The paths of the checks lead somewhere, whatever is broken.</summary>
    [Fact]
    public void Whatever_is_changed_the_findings_are_sentences_with_unique_keys()
    {
        var (lanzhou, tree) = (NoticeFiles.Effective("lanzhou"), NoticeFiles.Regions);
        var contexts = new (PolicyContent Draft, FindingContext Context)[]
        {
            (Province(), OfProvince),
            (City(), OfCity),
            (SomePolicy.Province() with { Parent = "nation" }, OfProvince),
            (SomePolicy.City(), OfCity),
            (lanzhou.Own.Content, new FindingContext([.. lanzhou.Chain.SkipLast(1)], tree) { Root = lanzhou.Own.Root, LastYear = lanzhou }),
        };
        foreach (var (place, content, context) in contexts.SelectMany(each => Reorder.Changed(each.Draft).Concat(Reorder.TwiceOrLess(each.Draft)).Select(other => (other.Place, other.Content, each.Context))))
        {
            var findings = PolicyFindings.Of(content, context);
            Assert.Equal(findings.Count, findings.Select(finding => finding.Key).Distinct().Count());
            Assert.All(findings, finding => Assert.EndsWith("。", finding.Sentence, StringComparison.Ordinal));
            Assert.Empty(PolicyRedline.Compare(content, content));
            Assert.All(findings, finding => Assert.True(finding.Path.StartsWith('/') && finding.Path.Length > 1, place));
        }
    }

    private static void ForAll(Func<int, bool> law) => Prop.ForAll(ArbMap.Default.ArbFor<int>(), law).QuickCheckThrowOnFailure();

    private static IReadOnlyList<PolicyFinding> Of(PolicyContent content) => PolicyFindings.Of(content, OfProvince);

    private static PolicyContent Tiers(PolicyContent content, Func<FundingTier, int, FundingTier> change) => content with { Funding = new FundingScheme { Tiers = [.. content.Funding.Tiers.Select(change)] } };

    /// <summary>A province whose counties are dealt out to one to four tiers of fixed amounts that add up.</summary>
    private static PolicyContent Some(int seed)
    {
        var random = new Random(seed);
        var total = random.Next(60_000, 90_000) / 100m;
        var tiers = Cloudland.Units.Select(unit => unit.Code).OrderBy(_ => random.Next()).Select((code, i) => (code, Tier: i < 4 ? i : random.Next(4))).GroupBy(entry => entry.Tier).Take(random.Next(1, 5)).ToList();
        var rest = Cloudland.Units.Select(unit => unit.Code).Except(tiers.SelectMany(tier => tier.Select(entry => entry.code)));
        return Province() with
        {
            FiscalSubsidy = [new Standard { Yuan = total, Cite = From("p1", "一") }],
            Funding = new FundingScheme
            {
                Tiers =
                [
                    .. tiers.Select((tier, i) =>
                    {
                        var (central, below) = (random.Next(100, 40_000) / 100m, random.Next(100, 10_000) / 100m);
                        return Tier($"t-{i}", $"第{i}档", new RegionSelector { Regions = [.. tier.Select(entry => entry.code).Concat(i == 0 ? rest : [])] }, central, total - central - below, below);
                    }),
                ],
            },
        };
    }
}
