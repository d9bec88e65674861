using MedInsure.Rules.Documents;
using MedInsure.Rules.Policies;

namespace MedInsure.Rules.Tests.Documents;

public sealed class DocumentChainTests
{
    private static readonly LinkedDocument[] Notices =
    [
        Of("兰142", (DocumentRelationKind.Forwards, "甘66")),
        Of("甘66", (DocumentRelationKind.Implements, "医保发24"), (DocumentRelationKind.Implements, "国发44"), (DocumentRelationKind.Refers, "甘72")),
        Of("医保发24", (DocumentRelationKind.Implements, "国发44")),
        Of("豫5", (DocumentRelationKind.Forwards, "医保发24")),
        Of("淮15"),
    ];

    [Fact]
    public void A_citys_notice_stands_under_the_provinces_and_that_under_the_national_one() =>
        Assert.Equal(["国发44", "医保发24", "甘66", "兰142"], DocumentChain.Of("兰142", Notices).Select(layer => Assert.Single(layer).Number));

    [Fact]
    public void A_document_that_is_only_pointed_to_is_a_node_and_one_that_is_only_quoted_is_none()
    {
        var all = DocumentChain.Of("甘66", Notices).SelectMany(layer => layer).Select(node => node.Number).ToList();
        Assert.Contains("国发44", all);
        Assert.DoesNotContain("甘72", all);
    }

    [Fact]
    public void From_the_top_everything_below_is_seen_and_a_neighbour_from_below_is_not()
    {
        Assert.Equal(["国发44", "医保发24", "甘66 豫5", "兰142"], DocumentChain.Of("医保发24", Notices).Select(layer => string.Join(' ', layer.Select(node => node.Number))));
        Assert.DoesNotContain("豫5", DocumentChain.Of("兰142", Notices).SelectMany(layer => layer).Select(node => node.Number));
    }

    [Fact]
    public void A_node_says_what_it_forwards_or_carries_out() =>
        Assert.Equal([new DocumentRelation { Kind = DocumentRelationKind.Forwards, Number = "甘66" }], DocumentChain.Of("兰142", Notices)[^1][0].Upward);

    [Fact]
    public void A_document_without_relations_stands_alone() => Assert.Equal("淮15", Assert.Single(Assert.Single(DocumentChain.Of("淮15", Notices))).Number);

    [Fact]
    public void Two_documents_that_point_to_one_another_do_not_run_on_for_ever() =>
        Assert.Equal(2, DocumentChain.Of("甲", [Of("甲", (DocumentRelationKind.Forwards, "乙")), Of("乙", (DocumentRelationKind.Forwards, "甲"))]).Sum(layer => layer.Count));

    private static LinkedDocument Of(string number, params (DocumentRelationKind Kind, string Number)[] relations) =>
        new(number, [.. relations.Select(relation => new DocumentRelation { Kind = relation.Kind, Number = relation.Number })]);
}
