using System.Text.Json.Nodes;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Editing;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Tests.Notices;
using MedInsure.Testing;

namespace MedInsure.Rules.Tests.Policies.Editing;

/// <summary>市县分担 by county: what the table shows, and what a ratio that is given writes into the draft.</summary>
public sealed class CountySharesTests
{
    private const string Empty = """{"format":1,"tenant":"lanzhou","parent":"gansu","title":"兰州","year":{"funding":2020}}""";
    private static readonly RegionCode Root = new("620100");
    private static readonly IReadOnlyList<IssuedPolicy> Above = NoticeFiles.Effective("gansu").Chain;
    private static readonly string Notice = File.ReadAllText(Repository.PathOf("policies", "lanzhou-2020.json"));

    [Fact]
    public void The_notice_of_Lanzhou_is_shown_as_it_is_split()
    {
        var rows = Rows(DraftTree.Of(Notice)!);
        var split = new FundingSplit(NoticeFiles.Effective("lanzhou"));
        Assert.Equal(9, rows.Count);
        Assert.All(rows, row =>
        {
            var determined = split.For(row.County.Code).Determined!;
            Assert.Equal((determined.Of(Payers.City)!.Value.ToYuanText(), determined.Of(Payers.County)!.Value.ToYuanText(), determined.TierName), (row.City, row.Own, row.Tier));
            Assert.Equal("13.60", row.Left.Single().ToYuanText());
        });
        Assert.Equal("8.16 5.44 6:4", Words(rows, "620123"));
        Assert.Equal("5.44 8.16 4:6", Words(rows, "620102"));
    }

    [Fact]
    public void An_empty_draft_knows_what_is_left_to_city_and_county_and_ratios_are_given_to_several_at_once()
    {
        var draft = DraftTree.Of(Empty)!;
        Assert.All(Rows(draft), row => Assert.Equal(("13.60", null, null), (row.Left.Single().ToYuanText(), row.Path, row.Share)));
        var pasted = CountyShareLines.Read("榆中县 6:4\n永登、皋兰、兰州新区 6：4\n620103\t5:5\n红古区50%:50%；城关 安宁 西固 4比6\n凉州区 6:4\n梦溪 1:1\n合计", NoticeFiles.Regions, Root, Counties);
        Assert.Equal(["凉州区 6:4", "梦溪 1:1", "合计"], pasted.Unmatched.Select(entry => entry.Line));
        foreach (var (share, counties) in pasted.Found)
        {
            Splits(draft).Set(counties, share);
        }

        var notice = PolicyJson.Read(Notice).Value.Funding.Splits;
        var written = PolicyJson.Read(draft.Text).Value.Funding.Splits;
        Assert.Equal(3, written.Count); // one entry a ratio
        Assert.Equal(notice.Select(Key), written.Select(Key));
        Assert.Equal("6.80 6.80 5:5", Words(Rows(draft), "620111"));
    }

    [Fact]
    public void A_county_moves_from_entry_to_entry_and_the_clauses_stay_with_the_entries()
    {
        var draft = DraftTree.Of(Notice)!;
        Splits(draft).Set([Code("620123"), Code("620103")], new CountyShare(4, 6));
        Assert.Equal(["620121,620122,620171", "620111", "620102,620105,620104,620123,620103"], Named(draft));
        Splits(draft).Set([Code("620111")], new CountyShare(4, 6));
        Assert.Equal(["620121,620122,620171", "620102,620105,620104,620123,620103,620111"], Named(draft)); // nobody is left in 5:5
        Assert.All(draft.ListAt(CountySplits.List), item => Assert.NotEmpty((JsonArray)item!["cite"]!));
        Assert.Equal(2, PolicyJson.Read(draft.Text).Value.Funding.Splits[0].Shares.Count(share => share.Cite.Count == 1));

        // All counties of an entry: the entry changes and keeps its clauses, unless another one is named.
        Splits(draft).Set([Code("620121"), Code("620122"), Code("620171")], new CountyShare(7, 3));
        Assert.Equal("7:3", CountyShare.Of(draft.At("$.funding.splits[0].shares"))!.Value.ToString());
        Assert.Contains("永登", DraftTree.TextAt(draft.At("$.funding.splits[0].cite[0]"), "says"), StringComparison.Ordinal);
        Splits(draft).Set([Code("620121"), Code("620122"), Code("620171")], new CountyShare(8, 2), new JsonObject { ["document"] = "lan142", ["clause"] = "九", ["says"] = "8:2" });
        Assert.Equal(["九"], draft.ListAt("$.funding.splits[0].cite").Select(cite => DraftTree.TextAt(cite, "clause")));
        Assert.All(draft.ListAt("$.funding.splits[0].shares"), share => Assert.Equal("8:2", DraftTree.TextAt(share!["cite"]![0], "says")));
    }

