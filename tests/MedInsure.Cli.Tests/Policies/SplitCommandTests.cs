using System.Globalization;
using System.Text.Json;

namespace MedInsure.Cli.Tests.Policies;

/// <summary>Invented places in temporary files; the figures beside each answer are worked out here, in plain decimals.</summary>
public sealed class SplitCommandTests : IDisposable
{
    private readonly InventedFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task A_started_process_gives_the_citys_split_to_the_fen()
    {
        const long Persons = 12_347;
        var (code, output, error) = await Command.StartAsync("policy", "split", files.City, files.Province, "--region", "980102", "--regions", files.Regions, "--headcount", "12347", "--json");
        Assert.Equal((0, ""), (code, error));
        var region = Region(output);
        Assert.Equal("determined", region.GetProperty("state").GetString());
        var row = region.GetProperty("rows").EnumerateArray().Single();
        Assert.Equal("other", row.GetProperty("tier").GetString());

        var central = InventedFiles.Base * 0.6m;
        var province = 120 + (0.25m * (InventedFiles.Total - 580));
        var local = InventedFiles.Total - central - province;
        decimal[] heads = [central, province, local * 0.7m, local * 0.3m];
        Assert.Equal(heads, Column(row, "perCapita"));
        Assert.Equal([["central"], ["province"], ["city"], ["county"]], row.GetProperty("shares").EnumerateArray().Select(share => share.GetProperty("payers").EnumerateArray().Select(payer => payer.GetString()).ToArray()));

        var amounts = Column(row, "amount");
        Assert.Equal(decimal.Round(InventedFiles.Total * Persons, 2, MidpointRounding.AwayFromZero), amounts.Sum());
        Assert.Equal(Exact(row.GetProperty("amount")), amounts.Sum());
        Assert.All(amounts.Zip(heads), pair => Assert.True(Math.Abs(pair.First - (pair.Second * Persons)) < 0.01m));
        foreach (var (share, amount) in row.GetProperty("shares").EnumerateArray().Zip(amounts))
        {
            Assert.Equal(amount, Exact(share.GetProperty("steps").EnumerateArray().Last().GetProperty("result")));
        }
    }

    [Fact]
    public void A_province_managed_county_owes_the_citys_part_itself()
    {
        var row = Region(Ok("980122", files.Province, files.City)).GetProperty("rows").EnumerateArray().Single();
        var local = InventedFiles.Total - (InventedFiles.Base * 0.6m) - (120 + (0.25m * (InventedFiles.Total - 580)));
        Assert.Equal([360m, 128.1275m, local], Column(row, "perCapita"));
    }

    [Fact]
    public void A_county_that_may_be_on_the_missing_list_has_two_rows_and_the_gap()
    {
        var output = Ok("980121", files.Province, files.City);
        var region = Region(output);
        Assert.Equal("undetermined", region.GetProperty("state").GetString());
        var rows = region.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(["若属于“扶持县”", "若不属于“扶持县”"], rows.Select(row => row.GetProperty("condition").GetString()));
        Assert.Equal([480m, InventedFiles.Total - 480], Column(rows[0], "perCapita"));
        Assert.Equal("cloud-ratio", rows[0].GetProperty("shares")[1].GetProperty("open").GetString());
        Assert.Equal(4, Column(rows[1], "perCapita").Count);
        var gaps = JsonDocument.Parse(output).RootElement.GetProperty("gaps").EnumerateArray().ToDictionary(gap => gap.GetProperty("id").GetString()!);
        Assert.Equal("云政办发〔2029〕9号", gaps["cloud-listed"].GetProperty("expected").GetString());
        Assert.True(gaps.ContainsKey("cloud-ratio"));
    }

    [Fact]
    public void Assumptions_stand_in_for_gaps_and_are_named()
    {
        var output = Ok("980121", files.Province, files.City, "--assume", "cloud-listed=980121", "--assume", "cloud-ratio=province:1,city:1,county:2");
        var region = Region(output);
        Assert.Equal("determined", region.GetProperty("state").GetString());
        var local = InventedFiles.Total - 480;
        Assert.Equal([480m, local / 4, local / 4, local / 2], Column(region.GetProperty("rows")[0], "perCapita"));
        Assert.Equal(["“扶持县”为 980121", "扶持县的地方比例按 省级 1，市级 1，县级 2"], region.GetProperty("assumptions").EnumerateArray().Select(label => label.GetString()));
    }

