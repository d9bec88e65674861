using System.Globalization;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Testing;

namespace MedInsure.Rules.Tests.Notices;

/// <summary>The six published files and the regions of 2020, as the repository holds them.</summary>
internal static class NoticeFiles
{
    private static readonly Dictionary<string, (string Name, string? Root)> Bureaus = File.ReadLines(Repository.PathOf("data", "tenants.csv")).Skip(1)
        .Select(line => line.Split(',')).ToDictionary(cells => cells[1], cells => (cells[2], cells[6].Length == 0 ? null : cells[6]));

    public static IReadOnlyList<string> Tenants { get; } = ["national", "anhui", "huainan", "gansu", "lanzhou", "henan"];

    public static RegionTree Regions { get; } = ReadRegions(new DateOnly(2020, 12, 31));

    public static string TextOf(string tenant) => File.ReadAllText(Repository.PathOf("policies", $"{tenant}-2020.json"));

    public static PolicyContent Read(string tenant)
    {
        var result = PolicyJson.Read(TextOf(tenant));
        Assert.True(result.IsOk, Errors.Of(result));
        return result.Value;
    }

    /// <summary>The bureau's policy with its ancestors', national first.</summary>
    public static EffectivePolicy Effective(string tenant, params Assumption[] assumptions) => Effective(Chain(tenant), assumptions);

    public static EffectivePolicy Effective(IReadOnlyList<PolicyContent> chain, params Assumption[] assumptions) =>
        new([.. chain.Select(Issue)], Regions, assumptions);

    public static IReadOnlyList<PolicyContent> Chain(string tenant)
    {
        var own = Read(tenant);
        return own.Parent is null ? [own] : [.. Chain(own.Parent), own];
    }

    private static IssuedPolicy Issue(PolicyContent content)
    {
        var (name, root) = Bureaus[content.Tenant];
        return new IssuedPolicy(content.Tenant, name, root is null ? null : new RegionCode(root), 1, PolicyJson.Hash(content), content);
    }

    private static RegionTree ReadRegions(DateOnly asOf) => new(
        File.ReadLines(Repository.PathOf("data", "regions.csv")).Skip(1).Select(line => line.Split(',')).Select(cells => new Region(
            new RegionCode(cells[0]),
            cells[1],
            Enum.Parse<RegionKind>(cells[2]),
            cells[3].Length == 0 ? null : new RegionCode(cells[3]),
            Enum.Parse<FiscalStatus>(cells[6]),
            bool.Parse(cells[7]),
            Date(cells[4]),
            Date(cells[5]))),
        asOf);

    private static DateOnly? Date(string text) => text.Length == 0 ? null : DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
