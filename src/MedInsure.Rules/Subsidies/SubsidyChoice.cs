using MedInsure.Rules.Amounts;
using MedInsure.Rules.Constraints;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Policies;

namespace MedInsure.Rules.Subsidies;

public enum ChoiceState
{
    /// <summary>资助金额确定</summary>
    Amount,

    /// <summary>不资助: no identity that a level subsidises.</summary>
    None,

    /// <summary>无法计算: a gap or a contradiction could change the amount. It is never 0.</summary>
    Unknown,
}

/// <summary>One of a person's identities, with what it would give.</summary>
/// <param name="Amount">Whole fen, never above the contribution; null where the category has no amount or none that is known.</param>
public sealed record WeighedIdentity(string Category, string Name, SubsidyStandard Standard, Money? Amount);

/// <summary>就高不就低: what several identities give together, before anything is asked about months or payments.</summary>
/// <param name="Contribution">个人缴费标准 of the coverage year; null while it is a gap.</param>
/// <param name="Winner">The identity whose amount applies; null unless the state is <see cref="ChoiceState.Amount"/>.</param>
/// <param name="Others">The other identities, the highest amount first; those without an amount last.</param>
/// <param name="Mode">How the winner is paid; null where no level says it.</param>
/// <param name="Timing">When a newly added person of the winning category enrols and is paid; null where no level says it.</param>
/// <param name="Gaps">What has to be filled before the amount is certain.</param>
/// <param name="Problem">Why there is no amount, as a Chinese sentence; null when there is one.</param>
/// <param name="Bounds">Bounds that the amount breaks or that cannot be judged yet. They are shown beside the amount and do not take it away.</param>
/// <param name="Steps">From the clauses to the fen.</param>
public sealed record SubsidyChoice(
    ChoiceState State,
    Money? Contribution,
    WeighedIdentity? Winner,
    IReadOnlyList<WeighedIdentity> Others,
    PaymentMode? Mode,
    SubsidyTiming? Timing,
    IReadOnlyList<string> Gaps,
    string? Problem,
    IReadOnlyList<BoundResult> Bounds,
    IReadOnlyList<Step> Steps)
{
    /// <summary>The subsidy of the coverage year; null unless it is certain.</summary>
    public Money? Amount => Winner?.Amount;

    /// <summary>What the person pays first: nothing of what is paid for him (代缴), everything where the subsidy comes to the card (一卡通). Null where contribution or mode is not known.</summary>
    public Money? PaysFirst => Mode switch
    {
        PaymentMode.OnBehalf => Contribution - Amount,
        PaymentMode.Card => Contribution,
        _ => null,
    };

    /// <summary>What remains with the person in the end.</summary>
    public Money? Bears => Contribution - Amount;

    /// <summary>By how much the winner is above another identity; null where one of the two has no amount.</summary>
    public Money? MarginOver(WeighedIdentity other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Amount - other.Amount;
    }

    internal static SubsidyChoice Without(ChoiceState state, Money? contribution, IReadOnlyList<WeighedIdentity> weighed, IReadOnlyList<string> gaps, string problem) =>
        new(state, contribution, null, weighed, null, null, gaps, problem, [], []);
}