    [Fact]
    public void The_text_says_how_each_figure_came_about_what_did_not_apply_and_what_is_missing()
    {
        var (code, output, _) = Command.Run("policy", "split", files.Province, files.City, "--region", "980121", "--regions", files.Regions, "--headcount", "10000");
        Assert.Equal(0, code);
        Assert.Contains("2030年度 城乡居民医保财政补助分担", output, StringComparison.Ordinal);
        Assert.Contains("中央 = 基础标准 600.00 元/人 × 分担比例 0.6 = 360.00 元/人", output, StringComparison.Ordinal);
        Assert.Contains("依据：云医保发〔2030〕1号 二：中央按基础标准六成", output, StringComparison.Ordinal);
        Assert.Contains("省级 = 2029年基数 120.00 元/人 + 增量分担比例 0.25 ×（人均财政补助标准 612.51 元/人 − 2029年标准 580.00 元/人） = 128.1275 元/人", output, StringComparison.Ordinal);
        Assert.Contains("扶持档：河口县不在该档的地区范围内", output, StringComparison.Ordinal);
        Assert.Contains("符合：云川省医疗保障局规定不低于 600.00 元", output, StringComparison.Ordinal);
        Assert.Contains("不符合：云川省医疗保障局规定不低于 330.00 元（原则上）。320.00 元不符合“不低于 330.00 元”", output, StringComparison.Ordinal);
        Assert.Contains("cloud-listed：扶持县名单；补齐需要：云政办发〔2029〕9号", output, StringComparison.Ordinal);
        Assert.Contains("6,125,100.00", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_province_lists_all_its_counties_and_the_files_may_stand_in_any_order()
    {
        var one = Ok("980000", files.Province);
        Assert.Equal(["980102", "980121", "980122", "980221"], JsonDocument.Parse(one).RootElement.GetProperty("regions").EnumerateArray().Select(region => region.GetProperty("code").GetString()));
        Assert.Equal(Ok("980102", files.Province, files.City), Ok("980102", files.City, files.Province));
    }

    [Fact]
    public void The_date_chooses_the_regions()
    {
        Assert.Contains("980231", Ok("980200", files.Province, "--date", "2031-06-30"), StringComparison.Ordinal);
        Refused("行政区划 980231 在 2030-12-31 无效", "980231", files.Province);
    }

    [Fact]
    public void What_cannot_be_answered_is_a_sentence_and_one()
    {
        Refused("的上级是“cloud”，请一并给出“cloud”的政策文件", "980102", files.City);
        Refused("都是“cloud”的政策，请只给一份", "980102", files.Province, files.Write("again.json", File.ReadAllText(files.Province)));
        Refused("找不到文件", "980102", "/nowhere/policy.json");
        Refused("不是有效的 JSON", "980102", files.Write("broken.json", "{"));
        Refused("$.tenent", "980102", files.Write("typo.json", File.ReadAllText(files.City).Replace("\"tenant\"", "\"tenent\"", StringComparison.Ordinal)));
        Refused("“98”不是行政区划代码", "98", files.Province);
        Refused("--headcount 只能用于一个县区", "980100", files.Province, "--headcount", "5");
        Refused("不能小于零", "980102", files.Province, "--headcount", "-5");
        Refused("超出了可以表示的范围", "980102", files.Province, "--headcount", "9223372036854775807");
        Refused("政策中没有缺口“nope”", "980102", files.Province, "--assume", "nope=1");
        Refused("“x”不是行政区划代码", "980102", files.Province, "--assume", "cloud-listed=x");
        Refused("应写作 缺口=内容", "980102", files.Province, "--assume", "cloud-listed");
        Refused("groups", "980102", files.Write("lost.json", File.ReadAllText(files.Province).Replace("\"groups\": [\"listed\"] }, \"cite\"", "\"groups\": [\"lost\"] }, \"cite\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_contradiction_in_the_policy_is_named_and_gives_no_figure()
    {
        var text = File.ReadAllText(files.Province).Replace("\"rate\": 0.6", "\"rate\": 0.99", StringComparison.Ordinal);
        var (code, output, error) = Command.Run("policy", "split", files.Write("greedy.json", text), "--region", "980102", "--regions", files.Regions);
        Assert.Equal(1, code);
        Assert.Contains("政策矛盾", output, StringComparison.Ordinal);
        Assert.Contains("港口区：各级份额合计超过人均财政补助标准 612.51 元", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_region_table_is_named_row_by_row()
    {
        var table = files.Write("wrong.csv", "code,name,kind,parent\n98,云川省,Province,\n980100,东川市,City,980000\n");
        var (code, _, error) = Command.Run("policy", "split", files.Province, "--region", "980102", "--regions", table);
        Assert.Equal(1, code);
        Assert.Contains("第2行 code：应为六位行政区划代码", error, StringComparison.Ordinal);
        Assert.Contains("第3行 kind：应为以下之一：Country、Province", error, StringComparison.Ordinal);
        Assert.Contains("980100：上级 980000 不在表中", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("缺少选项 --region。", "policy", "split", "x.json")]
    [InlineData("“2030-1-1”不是日期，请写作 2020-12-31。", "policy", "split", "x.json", "--region", "980102", "--date", "2030-1-1")]
    [InlineData("选项 --headcount 的内容“many”写法不对。", "policy", "split", "x.json", "--region", "980102", "--headcount", "many")]
    [InlineData("用法见：medinsure policy --help", "policy", "splitt")]
    public void Wrong_usage_is_a_sentence_and_two(string says, params string[] args)
    {
        var (code, output, error) = Command.Run(args);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_is_chinese_throughout()
    {
        foreach (var args in new[] { new[] { "--help" }, ["policy", "--help"], ["policy", "split", "--help"], ["policy", "check", "-h"] })
        {
            var (code, output, error) = Command.Run(args);
            Assert.Equal((0, ""), (code, error));
            Assert.DoesNotMatch("Show|REQUIRED|Description|Usage|Options", output);
        }
    }

    private static JsonElement Region(string output) => JsonDocument.Parse(output).RootElement.GetProperty("regions").EnumerateArray().Single();

    private static IReadOnlyList<decimal> Column(JsonElement row, string name) => [.. row.GetProperty("shares").EnumerateArray().Select(share => Exact(share.GetProperty(name)))];

    private static decimal Exact(JsonElement text) => decimal.Parse(text.GetString()!, CultureInfo.InvariantCulture);

    private string Ok(string region, params string[] rest)
    {
        var (code, output, error) = Command.Run([.. Split(region, rest), "--json"]);
        Assert.Equal((0, ""), (code, error));
        return output;
    }

    private void Refused(string says, string region, params string[] rest)
    {
        var (code, output, error) = Command.Run([.. Split(region, rest)]);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    private IEnumerable<string> Split(string region, string[] rest) => ["policy", "split", .. rest, "--region", region, "--regions", files.Regions];
}
