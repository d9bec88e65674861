using System.Text.Json.Nodes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Editing;
using MedInsure.Testing;

namespace MedInsure.Rules.Tests.Policies.Editing;

public sealed class DraftTreeTests
{
    private const string Empty = """{"format":1,"tenant":"lanzhou","parent":"gansu","title":"兰州","year":{"funding":2020}}""";

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Repository.PathOf("policies"), "*.json").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_notice_that_is_typed_in_field_by_field_is_the_notice(string file)
    {
        var notice = DraftTree.Of(File.ReadAllText(Repository.PathOf("policies", file)))!;
        var typed = DraftTree.Of("{}")!;
        Copy(notice, typed, DraftPath.Root, PolicyForm.Root, []);
        var read = PolicyJson.Read(typed.Text);
        Assert.True(read.IsOk, read.Problem?.Sentence);
        Assert.Equal(PolicyJson.Write(PolicyJson.Read(notice.Text).Value), PolicyJson.Write(read.Value));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Everything_in_a_notice_has_words(string file)
    {
        var notice = DraftTree.Of(File.ReadAllText(Repository.PathOf("policies", file)))!;
        Assert.All(NewItems.Leaves(notice).Where(leaf => leaf.Field.Kind != FieldKind.Fixed), leaf => Assert.NotEmpty(DraftWords.Of(leaf.Field, leaf.Value, DraftNames.None)));
    }

    [Fact]
    public void What_is_emptied_leaves_nothing_behind()
    {
        var draft = DraftTree.Of(Empty)!;
        draft.Set("$.subsidies.stacking.rule", "highest");
        draft.Set("$.pooling.mode", "unified");
        draft.Set("$.subsidies.stacking.rule", null);
        draft.Set("$.pooling.mode", null);
        Assert.Equal(Empty, draft.Text);
    }

    [Fact]
    public void What_applies_anyway_is_not_written()
    {
        var draft = DraftTree.Of(Empty)!;
        var item = draft.Add("$.documents", new JsonObject());
        draft.Set(item + ".held", false);
        draft.Set(item + ".transcription", "checked");
        Assert.Equal("""[{"held":false,"transcription":"checked"}]""", draft.At("$.documents")!.ToJsonString());
        draft.Set(item + ".held", true);
        draft.Set(item + ".transcription", "unchecked");
        Assert.Equal("[{}]", draft.At("$.documents")!.ToJsonString());
    }

    [Fact]
    public void Items_are_added_moved_and_removed_and_an_empty_list_goes()
    {
        var draft = DraftTree.Of(Empty)!;
        foreach (var name in new[] { "甲", "乙", "丙" })
        {
            draft.Set(draft.Add("$.criticalIllness.backstop", new JsonObject()) + ".source", name);
        }

        Assert.Equal("$.criticalIllness.backstop[1]", draft.Move("$.criticalIllness.backstop[2]", -1));
        Assert.Equal("$.criticalIllness.backstop[0]", draft.Move("$.criticalIllness.backstop[0]", -1));
        Assert.Equal(["甲", "丙", "乙"], draft.ListAt("$.criticalIllness.backstop").Select(item => DraftTree.TextAt(item, "source")));
        for (var i = 0; i < 3; i++)
        {
            draft.Remove("$.criticalIllness.backstop[0]");
        }

        Assert.Equal(Empty, draft.Text);
    }

    [Fact]
    public void A_required_list_stays_when_it_is_empty()
    {
        var draft = DraftTree.Of(Empty)!;
        var tier = draft.Add("$.funding.tiers", NewItems.Of(PolicyForm.Root.Find("funding")!.Form!.Find("tiers")!.Form!, draft, []));
        draft.Add(tier + ".shares", new JsonObject());
        draft.Remove(tier + ".shares[0]");
        Assert.Equal("""[{"id":"lanzhou-tier-1","shares":[]}]""", draft.At("$.funding.tiers")!.ToJsonString());
    }

    [Fact]
    public void Another_kind_keeps_what_it_knows()
    {
        var draft = DraftTree.Of(Empty)!;
        var form = EditorPlace.Of("$.funding.tiers[0].shares[0]").Form!;
        var share = draft.Add("$.funding.tiers", JsonNode.Parse("""{"shares":[{"kind":"fixed","payers":["city"],"yuan":5}]}""")!) + ".shares[0]";
        draft.SetKind(share, form, "part");
        Assert.Equal("""{"kind":"part","payers":["city"]}""", draft.At(share)!.ToJsonString());
    }

    [Fact]
    public void Another_kind_is_another_value_of_the_same_record()
    {
        var draft = DraftTree.Of(Empty)!;
        var form = EditorPlace.Of("$.funding.tiers[0].shares[0]").Form!;
        var share = draft.Add("$.funding.tiers", JsonNode.Parse("""{"shares":[{"payers":["city"]}]}""")!) + ".shares[0]";
        var record = draft.At(share);
        draft.SetKind(share, form, "part");
        Assert.Same(record, draft.At(share));
        draft.SetKind(share, form, "rest");
        Assert.Same(record, draft.At(share));
    }

    [Fact]
    public void A_new_id_is_one_that_nobody_in_the_chain_has()
    {
        var draft = DraftTree.Of(Empty)!;
        var form = EditorPlace.Of("$.gaps[0]").Form!;
        draft.Add("$.gaps", NewItems.Of(form, draft, ["lanzhou-gap-2"]));
        draft.Add("$.gaps", NewItems.Of(form, draft, ["lanzhou-gap-2"]));
        Assert.Equal(["lanzhou-gap-1", "lanzhou-gap-3"], draft.ListAt("$.gaps").Select(gap => DraftTree.TextAt(gap, "id")));
    }

    [Fact]
    public void A_renamed_id_takes_its_references_with_it()
    {
        var draft = DraftTree.Of(File.ReadAllText(Repository.PathOf("policies", "gansu-2020.json")))!;
        var before = PolicyJson.Read(draft.Text).Value;
        NewItems.Rename(draft, "$.documents[0].id", "notice-66");
        NewItems.Rename(draft, "$.groups[1].id", "the-18");
        Assert.DoesNotContain("\"gan66\"", draft.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"deep-poverty-18\"", draft.Text, StringComparison.Ordinal);
        Assert.Equal(before.Bounds.Count(bound => bound.Where.Groups.Contains("deep-poverty-18")), PolicyJson.Read(draft.Text).Value.Bounds.Count(bound => bound.Where.Groups.Contains("the-18")));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{")]
    public void What_is_no_object_cannot_be_worked_on(string text) => Assert.Null(DraftTree.Of(text));

    [Fact]
    public void Wrong_shapes_are_read_as_nothing_and_mended_by_typing()
    {
        var draft = DraftTree.Of("""{"year":"2020","documents":{"id":1}}""")!;
        Assert.Null(draft.At("$.year.funding"));
        Assert.Empty(draft.ListAt("$.documents"));
        draft.Set("$.year.funding", 2020);
        draft.Add("$.documents", new JsonObject());
        Assert.Equal("""{"year":{"funding":2020},"documents":[{}]}""", draft.Text);
    }

    [Fact]
    public void Last_years_value_is_found_by_what_the_item_is()
    {
        var before = DraftTree.Of(File.ReadAllText(Repository.PathOf("policies", "lanzhou-2020.json")))!;
        var now = DraftTree.Of(before.Text)!;
        now.Move("$.subsidies.rules[4]", -1);
        now.Set("$.subsidies.rules[3].form.yuan", 220);
        Assert.Equal("200", new LastYear(now, before).At("$.subsidies.rules[3].form.yuan")!.ToJsonString());
        Assert.Equal("6", new LastYear(now, before).At("$.funding.splits[0].shares[0].part")!.ToJsonString());
        Assert.Null(new LastYear(now, null).At("$.title"));
    }

    [Theory]
    [InlineData("""{"kind":"range","fromYuan":224,"toYuan":252}""", "金额区间 224 元/人 至 252 元/人")]
    [InlineData("""{"kind":"range","fromYuan":200,"toYuan":200}""", "金额区间 200 元/人")]
    public void A_range_is_one_part_of_a_line(string json, string words)
    {
        var limit = PolicyForm.Root.Find("bounds")!.Form!.Find("limit")!;
        Assert.Equal(words, DraftWords.Of(limit, JsonNode.Parse(json), DraftNames.None));
    }

    [Theory]
    [InlineData("""{"from":"2021-01-01","to":"2021-12-31"}""", "2021-01-01 至 2021-12-31")]
    [InlineData("""{"to":"2020-12-31"}""", "至 2020-12-31")]
    [InlineData("""{"from":"2020-12-31"}""", "2020-12-31")]
    [InlineData("{}", "（未填写）")]
    public void A_span_of_time_is_one_part_of_a_line(string json, string words) =>
        Assert.Equal(words, DraftWords.Item(PolicyForm.Root.Find("year")!.Form!.Find("coverage")!.Form!, JsonNode.Parse(json), DraftNames.None));

    [Theory]
    [InlineData(0, 1, "新增对象当月参保、次月资助")]
    [InlineData(0, 0, "新增对象当月参保、当月资助")]
    [InlineData(1, 3, "新增对象次月参保、3个月后资助")]
    public void Months_are_said_in_words(int enrol, int pay, string words) =>
        Assert.Equal(words, DraftWords.Of(PolicyForm.Root.Find("subsidies")!.Form!.Find("rules")!.Form!.Find("timing")!, JsonNode.Parse($$"""{"newlyAdded":{"enrol":{{enrol}},"pay":{{pay}}},"cite":[]}"""), DraftNames.None));

    /// <summary>What a person does who types the notice in: fields through their text, lists through 添加, unions through their kind.</summary>
    private static void Copy(DraftTree from, DraftTree to, string path, EditorForm form, HashSet<string> done)
    {
        var kind = DraftTree.TextAt(from.At(path), "kind");
        if (form.Variants.Count > 0)
        {
            to.SetKind(path, form, kind);
        }

        foreach (var field in form.FieldsOf(form.Variants.Count > 0 ? kind : null))
        {
            var at = DraftPath.Member(path, field.Name);
            if (from.At(at) is not { } value || !done.Add(at))
            {
                continue;
            }

            if (field.IsList)
            {
                for (var i = 0; i < from.ListAt(at).Count; i++)
                {
                    to.Add(at, NewItems.Of(field.Form!, to, []));
                    Copy(from, to, DraftPath.Item(at, i), field.Form!, done);
                }
            }
            else if (field.Form is { } inner)
            {
                Copy(from, to, at, inner, done);
            }
            else
            {
                to.Set(at, value is JsonArray or JsonValue && field.Kind is FieldKind.Flag or FieldKind.Fixed or FieldKind.Payers or FieldKind.Regions or FieldKind.GroupRefs or FieldKind.CategoryRefs ? value.DeepClone() : FieldText.Read(field, FieldText.Show(field, value)));
            }
        }
    }
}
