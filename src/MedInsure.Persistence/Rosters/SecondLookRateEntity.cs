using MedInsure.Persistence.Model;

namespace MedInsure.Persistence.Rosters;

/// <summary>第二人确认比例 as a bureau has set it: rows are only added, the one with the highest number holds. A bureau without one goes by <see cref="MedInsure.Rules.Rosters.RosterSecondLook.DefaultPerMille"/>.</summary>
public sealed class SecondLookRateEntity : TenantEntity
{
    public long Id { get; private set; }

    /// <summary>From 1 without a gap; two people who set it at once cannot both have the next one.</summary>
    public int Number { get; init; }

    /// <summary>Of the identities of the roster, in thousandths.</summary>
    public int PerMille { get; init; }

    public required string Reason { get; init; }

    public long SetBy { get; init; }

    public DateTimeOffset SetAt { get; init; }
}
