using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Findings;
using MedInsure.Rules.Tests.Notices;
using MedInsure.Rules.Tests.Policies.Findings;

namespace MedInsure.Rules.Tests.Policies;

public sealed class PolicyRollTests
{
    private readonly PolicyContent last = Sound.Province();
    private readonly PolicyContent next = PolicyRoll.Next(Sound.Province());

    public static TheoryData<string> Tenants => [.. NoticeFiles.Tenants];

    [Fact]
    public void The_three_years_move_and_nothing_else()
    {
        Assert.Equal((2031, "云川省2031年"), (next.Year.Funding, next.Title));
        Assert.Equal((new DateOnly(2031, 9, 1), new DateOnly(2031, 12, 31)), (next.Year.Collection[0].From, next.Year.Collection[0].To));
        Assert.Equal((new DateOnly(2032, 1, 1), new DateOnly(2032, 12, 31)), (next.Year.Coverage[0].From, next.Year.Coverage[0].To));
        Assert.Equal(["/title", "/year/collection/ordinary", "/year/coverage/ordinary", "/year/funding"], PolicyRedline.Compare(last, next).Select(change => change.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_end_of_february_stays_the_end_of_february()
    {
        PolicyContent Until(int year, int day) => last with { Year = last.Year with { Funding = year, Coverage = [last.Year.Coverage[0] with { From = null, To = new DateOnly(year, 2, day) }] } };
        Assert.Equal(new DateOnly(2028, 2, 29), PolicyRoll.Next(Until(2027, 28)).Year.Coverage[0].To);
        Assert.Equal(new DateOnly(2029, 2, 28), PolicyRoll.Next(Until(2028, 29)).Year.Coverage[0].To);
        Assert.Equal(new DateOnly(2029, 2, 28), PolicyRoll.Next(Until(2028, 28)).Year.Coverage[0].To);
    }

    /// <summary>The rolled chain is as sound as last year's: rolling breaks no rule by itself.</summary>
    [Fact]
    public void A_sound_policy_stays_sound()
    {
        var nation = Sound.Issue(PolicyRoll.Next(Sound.Nation()), null);
        Assert.Equal(string.Empty, Sound.Show(PolicyFindings.Of(next, Sound.OfProvince with { Ancestors = [nation] })));
        Assert.Equal(string.Empty, Sound.Show(PolicyFindings.Of(next, Sound.OfProvince with { Ancestors = [nation], LastYear = new EffectivePolicy([.. Sound.OfProvince.Ancestors, Sound.Issue(last, Sound.OfProvince.Root)], Sound.OfProvince.Regions) })));
    }

    [Theory]
    [MemberData(nameof(Tenants))]
    public void Every_value_that_stands_on_a_clause_waits_and_each_is_settled_by_itself(string tenant)
    {
        var content = NoticeFiles.Read(tenant);
        var draft = PolicyRoll.Next(content);
        var waiting = PolicyRoll.Unconfirmed(content, draft, []);
        Assert.Equal(PolicyValues.Of(draft).Where(value => value.Cites == CitedKind.Value).Select(value => value.Path), waiting.Select(entry => entry.Value.Path));

        var all = waiting.Select(entry => new RollConfirmation(entry.Value.Path, RollWay.CarriedWithReason, entry.Value.Raw) { Reason = "没有新文件，按原规定执行" }).ToList();
        Assert.Empty(PolicyRoll.Unconfirmed(content, draft, all));
        foreach (var one in all)
        {
            Assert.Equal([one.Path], PolicyRoll.Unconfirmed(content, draft, [.. all.Where(other => other != one)]).Select(entry => entry.Value.Path));
        }
    }

    [Fact]
    public void A_value_is_confirmed_against_a_sound_document_only()
    {
        var draft = next with { Documents = [.. next.Documents, new PolicyDocument { Id = "p2", Number = "云某〔2031〕4号", DoubtfulClauses = ["九"] }] };

        Assert.Null(About(draft, Confirm(new Citation { Document = "p2", Clause = "一", Says = "继续执行600元" })));
        Assert.Contains("不能作为依据", About(draft, Confirm(new Citation { Document = "p2", Clause = "九", Says = "残缺" })), StringComparison.Ordinal);
        Assert.Contains("不能作为依据", About(draft, Confirm(new Citation { Document = "p9", Clause = "一", Says = "没有登记" })), StringComparison.Ordinal);
        Assert.Contains("不能作为依据", About(draft, Confirm(new Citation { Kind = CitationKind.Practice, Says = "口径" })), StringComparison.Ordinal);
        Assert.Contains("不能作为依据", About(draft, Confirm(null)), StringComparison.Ordinal);

        static RollConfirmation Confirm(Citation? document) => new("/fiscalSubsidy/ordinary", RollWay.ConfirmedByDocument, "600|||Hard") { Document = document };
    }

    [Fact]
    public void A_reason_must_be_written_and_a_later_change_asks_again()
    {
        Assert.Equal("“人均财政补助标准：600.00 元/人”沿用上一年，尚未确认；请对照新文件确认、修改，或写明沿用的理由。", About(next));
        Assert.Contains("没有写明理由", About(next, Carry(" ")), StringComparison.Ordinal);
        Assert.Null(About(next, Carry("省里没有新文件")));
        Assert.Contains("又改过", About(With(610, "p1"), Carry("省里没有新文件")), StringComparison.Ordinal);

        static RollConfirmation Carry(string reason) => new("/fiscalSubsidy/ordinary", RollWay.CarriedWithReason, "600|||Hard") { Reason = reason };
    }

    [Fact]
    public void A_change_is_settled_by_its_new_source_or_by_a_reason()
    {
        Assert.Null(About(With(610, "p2")));
        Assert.Null(About(With(600, "p2"))); // the same amount on a new clause
        Assert.Contains("依据仍是上一年的条款", About(With(610, "p1")), StringComparison.Ordinal);
        Assert.Null(About(With(610, "p1"), new RollConfirmation("/fiscalSubsidy/ordinary", RollWay.Changed, "610|||Hard") { Reason = "上年录入有误" }));
        Assert.Contains("不能按沿用处理", About(With(610, "p1"), new RollConfirmation("/fiscalSubsidy/ordinary", RollWay.CarriedWithReason, "610|||Hard") { Reason = "x" }), StringComparison.Ordinal);
        Assert.Contains("不能按修改处理", About(next, new RollConfirmation("/fiscalSubsidy/ordinary", RollWay.Changed, "600|||Hard") { Reason = "x" }), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_new_or_gone_does_not_wait()
    {
        var draft = next with { FiscalSubsidy = [], FundItems = [new FundItem { Id = "care", Name = "长护", Yuan = 12, Cite = Sound.From("p1", "六") }] };
        Assert.DoesNotContain(PolicyRoll.Unconfirmed(last, draft, []), entry => entry.Value.Path.StartsWith("/fundItems", StringComparison.Ordinal) || entry.Value.Path.StartsWith("/fiscalSubsidy", StringComparison.Ordinal));
    }

    private PolicyContent With(decimal yuan, string document) => next with
    {
        Documents = [.. next.Documents, new PolicyDocument { Id = "p2", Number = "云某〔2031〕4号" }],
        FiscalSubsidy = [new Standard { Yuan = yuan, Cite = Sound.From(document, "一") }],
    };

    /// <summary>What is still to be done with the fiscal subsidy; null when it is settled.</summary>
    private string? About(PolicyContent draft, params RollConfirmation[] confirmations) =>
        PolicyRoll.Unconfirmed(last, draft, confirmations).SingleOrDefault(entry => entry.Value.Path == "/fiscalSubsidy/ordinary")?.Sentence;
}
