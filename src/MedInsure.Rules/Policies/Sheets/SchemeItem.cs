using static MedInsure.Rules.Policies.PolicyKeys;

namespace MedInsure.Rules.Policies.Sheets;

/// <summary>A tier, a top-up or a split of a bucket: regions and the shares that they have in common.</summary>
/// <param name="Scheme">"tiers", "topUps", "splits".</param>
/// <param name="Path">As in <see cref="PolicyValue.Path"/>.</param>
/// <param name="Of">The bucket of a split.</param>
internal sealed record SchemeItem(string Scheme, string Path, object Item, string Name, Payers Of, RegionSelector Where, IReadOnlyList<TierShare> Shares, IReadOnlyList<Citation> Cite)
{
    /// <summary>A split in parts of one payer each: 6:4. It stands in the table of ratios, one row for all its shares.</summary>
    public bool IsRatio => Scheme == "splits" && Shares.Count > 0
        && Shares.All(share => share is PartShare { Floor: false, OpenGap: null } && RatioSheet.PartColumns.Any(column => column.Payers == share.Payers))
        && Shares.DistinctBy(share => share.Payers).Count() == Shares.Count;

    /// <summary>The addresses are those of <see cref="PolicyValues"/>; a test compares them.</summary>
    public static IEnumerable<SchemeItem> All(FundingScheme funding) =>
    [
        .. Keyed(funding.Tiers, tier => tier.Name, tier => tier.Id)
            .Select(entry => new SchemeItem("tiers", $"/funding/tiers/{entry.Key}", entry.Item, entry.Item.Name, Payers.None, entry.Item.Where, entry.Item.Shares, entry.Item.Cite)),
        .. Keyed(funding.TopUps, topUp => AllOf(topUp.Where), topUp => "top-up" + FirstOf(topUp.Where), topUp => AllOf(topUp.Where))
            .Select(entry => new SchemeItem("topUps", $"/funding/topUps/{entry.Key}", entry.Item, string.Empty, Payers.None, entry.Item.Where, entry.Item.Shares, entry.Item.Cite)),
        .. Keyed(funding.Splits, split => AllOf(split.Where), split => PolicyKeys.Of(split.Of) + FirstOf(split.Where), split => AllOf(split.Where))
            .Select(entry => new SchemeItem("splits", $"/funding/splits/{entry.Key}", entry.Item, string.Empty, entry.Item.Of, entry.Item.Where, entry.Item.Shares, entry.Item.Cite)),
    ];

    public IEnumerable<(TierShare Share, string Path)> SharePaths() => Keyed(Shares, share => share.ToString(), share => PolicyKeys.Of(share.Payers)).Select(entry => (entry.Item, $"{Path}/shares/{entry.Key}"));
}
