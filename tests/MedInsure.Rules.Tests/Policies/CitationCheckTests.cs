using MedInsure.Rules.Policies;
using static MedInsure.Rules.Tests.Policies.SomePolicy;

namespace MedInsure.Rules.Tests.Policies;

public sealed class CitationCheckTests
{
    private readonly PolicyContent good = Province();

    [Fact]
    public void Every_value_and_every_gap_needs_a_source()
    {
        var places = PolicyCitations.Of(good).Where(place => place.Kind != CitedKind.Open).ToList();
        var written = PolicyJson.Write(good).Split("\"cite\":").Length - 1;
        Assert.Equal(written, places.Count(place => place.Cite.Count > 0));

        // Emptied one by one: each place is found, and nothing else is.
        foreach (var place in places)
        {
            var without = PolicyJson.Read(WithoutCitationsAt(place.Path)).Value;
            Assert.Equal([place.Path + ".cite"], FindingsIn(without));
        }
    }

    [Fact]
    public void What_refers_to_a_gap_needs_none() =>
        Assert.Equal(4, PolicyCitations.Of(good).Count(place => place.Kind == CitedKind.Open && place.Cite.Count == 0));

    [Fact]
    public void A_notice_is_cited_with_document_and_clause() =>
        Assert.Equal(
            ["$.fiscalSubsidy[0].cite[0].clause", "$.fiscalSubsidy[0].cite[0].document"],
            FindingsIn(Citing(new Citation { Says = "某条规定" })));

    [Fact]
    public void Practice_and_outside_facts_need_no_document()
    {
        Assert.Empty(FindingsIn(Citing(new Citation { Kind = CitationKind.Practice, Says = "本局口径" })));
        Assert.Empty(FindingsIn(Citing(new Citation { Kind = CitationKind.External, Says = "外部资料" })));
    }

    [Fact]
    public void A_cited_document_is_in_the_list() =>
        Assert.Equal(["$.fiscalSubsidy[0].cite[0].document"], FindingsIn(Citing(new Citation { Document = "x9", Clause = "一", Says = "某条规定" })));

    [Fact]
    public void A_paraphrase_is_written() =>
        Assert.Equal(["$.fiscalSubsidy[0].cite[0].says"], FindingsIn(Citing(new Citation { Document = "p1", Clause = "一", Says = " " })));

    [Fact]
    public void No_value_rests_on_a_damaged_passage()
    {
        Assert.Equal(["$.fiscalSubsidy[0].cite[0].clause"], FindingsIn(Citing(new Citation { Document = "p1", Clause = "九", Says = "残缺" })));
        Assert.All(good.Gaps, gap => Assert.Equal("九", gap.Cite[0].Clause));
    }

    [Fact]
    public void No_value_rests_on_a_doubtful_document() =>
        Assert.Equal(["$.fiscalSubsidy[0].cite[0].document"], FindingsIn(Citing(new Citation { Document = "p3", Clause = "一", Says = "存疑" })));

    [Fact]
    public void No_value_rests_on_a_document_that_is_not_held()
    {
        var unread = new Citation { Document = "p2", Clause = "一", Says = "没有原文" };

        Assert.Equal(["$.fiscalSubsidy[0].cite[0].document"], FindingsIn(Citing(unread)));
        Assert.Empty(FindingsIn(good with { Gaps = [good.Gaps[0] with { Cite = [unread] }, .. good.Gaps.Skip(1)] }));
    }

    [Fact]
    public void How_a_missing_amount_is_paid_needs_a_source()
    {
        var rule = good.Subsidies.Rules[1] with { Pay = PaymentMode.OnBehalf };

        Assert.Equal(["$.subsidies.rules[1].cite"], FindingsIn(good with { Subsidies = good.Subsidies with { Rules = [good.Subsidies.Rules[0], rule] } }));
    }

    private PolicyContent Citing(Citation cite) => good with { FiscalSubsidy = [good.FiscalSubsidy[0] with { Cite = [cite] }] };

    /// <summary>The province's text with the list of citations of one place taken out.</summary>
    private string WithoutCitationsAt(string path)
    {
        var root = System.Text.Json.Nodes.JsonNode.Parse(PolicyJson.Write(good))!;
        var node = root;
        foreach (var part in path[2..].Replace("[", ".", StringComparison.Ordinal).Replace("]", string.Empty, StringComparison.Ordinal).Split('.'))
        {
            node = char.IsAsciiDigit(part[0]) ? node[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : node[part]!;
        }

        Assert.True(node.AsObject().Remove("cite"));
        return root.ToJsonString();
    }
}
