using MedInsure.Persistence.Model;
using MedInsure.Persistence.Tenants;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Headcounts;

/// <summary>
/// The units that a person fills in headcounts for: the counties and zones of the bureau, as they stand on the last day of the year,
/// within the regions that the person is limited to.
/// </summary>
internal sealed class FundingUnits
{
    private readonly Actor actor;
    private readonly Dictionary<RegionCode, Region> everywhere;
    private readonly HashSet<RegionCode> mine;

    private FundingUnits(Actor actor, BureauEntity bureau, IReadOnlyList<Region> regions, int year)
    {
        this.actor = actor;
        Bureau = bureau;
        Tree = new RegionTree(regions, RegionFacts.AsOf(year));
        everywhere = regions.DistinctBy(region => region.Code).ToDictionary(region => region.Code);
        InBureau = bureau.RootRegion is { } root ? [.. Tree.FundingUnitsOf(root)] : [];
        Mine = [.. InBureau.Where(unit => actor.Covers(unit.Code, Tree))];
        mine = [.. Mine.Select(unit => unit.Code)];
    }

    public BureauEntity Bureau { get; }

    public RegionTree Tree { get; }

    /// <summary>All units of the bureau in code order.</summary>
    public IReadOnlyList<Region> InBureau { get; }

    /// <summary>Those among them that the person may see, in code order.</summary>
    public IReadOnlyList<Region> Mine { get; }

    public static async Task<FundingUnits> ReadAsync(MedInsureContext rows, Actor actor, int year, CancellationToken ct)
    {
        var bureau = await rows.Bureaus.AsNoTracking().SingleAsync(one => one.Id == actor.TenantId, ct);
        var regions = await rows.Regions.AsNoTracking().ToListAsync(ct);
        return new FundingUnits(actor, bureau, [.. regions.Select(region => region.ToRegion())], year);
    }

    public bool IsMine(RegionCode code) => mine.Contains(code);

    /// <summary>The unit of this code, or the sentence why the person cannot fill in figures for it.</summary>
    public Result<Region> Find(string? code)
    {
        if (!RegionCode.TryParse(code?.Trim(), out var parsed) || !everywhere.TryGetValue(parsed, out var known))
        {
            return new Refused($"区划代码“{code}”不存在，请按模板中的代码填写。");
        }

        if (Tree.Find(parsed) is not { } region)
        {
            return new Refused($"{known.Name}（{parsed}）在{Tree.AsOf.Year}年末不是有效的区划，请改用当年的区划代码。");
        }

        if (mine.Contains(parsed))
        {
            return region;
        }

        if (InBureau.Any(unit => unit.Code == parsed))
        {
            return new NotAllowed($"{region.Name}（{parsed}）不在您负责的地区范围内，请由负责该地区的同事填写。");
        }

        return Bureau.RootRegion is { } root && (root == parsed || Tree.IsUnder(parsed, root))
            ? new Refused($"{region.Name}（{parsed}）不是填报单位，请填到所属的县区。")
            : new Refused($"{region.Name}（{parsed}）不属于{Bureau.Name}，不能在这里填写。");
    }

    /// <summary>Whether this is a bureau without headcounts of its own, and the sentence for its people.</summary>
    public Problem? Nothing() => InBureau.Count == 0
        ? new NotFound($"{Bureau.Name}不直接填报参保人数，请由各省、市医疗保障局填报。")
        : Mine.Count == 0 ? new NotAllowed($"您负责的地区（{string.Join("、", actor.RegionScope)}）中没有{Bureau.Name}的填报单位，请联系系统管理员核对。") : null;
}
