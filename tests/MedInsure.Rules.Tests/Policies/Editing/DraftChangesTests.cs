using System.Text.Json.Nodes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Editing;
using MedInsure.Testing;

namespace MedInsure.Rules.Tests.Policies.Editing;

/// <summary>What one person changed, done again on what another person saved first.</summary>
public sealed class DraftChangesTests
{
    private static readonly string Lanzhou = DraftTree.Of(File.ReadAllText(Repository.PathOf("policies", "lanzhou-2020.json")))!.Text;

    [Fact]
    public void Each_change_is_done_again_beside_the_others()
    {
        var mine = Edited(draft =>
        {
            draft.Set("$.fiscalSubsidy[0].yuan", 560);
            draft.Set("$.funding.splits[2].shares[0].part", 3);
            draft.Set("$.subsidies.rules[4].form.yuan", 220);
            draft.Remove("$.subsidies.aliases[0]");
            draft.Set(draft.Add("$.criticalIllness.tiers", JsonNode.Parse("""{"id":"own-1","yuan":90}""")!) + ".name", "全市");
            draft.Set("$.subsidies.rules[8].timing", null);
            draft.Set("$.deadlines[0].actor", "各级财政部门");
        });
        var theirs = Edited(draft =>
        {
            draft.Set("$.title", "对方改的标题");
            draft.Move("$.subsidies.rules[4]", -1); // their rule stands elsewhere now
            draft.Remove("$.funding.splits[0]");
            draft.Set("$.fiscalSubsidy[0].strength", "soft");
        });
        var changes = DraftChanges.Of(Lanzhou, mine.Text, theirs.Text);
        Assert.Equal(7, changes.Count);
        Assert.All(changes, change => Assert.Equal(RedoState.Possible, change.StateIn(theirs, out _)));
        foreach (var change in changes)
        {
            change.RedoIn(theirs);
            Assert.Equal(RedoState.Done, change.StateIn(theirs, out _));
        }

        Assert.Equal("560", theirs.At("$.fiscalSubsidy[0].yuan")!.ToJsonString());
        Assert.Equal("3", theirs.At("$.funding.splits[1].shares[0].part")!.ToJsonString());
        Assert.Equal("220", theirs.At("$.subsidies.rules[3].form.yuan")!.ToJsonString());
        Assert.Single(theirs.ListAt("$.subsidies.aliases"));
        Assert.Equal("全市", DraftTree.TextAt(theirs.At("$.criticalIllness.tiers[0]"), "name"));
        Assert.Null(theirs.At("$.subsidies.rules[8].timing"));
        Assert.Equal("对方改的标题", DraftTree.TextAt(theirs.Root, "title"));
        Assert.Empty(DraftChanges.Of(Lanzhou, Lanzhou, theirs.Text));
    }

    [Fact]
    public void What_the_other_changed_too_shows_what_stands_there_now_and_is_done_only_when_asked_for()
    {
        var mine = Edited(draft =>
        {
            draft.Set("$.fiscalSubsidy[0].yuan", 560);
            draft.Remove("$.deadlines[0]");
        });
        var theirs = Edited(draft =>
        {
            draft.Set("$.fiscalSubsidy[0].yuan", 570);
            draft.Set("$.deadlines[0].day", 30);
        });
        var changes = DraftChanges.Of(Lanzhou, mine.Text, theirs.Text);
        Assert.Equal([RedoState.Differs, RedoState.Differs], changes.Select(change => change.StateIn(theirs, out _)));
        Assert.Equal(RedoState.Differs, changes[0].StateIn(theirs, out var now));
        Assert.Equal(("550", "560", "570"), (changes[0].Before!.ToJsonString(), changes[0].After!.ToJsonString(), now!.ToJsonString()));
        changes[0].RedoIn(theirs);
        changes[1].RedoIn(theirs);
        Assert.Equal("560", theirs.At("$.fiscalSubsidy[0].yuan")!.ToJsonString());
        Assert.Empty(theirs.ListAt("$.deadlines"));
    }

    [Fact]
    public void What_both_added_for_the_same_regions_is_one_thing_of_which_somebody_has_to_choose()
    {
        static string Split(int city, int county, string region) =>
            $$"""{"of":["city","county"],"where":{"regions":["{{region}}"]},"shares":[{"kind":"part","payers":["city"],"part":{{city}},"cite":[]},{"kind":"part","payers":["county"],"part":{{county}},"cite":[]}],"cite":[]}""";
        var mine = Edited(draft =>
        {
            draft.Set("$.funding.splits[0].where.regions", JsonNode.Parse("""["620121","620122","620171"]"""));
            draft.Add("$.funding.splits", JsonNode.Parse(Split(8, 2, "620123"))!);
        });
        var theirs = Edited(draft =>
        {
            draft.Set("$.funding.splits[0].where.regions", JsonNode.Parse("""["620121","620122","620171"]"""));
            draft.Add("$.funding.splits", JsonNode.Parse(Split(7, 3, "620123"))!);
        });
        var changes = DraftChanges.Of(Lanzhou, mine.Text, theirs.Text);
        var added = Assert.Single(changes, change => change.Kind == ChangeKind.Added);
        Assert.Equal(RedoState.Differs, added.StateIn(theirs, out var now));
        Assert.Equal("7", now!["shares"]![0]!["part"]!.ToJsonString());
        added.RedoIn(theirs);
        Assert.Equal(4, theirs.ListAt("$.funding.splits").Count);
        Assert.Equal("8", theirs.At("$.funding.splits[3].shares[0].part")!.ToJsonString());
        Assert.Equal(RedoState.Done, added.StateIn(theirs, out _));

        // Of other regions it is another thing.
        var beside = Edited(draft => draft.Add("$.funding.splits", JsonNode.Parse(Split(7, 3, "620122"))!));
        Assert.Equal(RedoState.Possible, DraftChanges.Of(Lanzhou, mine.Text, beside.Text).Single(change => change.Kind == ChangeKind.Added).StateIn(beside, out _));
    }

