using MedInsure.Persistence.Model;
using MedInsure.Rules.Regions;

namespace MedInsure.Persistence.Allocations;

/// <summary>What is owed for one region of a run, whole and by payer. Written in bulk with the run, never edited.</summary>
public sealed class AllocationLineEntity : TenantEntity
{
    public long RunId { get; init; }

    /// <summary>1, 2, 3… within the run: the order of the table.</summary>
    public int Ordinal { get; init; }

    public RegionCode RegionCode { get; init; }

    /// <summary>All payers together; null when the amount cannot be computed, never 0 instead.</summary>
    public long? Fen { get; init; }

    /// <summary>The <c>Payers</c> flags: 1 central, 2 province, 4 city, 8 county; a sum is an open bucket; 16 is an amount without a named payer. Empty without an amount.</summary>
    public required int[] Payers { get; init; }

    /// <summary>What each of <see cref="Payers"/> owes; together <see cref="Fen"/>.</summary>
    public required long[] PayerFen { get; init; }

    /// <summary>Null when no headcount is recorded.</summary>
    public long? Headcount { get; init; }

    /// <summary>The line's state as the rules name it.</summary>
    public required string State { get; init; }
}
