using System.Globalization;
using System.Text;
using MedInsure.Persistence.Rosters;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using MedInsure.Testing.Rosters;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.Spreadsheets;

namespace MedInsure.UseCases.Tests.Rosters;

/// <summary>The bulk reading stages what the ordinary one finds sound, and says the same of everything else.</summary>
public sealed class RosterBulkTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly RosterFrame Full = FrameOf();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_city_s_roster_with_faults_comes_out_alike(int seed)
    {
        var roster = InventedRoster.OfLanzhou(5_000, seed) with { Faulty = 100 };
        var read = await BothAsync(roster.Csv(InventedEncoding.Utf8WithMark));
        Assert.Equal((InventedFigures.Of(roster).Sound, RosterOutcome.Faulty), (read.Sound, read.Verdict.Outcome));
        Assert.Equal(read.Sound, (await BothAsync(roster.Xlsx())).Sound);
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
        await BothAsync(Workbook([.. lines, RosterActs.Row(21, name: "\"赵某\""), RosterActs.Row(22, date: "1900-01-01")]));
        await BothAsync(Workbook(lines.Skip(2)));
        await BothAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines.Skip(2))));
        await BothAsync(RosterActs.Csv([.. lines.Skip(2).Select(line => line.Replace(',', '\t'))]));
        await BothAsync(RosterActs.Csv(RosterActs.Header, RosterActs.Row(1), RosterActs.Row(2, number: "")));
    }

    [Fact]
    public async Task An_increment_that_does_not_say_what_a_row_does_comes_out_alike()
    {
        string[] lines =
        [
            RosterActs.Header + ",变更情况,取消时间", RosterActs.Row(1) + ",新增", RosterActs.Row(2) + ",", RosterActs.Row(3), RosterActs.Row(4) + ",新增,", RosterActs.Row(5) + ",不详",
        ];
        var read = await BothAsync(RosterActs.Csv(lines), RosterKind.Increment);
        Assert.Equal((5, 2, RosterOutcome.Faulty), (read.Rows, read.Sound, read.Verdict.Outcome));
        await BothAsync(Workbook(lines), RosterKind.Increment);
        string[] cancelling = [.. lines, RosterActs.Row(6) + ",取消,2020-11"];
        Assert.Null(await BulkAsync(RosterActs.Csv(cancelling), null, RosterKind.Increment));
        Assert.Null(await BulkAsync(Workbook(cancelling), null, RosterKind.Increment));
    }

    [Fact]
    public async Task Headings_are_found_below_blank_lines()
    {
        await BothAsync(RosterActs.Csv([.. Enumerable.Repeat("", 30), RosterActs.Header, RosterActs.Row(1), RosterActs.Row(2, date: "2020-13-01")]));
    }

    [Theory]
    [InlineData("a lone CR in a column that nobody reads", "{H},附注\r\n{1},a\r\n{2},b\rc\r\n")]
    [InlineData("CR alone between lines", "{H},附注\r{1},a\r{2},b")]
    [InlineData("two CR", "{H}\r\r\n{1}\r\r\n")]
    [InlineData("a NUL in a column that nobody reads", "{H},附注\r\n{1},a\0\r\n")]
    [InlineData("a title in quotes over two lines", "\"困难群众\n名单\"\r\n{H}\r\n{1}\r\n")]
    [InlineData("a heading in quotes with a comma", "\"编制,单位\",{H}\r\n某局,{1}\r\n")]
    [InlineData("a quote in a remark", "{H}\r\n{1}\"\r\n")]
    public async Task What_a_csv_means_otherwise_than_it_looks_is_read_the_ordinary_way(string why, string text)
    {
        var file = Encoding.UTF8.GetBytes(text.Replace("{H}", RosterActs.Header, StringComparison.Ordinal).Replace("{1}", RosterActs.Row(1), StringComparison.Ordinal).Replace("{2}", RosterActs.Row(2), StringComparison.Ordinal));
        Assert.True(await BulkAsync(file, null) is null, why);
    }

    [Fact]
    public async Task What_is_quoted_or_cancels_is_read_the_ordinary_way()
    {
        Assert.Null(await BulkAsync(RosterActs.Csv(RosterActs.Header, RosterActs.Row(1), RosterActs.Row(2, name: "\"赵某\"")), null));
        Assert.Null(await BulkAsync(InventedRoster.OfLanzhou(10).Csv(InventedEncoding.Gb18030), null));
        Assert.Null(await BulkAsync([.. RosterActs.Csv(RosterActs.Header, RosterActs.Row(1) + ",备注"), 0xB1, 0xB8], null));
    }

    [Fact]
    public async Task A_workbook_with_formulas_cancelling_or_refused_is_read_the_ordinary_way()
    {
        Assert.NotNull(await BulkAsync(Workbook(RosterActs.Header, RosterActs.Row(1)), null));
        Assert.Null(await BulkAsync(RawXlsx.Of(("名单", RawXlsx.Row(1, RosterActs.Header.Split(',')) + "<row r=\"2\"><c r=\"A2\"><f>ROW()-1</f><v>1</v></c></row>")).Bytes(), null));
        Assert.Null(await BulkAsync(RawXlsx.Of(("名单", RawXlsx.Row(1, RosterActs.Header.Split(',')) + RawXlsx.Row(2, RosterActs.Row(1).Split(',')) + "<row><c>")).Bytes(), null));
        Assert.Null(await BulkAsync(new RawXls().Sheet("名单").Text(0, 0, "姓名").Bytes(), null));
    }

    private async Task<RosterBulkRead> BothAsync(byte[] file, RosterKind kind = RosterKind.Full)
    {
        var ordinary = RosterSheet.Read(new UploadedFile("名单.csv", file), OrderOf(kind), int.MaxValue, null, default).Value;
        var staged = new List<string>();
        var bulk = (await BulkAsync(file, staged, kind))!;
        Assert.Equal(ordinary.Reading.RowCount, bulk.Rows);
        Assert.Equal(ordinary.Reading.Rows.Count, bulk.Sound);
        Assert.Equal(ordinary.Reading.Verdict, bulk.Verdict);
        Assert.Equal(ordinary.Place, bulk.Place);
        Assert.Equal(ordinary.Reading.Faults.Select(fault => $"{fault}").Order(StringComparer.Ordinal), bulk.Faults.Select(fault => $"{fault}").Order(StringComparer.Ordinal));
        using var vault = RosterLoading.Key.IdentityVaultFor(Bureau.Lanzhou.TenantId());
        Assert.Equal(
            ordinary.Reading.Rows.Select(row => string.Create(
                CultureInfo.InvariantCulture,
                $"{row.RowNumber}|{Convert.ToHexStringLower(vault.Seal(row.Number))}|{row.Name}|{row.Region}|{row.Town}|{row.Village}|{row.Number.Born:yyyy-MM-dd}|{row.Category}|{row.Identified:yyyy-MM-dd}|false|")),
            staged);
        return bulk;
    }

    private async Task<RosterBulkRead?> BulkAsync(byte[] file, List<string>? staged, RosterKind kind = RosterKind.Full)
    {
        await using var connection = await database.OpenAppAsync(Bureau.Lanzhou.TenantId(), Some.Clerk(Bureau.Lanzhou).UserId);
        await using var transaction = await connection.BeginTransactionAsync();
        using var vault = RosterLoading.Key.IdentityVaultFor(Bureau.Lanzhou.TenantId());
        Result<RosterBulkRead>? read = null;
        await using var staging = await RosterStaging.BulkAsync(
            connection, 1, stream => (read = Read(file, new RosterCopy(stream, vault), kind)) is { IsOk: true }, default);
        if (staging is null)
        {
            // Nothing is left of it, and the transaction goes on.
            Assert.Equal(["true"], await connection.ColumnAsync("SELECT (to_regclass('pg_temp.roster_row') IS NULL)::text"));
            return null;
        }

        await staging.RemoveAsync(read!.Value.Value.WrongRows, default);
        staged?.AddRange(await connection.ColumnAsync("SELECT concat_ws('|', row_number, encode(id_number, 'hex'), name, region_code, town, village, born, category, identified, CASE WHEN cancels THEN 'true' ELSE 'false' END, coalesce(cancelled_month::text, '')) FROM roster_row ORDER BY row_number"));
        return read!.Value.Value;
    }

    private static RosterOrder OrderOf(RosterKind kind) => new(Full with { Kind = kind }, new TemplateStamp(RosterTemplate.Id, RosterTemplate.Version, "lanzhou", 2020), "兰州市医疗保障局");

    private static Result<RosterBulkRead>? Read(byte[] file, RosterCopy copy, RosterKind kind) => RosterLimits.IsText(file)
        ? RosterBulk.Read(new MemoryStream(file), OrderOf(kind), copy, int.MaxValue, null, default)
        : RosterBulk.Read(new UploadedFile("名单.xlsx", file), OrderOf(kind), copy, int.MaxValue, null, default);

    private static byte[] Workbook(params IEnumerable<string> lines) => RawXlsx.Of(("名单", string.Concat(lines.Select((line, i) => RawXlsx.Row(i + 1, [.. line.Split(',').Select(text => System.Security.SecurityElement.Escape(text))]))))).Bytes();

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
}
