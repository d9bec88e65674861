using MedInsure.Persistence.Model;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Regions;

namespace MedInsure.Persistence.Rosters;

/// <summary>Somebody who stands or stood on a roster of the bureau. Written by committed batches alone; whoever has no identity left after an undo is gone.</summary>
public sealed class PersonEntity : TenantEntity
{
    public long Id { get; private set; }

    /// <summary>Sealed by <see cref="IdentityVault"/>: unique within the bureau, equal for equal numbers.</summary>
    public required byte[] IdNumber { get; init; }

    public required string Name { get; init; }

    /// <summary>Where the roster that was committed last has the person; never told from the number.</summary>
    public RegionCode RegionCode { get; init; }

    /// <summary>镇街; empty where the roster has none.</summary>
    public required string Town { get; init; }

    /// <summary>村居; empty where the roster has none.</summary>
    public required string Village { get; init; }

    public DateOnly Born { get; init; }
}

/// <summary>身份: a person stands in a category by an authority's roster, from a month to a month, both included.</summary>
public sealed class MembershipEntity : TenantEntity
{
    public long PersonId { get; init; }

    public required string Category { get; init; }

    public required string Authority { get; init; }

    public Month FromMonth { get; init; }

    /// <summary>The last month in which it holds; null while it does.</summary>
    public Month? UntilMonth { get; init; }

    /// <summary>The day of identification; the first of the month where the roster names only that.</summary>
    public DateOnly Identified { get; init; }

    /// <summary>年度内新增</summary>
    public bool IsNew { get; init; }

    public long AddedBy { get; init; }

    public long? CancelledBy { get; init; }
}

/// <summary>With which key the bureau's numbers and files were sealed: a fingerprint, from which the key cannot be told. Written once.</summary>
public sealed class DataKeyEntity : TenantEntity
{
    public required byte[] Fingerprint { get; init; }
}
