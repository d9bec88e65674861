using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Testing;

namespace MedInsure.Rules.Tests.Policies;

/// <summary>docs/policy-format.md keeps its word.</summary>
public sealed class FormatPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "policy-format.md"));

    private static readonly IReadOnlyList<PolicyContent> Examples =
    [
        .. Page.Split("```json\n").Skip(1).Select(part => PolicyJson.Read(part[..part.IndexOf("```", StringComparison.Ordinal)])).Select(read => read.IsOk ? read.Value : throw new InvalidOperationException(Errors.Of(read))),
    ];

    private static readonly RegionTree Map = new(
        [
            new(new("980000"), "云川省", RegionKind.Province, null),
            new(new("980100"), "东川市", RegionKind.Prefecture, new("980000")),
            new(new("980121"), "河口县", RegionKind.County, new("980100"), IsFundingUnit: true),
            new(new("980200"), "西川市", RegionKind.Prefecture, new("980000")),
            new(new("980221"), "山口县", RegionKind.County, new("980200"), IsFundingUnit: true),
        ],
        new DateOnly(2031, 12, 31));

    [Fact]
    public void The_examples_are_acceptable()
    {
        Assert.Equal(["yunchuan", "dongchuan"], Examples.Select(example => example.Tenant));
        Assert.Equal(string.Empty, Errors.Of(PolicyChecks.Check(Examples[0], [])));
        Assert.Equal(string.Empty, Errors.Of(PolicyChecks.Check(Examples[1], [Examples[0]])));
    }

    [Fact]
    public void The_examples_split_as_the_page_says()
    {
        var province = new IssuedPolicy("yunchuan", "云川省医疗保障局", new("980000"), 1, PolicyJson.Hash(Examples[0]), Examples[0]);
        var city = new IssuedPolicy("dongchuan", "东川市医疗保障局", new("980100"), 1, PolicyJson.Hash(Examples[1]), Examples[1]);

        var county = new FundingSplit(new EffectivePolicy([province, city], Map)).For(new("980121")).Determined!;
        Assert.Equal(["360", "140", "70", "30"], county.Shares.Select(share => share.PerCapita.ToText()));
        var elsewhere = new FundingSplit(new EffectivePolicy([province], Map)).For(new("980221"));
        Assert.Equal(["yunchuan-12"], elsewhere.Gaps);
        Assert.Equal(["480|120", "360|140|100"], elsewhere.Possibilities.Select(row => string.Join('|', row.Shares.Select(share => share.PerCapita.ToText()))));
    }

    [Fact]
    public void Every_member_and_every_word_of_the_schema_is_on_the_page()
    {
        var unexplained = Words(System.Text.Json.Nodes.JsonNode.Parse(PolicyJson.Schema())!).Distinct().Where(word => !Page.Contains($"`{word}`", StringComparison.Ordinal) && !Page.Contains($"\"{word}\"", StringComparison.Ordinal));

        Assert.Equal(string.Empty, string.Join(' ', unexplained.Order(StringComparer.Ordinal)));
    }

    private static IEnumerable<string> Words(System.Text.Json.Nodes.JsonNode schema)
    {
        if (schema is System.Text.Json.Nodes.JsonObject node)
        {
            var own = (node["properties"]?.AsObject().Select(member => member.Key) ?? [])
                .Concat(node["enum"] is System.Text.Json.Nodes.JsonArray words ? words.Select(word => word!.GetValue<string>()) : [])
                .Concat(node["const"] is { } constant ? [constant.ToString()] : []);
            return own.Concat(node.Where(member => member.Key is not ("enum" or "const") && member.Value is not null).SelectMany(member => Words(member.Value!)));
        }

        return schema is System.Text.Json.Nodes.JsonArray items ? items.Where(item => item is not null).SelectMany(item => Words(item!)) : [];
    }
}
