using MedInsure.Rules.Amounts;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Policies;

namespace MedInsure.Rules.Subsidies;

public enum EntitlementState : byte
{
    /// <summary>应资助: nothing was paid yet.</summary>
    Due,

    /// <summary>已资助: what was paid is what the person is entitled to.</summary>
    Settled,

    /// <summary>建议补差: less was paid. A person decides; the notices are silent on it.</summary>
    TopUp,

    /// <summary>需人工确认: more was paid than the identities of the month give. Nothing is taken back by itself.</summary>
    Confirm,

    /// <summary>不资助</summary>
    None,

    /// <summary>无法计算</summary>
    Unknown,
}

/// <summary>资助认定 of one person for one month of one coverage year.</summary>
/// <param name="Difference">What is to be paid, proposed or confirmed: the amount of the identities less what was paid; negative only in <see cref="EntitlementState.Confirm"/>.</param>
/// <param name="EnrolIn">当月参保: the month in which the person is enrolled, where a rule of months applies.</param>
/// <param name="PayIn">次月资助: the month in which the subsidy is paid, where a rule of months applies.</param>
/// <param name="Sentence">The answer in one Chinese sentence.</param>
public sealed record Entitlement(EntitlementState State, SubsidyChoice Choice, Money Paid, Money? Difference, Month? EnrolIn, Month? PayIn, string Sentence);

/// <summary>
/// Identities active in the month → the highest amount → months of enrolment and payment → less what was paid. Whether somebody must be enrolled is
/// another question and is not answered here.
/// </summary>
public sealed class SubsidyEntitlement(SubsidyChoices choices)
{
    public Entitlement Of(SubsidyPerson person, Month month)
    {
        ArgumentNullException.ThrowIfNull(person);
        var active = person.Identities.Where(identity => identity.HoldsIn(month)).ToList();
        var choice = choices.Of(person.Region, [.. active.Select(identity => identity.Category)], person.Enrolment);
        if (choice.State == ChoiceState.Unknown)
        {
            return new Entitlement(EntitlementState.Unknown, choice, person.Paid, null, null, null, $"无法计算：{choice.Problem}");
        }

        var difference = (choice.Amount ?? Money.Zero) - person.Paid;
        var state = StateOf(choice.State, choice.Amount, person.Paid);
        var (enrolIn, payIn) = state is EntitlementState.Due or EntitlementState.TopUp ? MonthsOf(choice, active) : (null, null);
        return new Entitlement(state, choice, person.Paid, difference, enrolIn, payIn, SentenceOf(state, choice, person, difference));
    }

    /// <summary>What an amount comes to beside what was paid for the coverage year.</summary>
    /// <param name="amount">Null unless it is certain.</param>
    public static EntitlementState StateOf(ChoiceState choice, Money? amount, Money paid) => (choice, ((amount ?? Money.Zero) - paid).Fen, paid.Fen) switch
    {
        (ChoiceState.Unknown, _, _) => EntitlementState.Unknown,
        (ChoiceState.None, _, 0) => EntitlementState.None,
        (_, < 0, _) => EntitlementState.Confirm,
        (_, 0, _) => EntitlementState.Settled,
        (_, _, 0) => EntitlementState.Due,
        _ => EntitlementState.TopUp,
    };

    /// <summary>The rule of months is for persons who were added within the year; for the others the notices name no month, and none is invented.</summary>
    private static (Month? EnrolIn, Month? PayIn) MonthsOf(SubsidyChoice choice, IReadOnlyList<HeldIdentity> active) =>
        choice.Timing?.NewlyAdded is { } offsets && active.Where(identity => identity.Category == choice.Winner!.Category).MinBy(identity => identity.From) is { IsNew: true } added
            ? (added.From.Plus(offsets.Enrol), added.From.Plus(offsets.Pay))
            : (null, null);

    private static string SentenceOf(EntitlementState state, SubsidyChoice choice, SubsidyPerson person, Money difference) => state switch
    {
        EntitlementState.None => choice.Problem!,
        EntitlementState.Settled => $"已资助 {person.Paid} 元，与应资助金额相同，不再资助。",
        EntitlementState.Due => $"按“{choice.Winner!.Name}”资助 {choice.Amount} 元，{WordsOf(choice.Mode)}。",
        EntitlementState.TopUp =>
            $"按“{choice.Winner!.Name}”应资助 {choice.Amount} 元，已资助 {person.Paid} 元，建议补差 {difference} 元，由经办人决定。{(choice.Mode == person.PaidBy ? "" : $"已资助的是{WordsOf(person.PaidBy)}，现在应为{WordsOf(choice.Mode)}，请一并核对。")}",
        _ => $"已资助 {person.Paid} 元，按现在的身份应资助 {choice.Amount ?? Money.Zero} 元，多 {-difference} 元，需人工确认，系统不自动追回。",
    };

    private static string WordsOf(PaymentMode? mode) => mode switch
    {
        PaymentMode.OnBehalf => "代缴",
        PaymentMode.Card => "一卡通发放",
        _ => "发放方式没有规定",
    };
}
