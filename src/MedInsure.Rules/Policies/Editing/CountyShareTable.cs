using MedInsure.Rules.Amounts;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies.Editing;

/// <param name="Tier">档次; several, where a list is not complete; empty while no bureau above has laid down any.</param>
/// <param name="Left">市县合计, yuan a head, one for each tier that is possible; empty where nothing is left open, and <paramref name="Note"/> then says why.</param>
/// <param name="Path">The entry of the draft that holds for the county; null while there is none (未定).</param>
/// <param name="Share">Null when there is none, or when the entry divides in another way than by a ratio.</param>
public sealed record CountyShareRow(Region County, string Tier, IReadOnlyList<Fraction> Left, string? Note, string? Path, CountyShare? Share)
{
    public string City => Of(share => share.City);

    public string Own => Of(share => share.County);

    /// <summary>"8.16"; "5.40 或 6.00" where two tiers are possible; empty where nothing can be said.</summary>
    private string Of(Func<CountyShare, decimal> part) => Share is { } share ? string.Join(" 或 ", Left.Select(left => (left * part(share) / (share.City + share.County)).ToYuanText())) : string.Empty;
}

/// <summary>市县分担 as a city's notice has it: one row a county, with what the bureau above leaves to city and county and how the draft divides it.</summary>
public static class CountyShareTable
{
    /// <param name="above">The policies above, national first; empty while one of them is missing.</param>
    /// <param name="own">The bureau as it would publish the draft; its content may be null while the draft cannot be read.</param>
    public static IReadOnlyList<CountyShareRow> Of(DraftTree draft, IReadOnlyList<IssuedPolicy> above, (string Tenant, string Name, RegionCode Root) own, RegionTree regions)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(regions);
        var splits = new CountySplits(draft, above.Select(issued => issued.Content), regions);
        var funding = Undivided(draft, above, own) is { Count: > 0 } chain ? new FundingSplit(new EffectivePolicy(chain, regions)) : null;
        return [.. regions.FundingUnitsOf(own.Root).Select(county => Row(county, draft, splits, funding?.For(county.Code)))];
    }

    private static CountyShareRow Row(Region county, DraftTree draft, CountySplits splits, RegionSplit? split)
    {
        var path = splits.PathOf(county.Code);
        var share = path is null ? null : CountyShare.Of(draft.At(path + ".shares"));
        var left = split?.Possibilities.Select(row => row.Of(CountyShare.Bucket)).OfType<Fraction>().Distinct().ToList() ?? [];
        var note = left.Count > 0 ? null
            : split is null ? "上级还没有发布分担档次"
            : split.Problem ?? (county.FiscalStatus == FiscalStatus.ProvinceManaged ? "省直管县，没有市级份额" : split.Possibilities.Count == 0 ? "依据待补" : "没有留给市县再分的合计");
        return new CountyShareRow(county, string.Join(" 或 ", split?.Possibilities.Select(row => row.TierName).Distinct() ?? []), left, note, path, share);
    }

    /// <summary>The chain with the draft as far as it can be read, its own division of the bucket left out, so that the whole of it is seen.</summary>
    private static IReadOnlyList<IssuedPolicy> Undivided(DraftTree draft, IReadOnlyList<IssuedPolicy> above, (string Tenant, string Name, RegionCode Root) own)
    {
        if (PolicyJson.Read(draft.Text) is not { IsOk: true, Value: var content } || content.Parent != above.LastOrDefault()?.Tenant)
        {
            return above;
        }

        content = content with { Funding = content.Funding with { Splits = [.. content.Funding.Splits.Where(split => split.Of != CountyShare.Bucket)] } };
        return PolicyChecks.Check(content, [.. above.Select(issued => issued.Content)]).Count > 0 || above.Any(issued => issued.Content.Year.Funding != content.Year.Funding)
            ? above
            : [.. above, new IssuedPolicy(own.Tenant, own.Name, own.Root, 1, string.Empty, content)];
    }
}
