using MedInsure.Rules.Amounts;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;

namespace MedInsure.Persistence.Entitlements;

/// <summary>What a choice comes to beside a sum that was paid.</summary>
/// <param name="EnrolOffset">Months after that of identification; null where nothing is to be paid or no rule of months applies.</param>
internal readonly record struct EntitlementOutcome(EntitlementState State, int? DifferenceFen, int? EnrolOffset, int? PayOffset)
{
    public static EntitlementOutcome Of(EntitlementChoiceEntity choice, int paidFen)
    {
        var state = SubsidyEntitlement.StateOf(choice.State, choice.AmountFen is { } amount ? new Money(amount) : null, new Money(paidFen));
        var pays = state is EntitlementState.Due or EntitlementState.TopUp;
        return new EntitlementOutcome(state, state == EntitlementState.Unknown ? null : (choice.AmountFen ?? 0) - paidFen, pays ? choice.EnrolOffset : null, pays ? choice.PayOffset : null);
    }
}

/// <summary>A row of a run but for whose it is: thousands of persons have the same.</summary>
/// <param name="Number">From 0, in the order in which persons were the first to have them.</param>
/// <param name="Identified">The month in which the winning category's authority identified a newly added person.</param>
internal sealed record EntitlementAnswer(int Number, EntitlementCombination Combination, EntitlementChoiceEntity Choice, EntitlementOutcome Outcome, int? Identified)
{
    public int? EnrolMonth { get; } = Identified + Outcome.EnrolOffset;

    public int? PayMonth { get; } = Identified + Outcome.PayOffset;

    /// <summary>What is hashed as having gone in, behind the person.</summary>
    public byte[] WentIn { get; } = [.. RecordBytes.Text(Combination.Region.Value), .. RecordBytes.Integer(Choice.Id), .. RecordBytes.Integer(Combination.PaidFen), .. RecordBytes.Integer(Identified)];

    /// <summary>What is hashed as having come out, behind the person.</summary>
    public byte[] CameOut { get; } =
        [.. RecordBytes.SmallInteger((short)Outcome.State), .. RecordBytes.Integer(Outcome.DifferenceFen), .. RecordBytes.Integer(Identified + Outcome.EnrolOffset), .. RecordBytes.Integer(Identified + Outcome.PayOffset)];

    /// <summary>So far.</summary>
    public int Persons { get; set; }
}
