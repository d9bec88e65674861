using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;
using MedInsure.Testing;
using MedInsure.Testing.Rosters;

namespace MedInsure.Benchmarks;

/// <summary>What rosters of 河南 are checked against, and one of them: the words are those of the state's notice, one number in a hundred is written otherwise.</summary>
internal static class BenchmarkFrame
{
    public const string Authority = "民政部门";

    public static Month Month { get; } = new(2020, 11);

    public static InventedRoster Roster(long rows) => new(rows, InventedPlaces.CountiesOf("410000"))
    {
        Categories = [new InventedCategory("registered-poor", 60, "农村建档立卡贫困人口", "建档立卡贫困人口", "贫困人口"), new InventedCategory("subsistence", 30, "低保对象"), new InventedCategory("extreme-poverty", 10, "特困人员")],
    };

    public static RosterFrame Make()
    {
        var tree = new RegionTree(
            File.ReadLines(Repository.PathOf("data", "regions.csv")).Skip(1).Select(line => line.Split(',')).Select(cells => new Region(
                new RegionCode(cells[0]),
                cells[1],
                Enum.Parse<RegionKind>(cells[2]),
                cells[3].Length == 0 ? null : new RegionCode(cells[3]),
                Enum.Parse<FiscalStatus>(cells[6]),
                bool.Parse(cells[7]))
            { ValidFrom = Day(cells[4]), ValidTo = Day(cells[5]) }),
            new DateOnly(2020, 12, 31));
        IssuedPolicy Issued(string bureau, string? root) =>
            new(bureau, bureau, root is null ? null : new RegionCode(root), 1, "", PolicyJson.Read(File.ReadAllText(Repository.PathOf("policies", $"{bureau}-2020.json"))).Value);
        var policy = new EffectivePolicy([Issued("national", null), Issued("henan", "410000")], tree);
        var clerk = new Actor(6, "henan", 1, "甲", Role.Clerk, []);
        return new RosterFrame(RosterKind.Full, Month, new DateOnly(2021, 2, 10), new CategoryWords(policy), new RosterPlaces(tree, new RegionCode("410000"), "河南省医疗保障局", clerk));
    }

    private static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
