namespace MedInsure.Rules.Regions;

public enum RegionKind
{
    Country,
    Province,
    Prefecture,
    County,

    /// <summary>功能区, a functional zone such as 兰州新区: no county, yet it can owe a county's share.</summary>
    Zone,

    /// <summary>A code that only holds others (419000 省直辖县级行政区划): not a place, never a payer.</summary>
    Container,
}

public enum FiscalStatus
{
    /// <summary>The county shares with its city.</summary>
    Ordinary,

    /// <summary>省直管县: settles with the province; it has no city share (内部口径: 豫医保〔2020〕5号 only says 省、市、县分担).</summary>
    ProvinceManaged,
}

/// <param name="Parent">Null for a root only.</param>
/// <param name="ValidFrom">First day of validity; null when it was there before our data begin.</param>
/// <param name="ValidTo">First day on which it is no longer valid; null while it is.</param>
/// <param name="IsFundingUnit">Whether a headcount and a split exist for it (counties, and the zones that a notice names).</param>
public sealed record Region(
    RegionCode Code,
    string Name,
    RegionKind Kind,
    RegionCode? Parent,
    FiscalStatus FiscalStatus = FiscalStatus.Ordinary,
    bool IsFundingUnit = false,
    DateOnly? ValidFrom = null,
    DateOnly? ValidTo = null,
    IReadOnlyList<string>? Aliases = null)
{
    public bool IsValidOn(DateOnly date) => (ValidFrom is null || ValidFrom <= date) && (ValidTo is null || date < ValidTo);
}
