using MedInsure.Persistence.Model;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Subsidies;

namespace MedInsure.Persistence.Entitlements;

/// <summary>
/// 资助认定: who of a bureau's roster is entitled to what in one month, by one policy. It is written by one job in one transaction and never changed afterwards; what changes is the next one.
/// </summary>
public sealed class EntitlementRunEntity : TenantEntity
{
    public long Id { get; private set; }

    /// <summary>待遇年度: the year that the contribution buys.</summary>
    public int CoverageYear { get; init; }

    /// <summary>Whose policy decides: the year of the policy, in 2020 the one before the coverage year.</summary>
    public int FundingYear { get; init; }

    /// <summary>Identities that hold in this month count.</summary>
    public Month Month { get; init; }

    /// <summary>Counts within the coverage year; given by the database.</summary>
    public int Number { get; private set; }

    public EntitlementRunState State { get; set; }

    /// <summary>Why it failed: a sentence for the user.</summary>
    public string? Reason { get; set; }

    /// <summary>Version of the rules that computed it; 0 until then.</summary>
    public int Engine { get; private set; }

    /// <summary>JSON: the policy versions that it rests on, with the hashes of their texts.</summary>
    public string? Policies { get; private set; }

    /// <summary>JSON: of each authority the roster that was on top.</summary>
    public string? Rosters { get; private set; }

    /// <summary>Over everything that went in: policies, engine, month, and for each person region, categories, month of identification and what was paid.</summary>
    public string? InputHash { get; private set; }

    /// <summary>Over every choice and every person's answer, in the order of the persons.</summary>
    public string? OutcomeHash { get; private set; }

    public int Persons { get; private set; }

    public int Due { get; private set; }

    public int Settled { get; private set; }

    public int TopUp { get; private set; }

    public int Confirm { get; private set; }

    public int None { get; private set; }

    public int Unknown { get; private set; }

    /// <summary>To be paid for the first time, all persons together.</summary>
    public long DueFen { get; private set; }

    /// <summary>Proposed top-ups, all persons together.</summary>
    public long TopUpFen { get; private set; }

    /// <summary>The last computed run of the coverage year when this one was computed.</summary>
    public long? PreviousId { get; private set; }

    public long MadeBy { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? ComputedAt { get; private set; }

    public uint Version { get; private set; }
}
