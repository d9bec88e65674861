using MedInsure.Rules.Amounts;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;

namespace MedInsure.UseCases.Tests.Entitlements;

/// <summary>Thousands of invented persons: what a run makes of them in batches is what the rules say person by person.</summary>
public sealed class EntitlementDifferentialTests(EntitlementDesk desk) : IClassFixture<EntitlementDesk>
{
    private const int Persons = 20_000;

    [Fact]
    public async Task A_run_says_of_each_person_what_the_rules_say()
    {
        var policy = await desk.PolicyAsync();
        var persons = Invent(policy, 20201122);
        await desk.PlantAsync(persons);
        var rules = new SubsidyEntitlement(new SubsidyChoices(policy));
        foreach (var month in new[] { new Month(2020, 3), EntitlementDesk.November, new Month(2020, 12) })
        {
            var rows = await desk.RowsAsync(await desk.RunAsync(month));
            var seen = new HashSet<EntitlementState>();
            foreach (var person in persons)
            {
                var said = rules.Of(new SubsidyPerson(new RegionCode(person.Region), person.Identities) { Paid = new Money(person.PaidFen) }, month);
                if (!person.Identities.Any(identity => identity.HoldsIn(month)) && person.PaidFen == 0)
                {
                    Assert.False(rows.ContainsKey(person.Number));
                    continue;
                }

                var row = rows[person.Number];
                Assert.Equal(
                    (person.Number, said.State, said.Difference?.Fen, said.EnrolIn, said.PayIn, said.Paid.Fen, person.Region),
                    ((int)row.PersonId, row.State, (long?)row.DifferenceFen, row.EnrolMonth, row.PayMonth, (long)row.PaidFen, row.RegionCode.Value));
                seen.Add(row.State);
            }

            Assert.Superset(new HashSet<EntitlementState>([.. Enum.GetValues<EntitlementState>().Except([EntitlementState.None])]), seen);
            Assert.Contains(rows.Values, row => row.PayMonth is not null);
        }
    }

    /// <summary>One to three identities of one to two authorities, begun and ended in any month, some in a category that no policy knows, some in a region of another bureau.</summary>
    private static List<Planted> Invent(EffectivePolicy policy, int seed)
    {
        var random = new Random(seed);
        var regions = policy.Regions.FundingUnitsOf(policy.Own.Root!.Value).Select(unit => unit.Code.Value).ToList();
        List<string> categories = [.. new SubsidyChoices(policy).Categories.Select(category => category.Id), "poor", "registered-poor", "registered-poor"];
        return
        [
            .. Enumerable.Range(1, Persons).Select(number =>
            {
                var held = Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
                {
                    var from = new Month(2020, 1).Plus(random.Next(12));
                    return new HeldIdentity(categories[random.Next(categories.Count)], from, random.Next(3) == 0 ? from.Plus(random.Next(6)) : null, random.Next(2) == 0);
                });
                return new Planted(number, random.Next(50) == 0 ? "410102" : regions[random.Next(regions.Count)],
                    [.. held.OrderBy(identity => identity.From).ThenBy(identity => identity.IsNew)]) // of two of one month the one that is not new counts, as in the database
                {
                    PaidFen = random.Next(12) switch { 0 => 100_00, 1 => 200_00, 2 => 280_00, _ => 0 },
                };
            }),
        ];
    }
}
