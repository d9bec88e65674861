using MedInsure.Testing;

namespace MedInsure.Cli.Tests.Policies;

public sealed class CheckCommandTests : IDisposable
{
    private readonly InventedFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void The_policies_of_the_repository_are_in_order()
    {
        var (code, output, error) = Command.Run(["policy", "check", .. Directory.GetFiles(Repository.PathOf("policies"), "*.json")]);
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(6, output.Split("内容：没有发现问题").Length - 1);
        Assert.DoesNotContain("不符合：", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invented_province_and_its_city_are_checked_each_with_those_above()
    {
        var (code, output, error) = Command.Run("policy", "check", files.City, files.Province, "--regions", files.Regions);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("云川省2030年政策（cloud，2030年度）", output, StringComparison.Ordinal);
        Assert.Contains("东川市2030年政策（east，2030年度）", output, StringComparison.Ordinal);
        Assert.Contains("上级约束：符合 1 项，不符合 1 项，无法判定 0 项；缺口 2 个", output, StringComparison.Ordinal);
        Assert.Contains("cloud-listed：扶持县名单", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hard_bound_that_is_broken_fails_the_check()
    {
        var city = files.CityWith("poor-city.json", $$"""
            "fiscalSubsidy": [{ "yuan": 599.99, "cite": {{InventedFiles.Practice}} }],
            """);
        var (code, output, _) = Command.Run("policy", "check", files.Province, city, "--regions", files.Regions);
        Assert.Equal(1, code);
        Assert.Contains("不符合：云川省医疗保障局规定不低于 600.00 元。599.99 元不符合“不低于 600.00 元”", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_are_named_by_file_and_place()
    {
        var uncited = files.Write("uncited.json", File.ReadAllText(files.City).Replace("\"part\": 7, \"cite\": " + InventedFiles.Practice, "\"part\": 7", StringComparison.Ordinal));
        var (code, _, error) = Command.Run("policy", "check", files.Province, uncited, "--regions", files.Regions);
        Assert.Equal(1, code);
        Assert.Contains("uncited.json $.funding.splits[0].shares[0].cite：", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_county_that_the_ratios_leave_out_fails_the_check()
    {
        var lanzhou = files.Write("lanzhou.json", File.ReadAllText(Repository.PathOf("policies", "lanzhou-2020.json")).Replace("\"620103\", \"620111\"", "\"620103\"", StringComparison.Ordinal));
        var (code, _, error) = Command.Run("policy", "check", Repository.PathOf("policies", "national-2020.json"), Repository.PathOf("policies", "gansu-2020.json"), lanzhou);
        Assert.Equal(1, code);
        Assert.Equal("  lanzhou.json $.funding：红古区没有规定市县合计怎样分担，请补列这些地区的比例。", error.TrimEnd());
    }

    [Fact]
    public void The_schema_and_the_hash_are_those_of_the_format()
    {
        var (code, schema, _) = Command.Run("policy", "schema");
        Assert.Equal(0, code);
        Assert.Equal(File.ReadAllText(Repository.PathOf("docs", "policy.schema.json")), schema);

        var spaced = files.Write("spaced.json", File.ReadAllText(files.City).Replace("{", "{\n  ", StringComparison.Ordinal));
        var (_, hashes, _) = Command.Run("policy", "hash", files.City, spaced, files.Province);
        var lines = hashes.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split("  ")).ToList();
        Assert.Equal(lines[0][0], lines[1][0]);
        Assert.NotEqual(lines[0][0], lines[2][0]);
        Assert.All(lines, line => Assert.Matches("^[0-9a-f]{64}$", line[0]));
    }
}
