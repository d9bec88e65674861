using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Subsidies;
using MedInsure.Rules.Tests.Invented;

namespace MedInsure.Rules.Tests.Subsidies;

/// <summary>Laws of the entitlement over generated places and persons, against an arithmetic of their own: amounts as whole fen in plain numbers.</summary>
public sealed class EntitlementLawTests
{
    private const int Width = 6;

    /// <param name="Forms">Per category: below 0 no rule, 0 full, otherwise a fixed amount in fen.</param>
    private sealed record Case(long Contribution, int[] Forms, int[] Held, long Paid, int Month)
    {
        public SubsidyChoices Choices()
        {
            var rules = Forms.Select((form, i) => form < 0 ? null : $$"""{"category":"c{{i}}","form":{{(form == 0 ? """{"kind":"full"}""" : $$"""{"kind":"fixed","yuan":{{Yuan(form)}}}""")}},"pay":"{{(i % 2 == 0 ? "card" : "onBehalf")}}"}""").OfType<string>();
            return new SubsidyChoices(Cloudland.Effective($$"""
                "contribution":[{"yuan":{{Yuan(Contribution)}}}],
                "subsidies":{"stacking":{"rule":"highest"},"categories":[{{string.Join(',', Forms.Select((_, i) => $$"""{"id":"c{{i}}","name":"第{{i}}类"}"""))}}],"rules":[{{string.Join(',', rules)}}]}
                """));
        }

        /// <summary>The highest of the held ones, each cut to the contribution.</summary>
        public long Expected() => Held.Where(i => Forms[i] >= 0).Select(i => Forms[i] == 0 ? Contribution : Math.Min(Contribution, Forms[i])).DefaultIfEmpty(0).Max();

        public IReadOnlyList<string> Ids => [.. Held.Select(i => "c" + i.ToString(CultureInfo.InvariantCulture))];

        private static string Yuan(long fen) => (fen / 100m).ToString(CultureInfo.InvariantCulture);
    }

    private static Arbitrary<Case> Cases { get; } =
        (from contribution in Gen.Choose(1, 60000)
         from forms in Gen.Frequency((1, Gen.Constant(-1)), (1, Gen.Constant(0)), (4, Gen.Choose(1, 90000))).ArrayOf(Width)
         from held in Gen.Choose(0, Width - 1).ListOf()
         from paid in Gen.Frequency((2, Gen.Constant(0)), (3, Gen.Choose(1, 60000)))
         from month in Gen.Choose(1, 12)
         select new Case(contribution, forms, [.. held], paid, month)).ToArbitrary();

    [Fact]
    public void The_highest_amount_applies_and_never_exceeds_the_contribution() => Holds(place =>
    {
        var choice = place.Choices().Of(Cloudland.River, place.Ids);
        var expected = place.Expected();
        return (choice.Amount?.Fen ?? 0) == expected
            && choice.State == (expected == 0 ? ChoiceState.None : ChoiceState.Amount)
            && (choice.Amount is not { } amount || (amount <= choice.Contribution!.Value && choice.Bears!.Value + amount == choice.Contribution
                && choice.Others.All(other => choice.MarginOver(other) is not { Fen: < 0 })));
    });

    [Fact]
    public void Order_and_repetition_of_the_identities_change_nothing() => Holds(place =>
    {
        var (choices, ids) = (place.Choices(), place.Ids);
        var (one, other) = (choices.Of(Cloudland.River, ids), choices.Of(Cloudland.River, [.. ids.Reverse(), .. ids]));
        return (one.State, one.Amount, one.Winner?.Category, one.Mode) == (other.State, other.Amount, other.Winner?.Category, other.Mode);
    });

    [Fact]
    public void One_identity_more_never_lowers_the_amount() => Holds(place =>
        Enumerable.Range(0, Width).All(more => (place with { Held = [.. place.Held, more] }) is var richer
            && (richer.Choices().Of(Cloudland.River, richer.Ids).Amount?.Fen ?? 0) >= (place.Choices().Of(Cloudland.River, place.Ids).Amount?.Fen ?? 0)));

    [Fact]
    public void Paid_and_difference_are_the_amount_and_only_a_first_payment_goes_without_a_person() => Holds(place =>
    {
        var month = new Month(2021, place.Month);
        var person = new SubsidyPerson(Cloudland.River, [.. place.Ids.Select(id => new HeldIdentity(id, month))]) { Paid = new Money(place.Paid), PaidBy = place.Paid == 0 ? null : PaymentMode.Card };
        var entitled = new SubsidyEntitlement(place.Choices()).Of(person, month);
        var expected = place.Expected();
        return entitled.Paid + entitled.Difference == new Money(expected) && entitled.State == (expected, place.Paid) switch
        {
            (0, 0) => EntitlementState.None,
            var (due, paid) when paid == 0 => EntitlementState.Due,
            var (due, paid) when due == paid => EntitlementState.Settled,
            var (due, paid) when due > paid => EntitlementState.TopUp,
            _ => EntitlementState.Confirm,
        };
    });

    private static void Holds(Func<Case, bool> law) => Check.QuickThrowOnFailure(Prop.ForAll(Cases, law));
}
