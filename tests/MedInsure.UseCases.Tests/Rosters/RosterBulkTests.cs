using System.Globalization;
using System.Text;
using MedInsure.Persistence.Rosters;
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
using MedInsure.UseCases.Tests.Allocations;

namespace MedInsure.UseCases.Tests.Rosters;

/// <summary>The bulk reading stages what the ordinary one finds sound, and says the same of everything else.</summary>
public sealed class RosterBulkTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly RosterFrame Frame = FrameOf();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_city_s_roster_with_faults_comes_out_alike(int seed)
    {
        var roster = InventedRoster.OfLanzhou(5_000, seed) with { Faulty = 100 };
        var read = await BothAsync(roster.Csv(InventedEncoding.Utf8WithMark));
        Assert.Equal((InventedFigures.Of(roster).Sound, RosterOutcome.Faulty), (read.Sound, read.Verdict.Outcome));
    }

    [Fact]
    public async Task A_roster_of_odd_rows_comes_out_alike()
    {
        string[] lines =
        [
            "2020年困难群众名单", "", RosterActs.Header, RosterActs.Row(1), RosterActs.Row(2, "贫困人口", "榆中"), RosterActs.Row(1, "贫困人口"), RosterActs.Row(1), RosterActs.Row(3, name: ""), "", "7,,,,,,,,",
            RosterActs.Row(4, name: "买买提·阿不都拉"), RosterActs.Row(5, date: "202010"), RosterActs.Row(6, date: "2020-12-01"), RosterActs.Row(7, county: "临夏县"), RosterActs.Row(8, county: "620102"), RosterActs.Header,
            RosterActs.Row(9, name: " 赵 某 "), RosterActs.Row(10, "无此身份"), RosterActs.Row(11, name: "钱某"), RosterActs.Row(11, "贫困人口", name: "孙某"), RosterActs.Row(12), RosterActs.Row(12, "贫困人口", "榆中"),
            RosterActs.Row(13, number: "'" + RosterActs.Number(13)), RosterActs.Row(13, "贫困人口"), RosterActs.Row(14, number: RosterActs.Number(14)[..17] + "*"), RosterActs.Row(15, name: "3号"),
            RosterActs.Row(16, number: $"=\t{RosterActs.Number(16)}"), RosterActs.Row(17, name: "𠮷某"), RosterActs.Row(18, date: "2020-02-30"), RosterActs.Row(19, date: "1900-01-01"), RosterActs.Row(20) + ",多一列",
        ];
        var read = await BothAsync(RosterActs.Csv(lines));
        Assert.Equal(RosterOutcome.Faulty, read.Verdict.Outcome);
        await BothAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines.Skip(2))));
        await BothAsync(RosterActs.Csv([.. lines.Skip(2).Select(line => line.Replace(',', '\t'))]));
        await BothAsync(RosterActs.Csv(RosterActs.Header, RosterActs.Row(1), RosterActs.Row(2, number: "")));
    }

    [Fact]
    public async Task What_is_quoted_or_cancels_is_read_the_ordinary_way()
    {
        Assert.Null(await BulkAsync(RosterActs.Csv(RosterActs.Header, RosterActs.Row(1), RosterActs.Row(2, name: "\"赵某\"")), null));
        await Assert.ThrowsAsync<DecoderFallbackException>(() => BulkAsync(InventedRoster.OfLanzhou(10).Csv(InventedEncoding.Gb18030), null));
    }

    private async Task<RosterBulkRead> BothAsync(byte[] file)
    {
        var ordinary = RosterSheet.Read(new UploadedFile("名单.csv", file), Frame, new TemplateStamp(RosterTemplate.Id, RosterTemplate.Version, "lanzhou", 2020), "兰州市医疗保障局", int.MaxValue, null, default).Value;
        var staged = new List<string>();
        var bulk = (await BulkAsync(file, staged))!;
        Assert.Equal(ordinary.Reading.RowCount, bulk.Rows);
        Assert.Equal(ordinary.Reading.Rows.Count, bulk.Sound);
        Assert.Equal(ordinary.Reading.Verdict, bulk.Verdict);
        Assert.Equal(ordinary.Reading.Faults.Select(fault => $"{fault}").Order(StringComparer.Ordinal), bulk.Faults.Select(fault => $"{fault}").Order(StringComparer.Ordinal));
        using var vault = RosterLoading.Key.IdentityVaultFor(Bureau.Lanzhou.TenantId());
        Assert.Equal(
            ordinary.Reading.Rows.Select(row => string.Create(
                CultureInfo.InvariantCulture,
                $"{row.RowNumber}|{Convert.ToHexStringLower(vault.Seal(row.Number))}|{row.Name}|{row.Region}|{row.Town}|{row.Village}|{row.Number.Born:yyyy-MM-dd}|{row.Category}|{row.Identified:yyyy-MM-dd}|false|")),
            staged);
        return bulk;
    }

    private async Task<RosterBulkRead?> BulkAsync(byte[] file, List<string>? staged)
    {
        await using var connection = await database.OpenAppAsync(Bureau.Lanzhou.TenantId(), Some.Clerk(Bureau.Lanzhou).UserId);
        await using var transaction = await connection.BeginTransactionAsync();
        using var vault = RosterLoading.Key.IdentityVaultFor(Bureau.Lanzhou.TenantId());
        RosterBulkRead? read = null;
        try
        {
            await using var staging = await RosterStaging.BulkAsync(connection, 1, stream => read = RosterBulk.Read(new MemoryStream(file), Frame, new RosterCopy(stream, vault), int.MaxValue, null, default)?.Value ?? throw new OrdinaryWayException(), default);
            await staging.RemoveAsync(read!.WrongRows, default);
        }
        catch (OrdinaryWayException)
        {
            return null;
        }

        staged?.AddRange(await connection.ColumnAsync("SELECT concat_ws('|', row_number, encode(id_number, 'hex'), name, region_code, town, village, born, category, identified, CASE WHEN cancels THEN 'true' ELSE 'false' END, coalesce(cancelled_month::text, '')) FROM roster_row ORDER BY row_number"));
        return read;
    }

    private static RosterFrame FrameOf()
    {
        var tree = new RegionTree(
            File.ReadLines(Repository.PathOf("data", "regions.csv")).Skip(1).Select(line => line.Split(',')).Select(cells => new Region(
                new RegionCode(cells[0]), cells[1], Enum.Parse<RegionKind>(cells[2]), cells[3].Length == 0 ? null : new RegionCode(cells[3]), Enum.Parse<FiscalStatus>(cells[6]), bool.Parse(cells[7]))),
            new DateOnly(2020, 12, 31));
        var roots = new Dictionary<Bureau, string?> { [Bureau.National] = null, [Bureau.Gansu] = "620000", [Bureau.Lanzhou] = "620100" };
        var policy = new EffectivePolicy(
            [.. roots.Select(bureau => new IssuedPolicy($"{bureau.Key}".ToLowerInvariant(), $"{bureau.Key}", bureau.Value is { } code ? new RegionCode(code) : null, 1, "", AllocationDesk.Notice(bureau.Key)))], tree);
        return new RosterFrame(
            RosterKind.Full, new Month(2020, 11), new DateOnly(2021, 2, 10), new CategoryWords(policy), new RosterPlaces(tree, new RegionCode("620100"), "兰州市医疗保障局", new Actor(5, "lanzhou", 1, "甲", Role.Clerk, [])));
    }

    private sealed class OrdinaryWayException : Exception;
}
