using FsCheck;
using FsCheck.Fluent;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Tests.Notices;

namespace MedInsure.Rules.Tests.Policies.Values;

public sealed class PolicyRedlineTests
{
    private static readonly IReadOnlyList<PolicyContent> Contents = [.. NoticeFiles.Tenants.Select(NoticeFiles.Read), SomePolicy.Nation(), SomePolicy.Province(), SomePolicy.City(), WithTheRest()];

    /// <summary>The members that none of the others has; the redline does not ask whether a content is acceptable.</summary>
    private static PolicyContent WithTheRest()
    {
        var province = SomePolicy.Province();
        var rule = province.Subsidies.Rules[0];
        return province with
        {
            Funding = province.Funding with { TopUps = [new TopUp { Where = new RegionSelector { Regions = [SomePolicy.Village] }, Shares = [new RestShare { Payers = Payers.City, Cite = SomePolicy.Cited("p1", "一") }], Cite = SomePolicy.Cited("p1", "一") }] },
            Subsidies = province.Subsidies with { Rules = [rule with { Funders = [rule.Funders[0] with { Rate = null, Yuan = 100 }, rule.Funders[1] with { Rate = null }] }] },
        };
    }

    [Fact]
    public void A_content_in_any_order_does_not_differ_from_itself() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => Contents.All(content => PolicyRedline.Compare(content, Reorder.Shuffled(content, seed)).Count == 0)).QuickCheckThrowOnFailure();

    /// <summary>Every member of the format but three: what is in the chain (tenant, parent, format) is no value.</summary>
    [Fact]
    public void Whatever_else_is_changed_shows()
    {
        var silent = Contents.SelectMany(content => Reorder.Changed(content).Where(other => PolicyRedline.Compare(content, other.Content).Count == 0).Select(other => $"{content.Tenant} {other.Place}"));

        Assert.DoesNotContain(silent, place => place.Split(' ')[1] is not ("format" or "tenant" or "parent"));
    }

    [Fact]
    public void Each_value_that_differs_is_listed_exactly_once_and_nothing_else_is()
    {
        foreach (var content in Contents)
        {
            foreach (var (place, other) in Reorder.Changed(content))
            {
                var (before, after) = (PolicyValues.Of(content).ToDictionary(value => value.Path), PolicyValues.Of(other).ToDictionary(value => value.Path));
                var changes = PolicyRedline.Compare(content, other);

                Assert.Equal(changes.Count, changes.Select(change => change.Path).Distinct().Count());
                Assert.All(changes, change => Assert.Equal(change.Kind != ChangeKind.Removed, after.ContainsKey(change.Path)));
                var listed = changes.Select(change => change.Path).ToHashSet();
                var same = after.Values.Where(now => !listed.Contains(now.Path)).ToList();
                Assert.True(same.All(now => before.Values.Any(was => (was.Section, was.Raw, was.Path.Split('/')[^1].Split('@')[0]) == (now.Section, now.Raw, now.Path.Split('/')[^1].Split('@')[0]) && (was.Cites is null || was.Cite.SequenceEqual(now.Cite)))), $"{content.Tenant} {place}");
                Assert.Equal(before.Count, same.Count + changes.Count(change => change.Kind != ChangeKind.Added));
            }
        }
    }

    [Fact]
    public void The_way_back_is_the_same_list_turned_round()
    {
        foreach (var content in Contents.Skip(5))
        {
            foreach (var (place, other) in Reorder.Changed(content))
            {
                var there = PolicyRedline.Compare(content, other).Select(change => $"{change.BeforeText} → {change.AfterText}").Order(StringComparer.Ordinal);
                var back = PolicyRedline.Compare(other, content).Select(change => $"{change.AfterText} → {change.BeforeText}").Order(StringComparer.Ordinal);
                Assert.True(there.SequenceEqual(back), place);
            }
        }
    }

    [Fact]
    public void A_changed_amount_shows_old_and_new_with_their_clauses()
    {
        var before = NoticeFiles.Read("lanzhou");
        var (rules, poor) = (before.Subsidies.Rules, before.Subsidies.Rules.Single(rule => rule.Category == "registered-poor"));
        var changed = poor with { Form = new FixedSubsidy { Yuan = 120 }, Cite = [new Citation { Document = "lan142", Clause = "三", Says = "提高到120元" }] };
        var after = before with { Subsidies = before.Subsidies with { Rules = [changed, .. rules.Where(rule => rule != poor)] } };

        var changes = PolicyRedline.Compare(before, after);
        Assert.Equal(["/subsidies/rules/registered-poor/form", "/subsidies/rules/registered-poor/pay"], changes.Select(change => change.Path));
        Assert.Equal((ChangeKind.Changed, "定额 100.00 元", "定额 120.00 元", false), (changes[0].Kind, changes[0].BeforeText, changes[0].AfterText, changes[0].IsSourceOnly));
        Assert.Equal(["二", "五(二)"], changes[0].BeforeCite.Select(cite => cite.Clause));
        Assert.Equal(["三"], changes[0].AfterCite.Select(cite => cite.Clause));
        Assert.True(changes[1].IsSourceOnly); // the way of payment stands on the same rule's clauses
    }

    /// <summary>红古 620111 now comes first among the counties of 6:4, so that list has another address; it is still the same item.</summary>
    [Fact]
    public void A_county_that_moves_to_another_ratio_changes_two_lists_and_no_amount()
    {
        var before = NoticeFiles.Read("lanzhou");
        var splits = before.Funding.Splits;
        var honggu = splits[1].Where.Regions[1];
        var after = before with { Funding = before.Funding with { Splits = [splits[0] with { Where = new RegionSelector { Regions = [.. splits[0].Where.Regions, honggu] } }, splits[1] with { Where = new RegionSelector { Regions = [splits[1].Where.Regions[0]] } }, splits[2]] } };

        Assert.Equal(
            ["/funding/splits/city+county@620111 620121、620122、620123、620171 → 620111、620121、620122、620123、620171", "/funding/splits/city+county@620103 620103、620111 → 620103"],
            PolicyRedline.Compare(before, after).Select(change => $"{change.Path} {Places(change.BeforeText!)} → {Places(change.AfterText!)}"));
        Assert.Equal(2, PolicyRedline.Compare(after, before).Count);

        static string Places(string text) => string.Join('、', text.Split('：')[0].Split('、').Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_name_that_passes_to_another_item_is_told_apart()
    {
        var good = SomePolicy.City();
        var split = good.Funding.Splits[0];
        BucketSplit For(string region, decimal part, params string[] others) => split with { Where = new RegionSelector { Regions = [new(region), .. others.Select(code => new RegionCode(code))] }, Shares = [split.Shares[0], new PartShare { Payers = Payers.County, Part = part, Cite = split.Shares[1].Cite }] };
        var before = good with { Funding = new FundingScheme { Splits = [For("990101", 1, "990105"), For("990103", 2, "990104")] } };
        var after = good with { Funding = new FundingScheme { Splits = [For("990101", 2, "990103", "990104")] } };

        var changes = PolicyRedline.Compare(before, after);
        Assert.Equal(changes.Count, changes.Select(change => change.Path).Distinct().Count());
        Assert.Equal((ChangeKind.Changed, "/funding/splits/city+county@990101"), (changes[0].Kind, changes[0].Path));
        Assert.All(changes.Skip(1), change => Assert.Equal(ChangeKind.Removed, change.Kind));
        Assert.Equal(4, changes.Count);
    }
}
