using FsCheck;
using FsCheck.Fluent;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;
using MedInsure.Rules.Tests.Invented;
using MedInsure.Rules.Tests.Notices;

namespace MedInsure.Rules.Tests.Subsidies;

/// <summary>The table decides a person exactly as the function does.</summary>
public sealed class SubsidyTableTests
{
    private static readonly Month Month = new(2020, 12);
    private static readonly EffectivePolicy Lanzhou = NoticeFiles.Effective("lanzhou");
    private static readonly EffectivePolicy Gansu = NoticeFiles.Effective("gansu");
    private static readonly EffectivePolicy Henan = NoticeFiles.Effective("henan");

    [Fact]
    public void It_says_what_the_function_says_for_every_region_set_and_amount_paid() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from policy in Gen.Elements(Lanzhou, Gansu, Henan)
         from seed in Gen.Choose(0, int.MaxValue)
         select (policy, seed)).ToArbitrary(),
        place =>
        {
            var (policy, random) = (place.policy, new Random(place.seed));
            var regions = policy.Regions.FundingUnitsOf(policy.Own.Root!.Value).Select(unit => unit.Code).ToList();
            var table = new SubsidyTable(policy, regions);
            var (one, persons) = (new SubsidyEntitlement(new SubsidyChoices(policy)), new List<SubsidyPerson>());
            for (var i = 0; i < 40; i++)
            {
                var held = table.Categories.Where(_ => random.Next(4) == 0).Select(id => new HeldIdentity(id, Month)).ToList();
                persons.Add(new SubsidyPerson(regions[random.Next(regions.Count)], held) { Paid = new Money(new[] { 0, 0, 100_00, 200_00, 280_00, 300_00 }[random.Next(6)]) });
            }

            var (difference, states) = (new int[persons.Count], new EntitlementState[persons.Count]);
            table.Decide(
                [.. persons.Select(person => table.ClassOf(person.Region))],
                [.. persons.Select(person => table.SetOf(person.Identities.Select(identity => identity.Category)))],
                [.. persons.Select(person => (int)person.Paid.Fen)],
                difference,
                states);
            return persons.Select((person, i) => (one.Of(person, Month), i)).All(pair => pair.Item1.State == states[pair.i] && (pair.Item1.Difference?.Fen ?? 0) == difference[pair.i]);
        }));

    [Fact]
    public void Regions_that_no_rule_tells_apart_are_one_class()
    {
        var regions = Lanzhou.Regions.FundingUnitsOf(new RegionCode("620100")).Select(unit => unit.Code).ToList();
        var table = new SubsidyTable(Lanzhou, regions);
        Assert.Single(regions.Select(table.ClassOf).Distinct());
        var groups = Cloudland.Effective("""
            "contribution":[{"yuan":280}],"subsidies":{"categories":[{"id":"a","name":"甲类"}],"rules":[{"category":"a","where":{"under":["980100"]},"form":{"kind":"fixed","yuan":90},"pay":"card"},{"category":"a","form":{"kind":"fixed","yuan":60},"pay":"card"}]}
            """);
        var two = new SubsidyTable(groups, [Cloudland.River, Cloudland.Harbour, Cloudland.Hill, Cloudland.Valley]);
        Assert.Equal([0, 0, 1, 1], new[] { Cloudland.River, Cloudland.Harbour, Cloudland.Hill, Cloudland.Valley }.Select(two.ClassOf));
        Assert.Equal((90_00, 60_00), ((int)two.ChoiceOf(0, 1).Amount!.Value.Fen, (int)two.ChoiceOf(1, 1).Amount!.Value.Fen));
    }

    [Fact]
    public void A_gap_is_told_by_the_state_and_a_policy_of_too_many_categories_is_refused()
    {
        var region = Henan.Regions.FundingUnitsOf(new RegionCode("410000")).First().Code;
        var table = new SubsidyTable(Henan, [region]);
        var (difference, states) = (new int[1], new EntitlementState[1]);
        table.Decide([0], [table.SetOf(["registered-poor"])], [5_00], difference, states);
        Assert.Equal((0, EntitlementState.Unknown), (difference[0], states[0]));
        var many = string.Join(',', Enumerable.Range(0, SubsidyTable.MaxCategories + 1).Select(i => $$"""{"id":"c{{i}}","name":"第{{i}}类"}"""));
        Assert.Throws<ArgumentException>(() => new SubsidyTable(Cloudland.Effective($$"""
            "subsidies":{"categories":[{{many}}]}
            """), [Cloudland.River]));
    }
}
