using MedInsure.Persistence.Model;
using MedInsure.Rules.Regions;

namespace MedInsure.Persistence.Allocations;

/// <summary>What one payer, or several as an open bucket, owes for one region. Written in bulk with the run, never edited.</summary>
public sealed class AllocationLineEntity : TenantEntity
{
    public long RunId { get; init; }

    /// <summary>1, 2, 3… within the run: the order of the table.</summary>
    public int Ordinal { get; init; }

    public RegionCode RegionCode { get; init; }

    /// <summary>The <c>Payers</c> flags: 1 central, 2 province, 4 city, 8 county; a sum is an open bucket; 16 is an amount without a named payer.</summary>
    public int Payers { get; init; }

    /// <summary>Null when the amount cannot be computed; never 0 instead.</summary>
    public long? Fen { get; init; }

    /// <summary>Null when no headcount is recorded.</summary>
    public long? Headcount { get; init; }

    /// <summary>The cell's state as the rules name it.</summary>
    public required string State { get; init; }
}