    [Fact]
    public void What_holds_for_all_is_left_alone_and_exceptions_are_named()
    {
        var draft = DraftTree.Of(Empty)!;
        draft.Add(CountySplits.List, JsonNode.Parse("""{"of":["city","county"],"shares":[{"kind":"rest","payers":["county"]},{"kind":"rate","payers":["city"],"rate":0.5}]}""")!);
        Assert.All(Rows(draft), row => Assert.Equal("50:50", row.Share.ToString()));
        Splits(draft).Set([Code("620123")], new CountyShare(6, 4));
        Assert.Equal(["", "620123"], Named(draft));
        Splits(draft).Set([Code("620123"), Code("620103")], new CountyShare(5, 5));
        Assert.Equal([""], Named(draft)); // the entry for all says so already
        Assert.Equal([Code("620103")], Splits(draft).Clear([Code("620103")])); // and cannot be taken back for one
        Assert.Equal("6.80 6.80 50:50", Words(Rows(draft), "620123"));
    }

    [Fact]
    public void Ratios_are_taken_back_and_the_county_is_open_again()
    {
        var draft = DraftTree.Of(Notice)!;
        Assert.Empty(Splits(draft).Clear([Code("620103"), Code("620111"), Code("620102")]));
        Assert.Equal(["620123,620121,620122,620171", "620105,620104"], Named(draft));
        Assert.Null(Rows(draft).Single(row => row.County.Code.Value == "620102").Path);
    }

    [Theory]
    [InlineData("6:4", "6:4")]
    [InlineData(" 6：4 ", "6:4")]
    [InlineData("60%:40%", "60:40")]
    [InlineData("６比４", "6:4")]
    [InlineData("6.50/3.5", "6.5:3.5")]
    [InlineData("0:0", null)]
    [InlineData("6", null)]
    [InlineData("-6:4", null)]
    [InlineData("6:4:1", null)]
    [InlineData("", null)]
    public void A_ratio_has_two_parts(string text, string? expected) => Assert.Equal(expected, CountyShare.Read(text)?.ToString());

    [Fact]
    public void Whatever_is_wrong_in_a_draft_the_table_stands()
    {
        foreach (var splits in new[] { "5", "[5,null,{}]", """[{"of":["city","county"],"where":{"groups":["nowhere"]}}]""", """[{"of":["city","county"],"where":{"regions":["x"]},"shares":5}]""" })
        {
            var draft = DraftTree.Of($$$"""{"title":1,"groups":[{"id":5}],"funding":{"splits":{{{splits}}}}}""")!;
            Assert.All(Rows(draft), row => Assert.Null(row.Share));
        }

        Assert.All(CountyShareTable.Of(DraftTree.Of(Notice)!, [], ("lanzhou", "兰州", Root), NoticeFiles.Regions), row => Assert.NotNull(row.Note));
    }

    private static IReadOnlyCollection<RegionCode> Counties => [.. NoticeFiles.Regions.FundingUnitsOf(Root).Select(region => region.Code)];

    private static RegionCode Code(string code) => new(code);

    private static CountySplits Splits(DraftTree draft) => new(draft, Above.Select(issued => issued.Content), NoticeFiles.Regions);

    private static IReadOnlyList<CountyShareRow> Rows(DraftTree draft) => CountyShareTable.Of(draft, Above, ("lanzhou", "兰州市医疗保障局", Root), NoticeFiles.Regions);

    private static string Words(IReadOnlyList<CountyShareRow> rows, string code) => rows.Single(row => row.County.Code.Value == code) is var row ? $"{row.City} {row.Own} {row.Share}" : "";

    private static IEnumerable<string> Named(DraftTree draft) => draft.ListAt(CountySplits.List).Select(item => string.Join(',', (item!["where"]?["regions"] as JsonArray ?? []).Select(FieldText.Plain)));

    private static string Key(BucketSplit split) => $"{split.Of} {string.Join(',', split.Where.Regions.Select(region => region.Value).Order(StringComparer.Ordinal))} {string.Join(':', split.Shares.OfType<PartShare>().Select(share => share.Part))}";
}
