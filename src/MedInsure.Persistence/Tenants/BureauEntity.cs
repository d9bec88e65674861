using MedInsure.Rules.Regions;

namespace MedInsure.Persistence.Tenants;

/// <summary>
/// 机构: one bureau of medical security, the unit of isolation (table <c>tenant</c>). Reference data: the app role can only read it,
/// the owner loads it during <c>medinsure migrate</c>.
/// </summary>
public sealed class BureauEntity
{
    /// <summary>Small and stable: 1 national, 2 anhui, 3 huainan, 4 gansu, 5 lanzhou, 6 henan.</summary>
    public int Id { get; init; }

    /// <summary>The name in files and on the command line, such as "lanzhou".</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    public required string ShortName { get; init; }

    /// <summary>The bureau above, whose published policy this one refines.</summary>
    public int? ParentId { get; init; }

    public BureauLevel Level { get; init; }

    /// <summary>The region that the bureau administers; null for the national bureau.</summary>
    public RegionCode? RootRegion { get; init; }
}

public enum BureauLevel
{
    National,
    Province,
    City,
    County,
}
