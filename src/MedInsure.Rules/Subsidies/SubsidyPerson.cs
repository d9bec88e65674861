using MedInsure.Rules.Amounts;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Subsidies;

/// <summary>An identity as the roster has it.</summary>
/// <param name="From">The month in which the authority identified the person.</param>
/// <param name="Until">The last month in which it holds; null while it does.</param>
/// <param name="IsNew">年度内新增: the person came onto the roster within the year and did not stand on it when the year's contribution was collected.</param>
public sealed record HeldIdentity(string Category, Month From, Month? Until = null, bool IsNew = false)
{
    public bool HoldsIn(Month month) => From <= month && (Until is not { } last || month <= last);
}

/// <param name="Region">Where the person is enrolled; never told from the number of the identity card.</param>
public sealed record SubsidyPerson(RegionCode Region, IReadOnlyList<HeldIdentity> Identities)
{
    public Enrolment Enrolment { get; init; } = Enrolment.Ordinary;

    /// <summary>What was paid for the coverage year so far, whatever for.</summary>
    public Money Paid { get; init; }

    /// <summary>How it was paid; null when nothing was.</summary>
    public PaymentMode? PaidBy { get; init; }
}