    [Fact]
    public void A_place_that_is_gone_is_said_and_nothing_is_written_elsewhere()
    {
        var mine = Edited(draft =>
        {
            draft.Set("$.funding.splits[0].shares[0].part", 7);
            draft.Set("$.subsidies.rules[4].form.yuan", 220);
            draft.Remove("$.gaps[0]");
        });
        var theirs = Edited(draft =>
        {
            draft.Remove("$.funding.splits[0]");
            draft.SetKind("$.subsidies.rules[4].form", EditorPlace.Of("$.subsidies.rules[4].form").Form!, "rate");
            draft.Remove("$.gaps[0]");
        });
        var text = theirs.Text;
        var changes = DraftChanges.Of(Lanzhou, mine.Text, theirs.Text);
        Assert.Equal([RedoState.Gone, RedoState.Gone, RedoState.Done], changes.Select(change => change.StateIn(theirs, out _)));
        foreach (var change in changes)
        {
            change.RedoIn(theirs);
        }

        Assert.Equal(text, theirs.Text);
    }

    [Fact]
    public void Another_kind_of_a_share_is_one_change_and_so_is_another_order()
    {
        var form = EditorPlace.Of("$.funding.splits[0].shares[0]").Form!;
        var mine = Edited(draft =>
        {
            draft.SetKind("$.funding.splits[0].shares[1]", form, "rest");
            draft.Move("$.subsidies.categories[0]", 1);
        });
        var theirs = Edited(draft => draft.Remove("$.subsidies.categories[3]"));
        var changes = DraftChanges.Of(Lanzhou, mine.Text, theirs.Text);
        Assert.Equal(2, changes.Count);
        Assert.EndsWith("次序", changes[1].Label, StringComparison.Ordinal);
        foreach (var change in changes)
        {
            Assert.Equal(RedoState.Possible, change.StateIn(theirs, out _));
            change.RedoIn(theirs);
            Assert.Equal(RedoState.Done, change.StateIn(theirs, out _));
        }

        Assert.Equal("rest", DraftTree.TextAt(theirs.At("$.funding.splits[0].shares[1]"), "kind"));
        Assert.Equal(["rural-subsistence-3", "rural-subsistence-2", "rural-subsistence-4"], theirs.ListAt("$.subsidies.categories").Select(item => DraftTree.TextAt(item, "id")));
    }

    [Fact]
    public void Two_new_things_with_one_id_stay_two_and_references_follow()
    {
        var mine = Edited(draft =>
        {
            draft.Add("$.gaps", JsonNode.Parse("""{"id":"lanzhou-gap-1","what":"我要补的"}""")!);
            draft.Set("$.fiscalSubsidy[0].gap", "lanzhou-gap-1");
        });
        var theirs = Edited(draft => draft.Add("$.gaps", JsonNode.Parse("""{"id":"lanzhou-gap-1","what":"对方要补的"}""")!));
        foreach (var change in DraftChanges.Of(Lanzhou, mine.Text, theirs.Text))
        {
            change.RedoIn(theirs);
        }

        Assert.Equal(["lanzhou-previous-subsidies", "lanzhou-gap-1", "lanzhou-gap-1-2"], theirs.ListAt("$.gaps").Select(gap => DraftTree.TextAt(gap, "id")));
        Assert.Equal("lanzhou-gap-1-2", DraftTree.TextAt(theirs.At("$.fiscalSubsidy[0]"), "gap"));
    }

    [Theory]
    [MemberData(nameof(DraftTreeTests.Files), MemberType = typeof(DraftTreeTests))]
    public void From_nothing_to_a_notice_and_back_every_change_is_found_and_done(string file)
    {
        var notice = DraftTree.Of(File.ReadAllText(Repository.PathOf("policies", file)))!;
        var empty = $$$"""{"format":1,"tenant":"{{{DraftTree.TextAt(notice.Root, "tenant")}}}","title":"空","year":{"funding":2020}}""";
        foreach (var (from, to) in new[] { (empty, notice.Text), (notice.Text, empty) })
        {
            var draft = DraftTree.Of(from)!;
            foreach (var change in DraftChanges.Of(from, to, from))
            {
                Assert.Equal(RedoState.Possible, change.StateIn(draft, out _));
                change.RedoIn(draft);
                Assert.Equal(RedoState.Done, change.StateIn(draft, out _));
            }

            Assert.Empty(DraftChanges.Of(to, draft.Text, to));
        }
    }

    [Theory]
    [InlineData("""{"title":5,"funding":"x","documents":{"id":1}}""")]
    [InlineData("""{"title":["a"],"funding":[1],"documents":[1,[2]]}""")]
    [InlineData("[]")]
    public void Whatever_is_wrong_in_a_text_is_a_change_like_any_other(string wrong)
    {
        foreach (var (began, mine) in new[] { (Lanzhou, wrong), (wrong, Lanzhou) })
        {
            var draft = DraftTree.Of(began);
            foreach (var change in DraftChanges.Of(began, mine, began))
            {
                change.RedoIn(draft!);
            }

            Assert.True(draft is null || DraftTree.Of(mine) is null || DraftChanges.Of(mine, draft.Text, mine).Count == 0);
        }
    }

    private static DraftTree Edited(Action<DraftTree> edit)
    {
        var draft = DraftTree.Of(Lanzhou)!;
        edit(draft);
        return draft;
    }
}
