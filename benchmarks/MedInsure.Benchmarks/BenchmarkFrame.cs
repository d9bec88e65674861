using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using MedInsure.Testing.Rosters;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Spreadsheets;
using Npgsql;

namespace MedInsure.Benchmarks;

/// <summary>What rosters of 河南 are checked against, and one of them: the words are those of the state's notice, one number in a hundred is written otherwise.</summary>
internal static class BenchmarkFrame
{
    public const string Authority = "民政部门";

    public static Month Month { get; } = new(2020, 11);

    /// <summary>A province of the most counties that there are.</summary>
    public const int Counties = 180;

    public static InventedRoster Roster(long rows) => new(rows, InventedPlaces.Province(Counties))
    {
        Categories = [new InventedCategory("registered-poor", 60, "农村建档立卡贫困人口", "建档立卡贫困人口", "贫困人口"), new InventedCategory("subsistence", 30, "低保对象"), new InventedCategory("extreme-poverty", 10, "特困人员")],
    };

    /// <summary>What files are read by; those of the benchmarks carry no stamp.</summary>
    public static RosterOrder Order { get; } = new(Make(), new TemplateStamp(RosterTemplate.Id, RosterTemplate.Version, "henan", 2020), "河南省医疗保障局");

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
            { ValidFrom = Day(cells[4]), ValidTo = Day(cells[5]) }).Concat(Zones.Select(zone => new Region(new RegionCode(zone.Code), zone.Written, RegionKind.Zone, new RegionCode("410100"), FiscalStatus.Ordinary, true))),
            new DateOnly(2020, 12, 31));
        IssuedPolicy Issued(string bureau, string? root) =>
            new(bureau, bureau, root is null ? null : new RegionCode(root), 1, "", PolicyJson.Read(File.ReadAllText(Repository.PathOf("policies", $"{bureau}-2020.json"))).Value);
        var policy = new EffectivePolicy([Issued("national", null), Issued("henan", "410000")], tree);
        var clerk = new Actor(6, "henan", 1, "甲", Role.Clerk, []);
        return new RosterFrame(RosterKind.Full, Month, new DateOnly(2021, 2, 10), new CategoryWords(policy), new RosterPlaces(tree, new RegionCode("410000"), "河南省医疗保障局", clerk));
    }

    /// <summary>The counties that only benchmarks have, into the table of regions.</summary>
    public static Task PlantZonesAsync(NpgsqlConnection superuser) => superuser.ExecuteAsync(
        """
        INSERT INTO region (code, name, kind, parent_code, fiscal_status, is_funding_unit, aliases, source)
        SELECT code, name, 'Zone', '410100', 'Ordinary', true, '{}', 'benchmark' FROM unnest($1::text[], $2::text[]) zone (code, name)
        """,
        (string[])[.. Zones.Select(zone => zone.Code)], (string[])[.. Zones.Select(zone => zone.Written)]);

    private static IEnumerable<InventedCounty> Zones => InventedPlaces.Province(Counties).Skip(InventedPlaces.CountiesOf("410000").Count);

    private static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
