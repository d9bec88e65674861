using System.Globalization;

namespace MedInsure.Testing.Rosters;

/// <param name="Written">As the file names it: the name, or the code where another county has the same name.</param>
public sealed record InventedCounty(string Code, string Written);

/// <summary>The counties that share the cost of a bureau, from the reference data; their towns and villages are invented.</summary>
public static class InventedPlaces
{
    private static readonly string[] Towns = ["城关镇", "河口镇", "西坪镇", "青石乡", "白杨乡", "柳沟乡", "金沙街道", "和平街道", "东岗街道", "石门镇", "大柳镇", "红山乡"];
    private const string Villages = "上下东西南北前后新老大小";
    private const string VillageNames = "庄湾坪沟川岭滩河营堡";

    /// <param name="root">The bureau's region, such as 620100 (9 counties) or 410000 (158).</param>
    /// <param name="day">On which the counties exist.</param>
    public static IReadOnlyList<InventedCounty> CountiesOf(string root, DateOnly? day = null)
    {
        var on = day ?? new DateOnly(2020, 12, 31);
        var prefix = root.TrimEnd('0') is { Length: > 0 } code ? root[..(code.Length + (code.Length % 2))] : "";
        var lines = File.ReadLines(Repository.PathOf("data", "regions.csv")).Skip(1).Select(line => line.Split(','))
            .Where(cells => cells[0].StartsWith(prefix, StringComparison.Ordinal) && bool.Parse(cells[7]) && !(Day(cells[4]) > on) && !(Day(cells[5]) < on)).ToList();
        var twice = lines.GroupBy(cells => cells[1]).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet();
        return [.. lines.Select(cells => new InventedCounty(cells[0], twice.Contains(cells[1]) ? cells[0] : cells[1]))];
    }

    /// <summary>河南's counties, and invented zones of 郑州 until there are so many: no province of the reference data has more than 158.</summary>
    public static IReadOnlyList<InventedCounty> Province(int counties)
    {
        var real = CountiesOf("410000");
        return [.. real.Take(counties), .. Zones(Math.Max(0, counties - real.Count))];
    }

    /// <summary>Of a number of counties, those that no reference data have: whoever reads them plants them as <c>Zone</c> under 410100.</summary>
    public static IEnumerable<InventedCounty> Zones(int count) => Enumerable.Range(0, count).Select(i => new InventedCounty(string.Create(CultureInfo.InvariantCulture, $"{4190 + (i / 10)}L{i % 10}"), $"虚构{i + 1}区"));

    internal static string Town(ulong dice) => Towns[(int)(dice % (ulong)Towns.Length)];

    internal static string Village(ulong dice) =>
        string.Create(3, dice, (name, d) => (name[0], name[1], name[2]) = (Villages[(int)(d % (ulong)Villages.Length)], VillageNames[(int)(d / 100 % (ulong)VillageNames.Length)], '村'));

    private static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
