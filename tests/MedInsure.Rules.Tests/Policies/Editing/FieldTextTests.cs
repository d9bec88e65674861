using System.Text.Json.Nodes;
using MedInsure.Rules.Policies.Editing;
using MedInsure.Rules.Tests.Notices;

namespace MedInsure.Rules.Tests.Policies.Editing;

public sealed class FieldTextTests
{
    [Theory]
    [InlineData(FieldKind.Yuan, "97.60元", "97.6")]
    [InlineData(FieldKind.Yuan, "１，０００", "1000")]
    [InlineData(FieldKind.Yuan, "约97", "\"约97\"")]
    [InlineData(FieldKind.Percent, "80%", "0.8")]
    [InlineData(FieldKind.Percent, "12.5", "0.125")]
    [InlineData(FieldKind.Whole, "3 月", "3")]
    [InlineData(FieldKind.Whole, "三", "\"三\"")]
    [InlineData(FieldKind.Date, "2020年8月1日", "\"2020-08-01\"")]
    [InlineData(FieldKind.Date, "20201231", "\"2020-12-31\"")]
    [InlineData(FieldKind.Date, "2020-02-30", "\"2020-02-30\"")]
    [InlineData(FieldKind.DocumentNumber, "甘医保发[2020]66号", "\"甘医保发〔2020〕66号\"")]
    [InlineData(FieldKind.DocumentNumber, "兰医保（2020）142号", "\"兰医保〔2020〕142号\"")]
    [InlineData(FieldKind.Words, "财政厅、医保局", "[\"财政厅\",\"医保局\"]")]
    public void What_is_typed_becomes_what_the_document_holds(FieldKind kind, string typed, string json) =>
        Assert.Equal(json, FieldText.Read(new EditorField("x", kind, "某项"), typed)!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

    [Fact]
    public void An_empty_field_is_no_member() => Assert.Null(FieldText.Read(new EditorField("x", FieldKind.Yuan, "某项"), "  "));

    [Fact]
    public void A_rate_is_shown_as_percent_and_a_wrong_one_as_it_was_typed()
    {
        var field = new EditorField("x", FieldKind.Percent, "比例");
        Assert.Equal("80", FieldText.Show(field, JsonNode.Parse("0.8")));
        Assert.Equal("八成", FieldText.Show(field, JsonValue.Create("八成")));
    }

    [Theory]
    [InlineData("""[{"kind":"fixed","payers":["central"],"yuan":440},{"kind":"fixed","payers":["province"],"yuan":96.4}]""", "已定 536.40 元，标准 550.00 元，还剩 13.60 元没有分配。", true)]
    [InlineData("""[{"kind":"fixed","payers":["central"],"yuan":440},{"kind":"fixed","payers":["province"],"yuan":110}]""", "已定 550.00 元，标准 550.00 元，正好分完。", false)]
    [InlineData("""[{"kind":"fixed","payers":["central"],"yuan":560}]""", "已定 560.00 元，标准 550.00 元，超出 10.00 元。", true)]
    [InlineData("""[{"kind":"rate","payers":["central"],"rate":0.8},{"kind":"rest","payers":["province"]}]""", "已定 440.00 元，标准 550.00 元，余 110.00 元由省级承担。", false)]
    [InlineData("""[{"kind":"fixed","payers":["central"],"yuan":"四百四"}]""", "已定 0.00 元，标准 550.00 元，还剩 550.00 元没有分配。", true)]
    public void The_running_sum_says_what_remains(string shares, string sentence, bool wrong)
    {
        var sum = ShareSum.Of(JsonNode.Parse(shares), 550);
        Assert.Equal((sentence, wrong), (sum.Sentence, sum.IsWrong));
    }

    [Fact]
    public void A_bucket_is_summed_by_its_parts()
    {
        var sum = ShareSum.Of(JsonNode.Parse("""[{"kind":"part","payers":["city"],"part":6},{"kind":"part","payers":["county"],"part":4}]"""), null);
        Assert.Equal("按 市级:县级 = 6:4（60%:40%） 分。", sum.Sentence);
        Assert.True(ShareSum.Of(JsonNode.Parse("""[{"kind":"rate","payers":["city"],"rate":0.5}]"""), null).IsWrong);
    }

    [Fact]
    public void Counties_are_found_by_the_names_that_a_notice_uses()
    {
        var found = RegionNames.Match(NoticeFiles.Regions, new("620100"), "榆中、永登，皋兰\n兰州新区 城关区;620105");
        Assert.Equal(["榆中县", "永登县", "皋兰县", "兰州新区", "城关区", "安宁区"], found.Matched.Select(region => region.Name));
        Assert.Empty(found.Unmatched);
        Assert.Empty(found.Ambiguous);
    }

    [Fact]
    public void A_name_that_nobody_has_is_said_and_one_that_several_have_is_asked()
    {
        var found = RegionNames.Match(NoticeFiles.Regions, null, "梦溪县、嘉峪关");
        Assert.Equal(["梦溪县"], found.Unmatched);
        Assert.True(found.Ambiguous.Single().Candidates.Count > 1);
    }

    [Fact]
    public void A_finding_inside_a_field_is_shown_at_the_field()
    {
        Assert.Equal("$.funding.tiers[0].where.regions", EditorPlace.Of("$.funding.tiers[0].where.regions[3]").Path);
        Assert.Equal("$.funding.tiers[0]", EditorPlace.Of("$.funding.tiers[0].nonsense.more").Path);
        var draft = DraftTree.Of("""{"funding":{"tiers":[{"name":"第一档"}]}}""")!;
        Assert.Equal("财政补助分担 › 分担档次 › 第一档 › 分担 › 第2项 › 金额", EditorPlace.NameOf("$.funding.tiers[0].shares[1].yuan", draft.Root));
    }
}
