using MedInsure.Rules.Amounts;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Tests.Allocations;
using static MedInsure.UseCases.Tests.PolicyDrafts.PolicyDesk;

namespace MedInsure.UseCases.Tests.PolicyDrafts;

/// <summary>试算 of a person on a draft: 兰医保〔2020〕142号 二, 甘医保发〔2020〕66号 五(二), on a contribution of 280.</summary>
public sealed class TryDraftTests(PolicyDesk desk) : IClassFixture<PolicyDesk>
{
    private static readonly RegionCode Yuzhong = new("620123");
    private static readonly Month January = new(2020, 1);

    [Fact]
    public async Task The_subsidy_of_a_person_follows_the_draft_as_it_stands()
    {
        var version = await desk.CreateAsync(Bureau.Lanzhou, 2020);
        var notice = AllocationDesk.Notice(Bureau.Lanzhou);

        var orphan = await AskAsync(version, notice, "2020-12", ("orphan", January, false), ("registered-poor", January, false));
        Assert.Equal((Yuan(280), PaymentMode.OnBehalf, Money.Zero, "orphan"), (orphan.Difference, orphan.Choice.Mode, orphan.Choice.PaysFirst, orphan.Choice.Winner!.Category));

        var rural = await AskAsync(version, notice, "2020-12", ("rural-subsistence-2", January, false));
        Assert.Equal((Yuan(200), PaymentMode.Card, Yuan(280)), (rural.Difference, rural.Choice.Mode, rural.Choice.PaysFirst));
        Assert.Contains(rural.Choice.Winner!.Standard.Sources, source => source is { DocumentNumber: "兰医保〔2020〕142号", Clause: "二" });

        var two = await AskAsync(version, notice, "2020-12", ("rural-subsistence-2", January, false), ("registered-poor", January, false));
        Assert.Equal((Yuan(200), Yuan(100)), (two.Difference, two.Choice.MarginOver(Assert.Single(two.Choice.Others))));

        var added = await AskAsync(version, notice, "2020-11", ("registered-poor", Month.Of(new DateOnly(2020, 11, 20)), true));
        Assert.Equal(("2020-11", "2020-12", Yuan(100)), (added.EnrolIn.ToString(), added.PayIn.ToString(), added.Difference));

        // Another amount in the draft, nothing saved.
        var rules = notice.Subsidies.Rules.Select(rule => rule.Category == "rural-subsistence-2" ? rule with { Form = new FixedSubsidy { Yuan = 220 } } : rule).ToList();
        Assert.Equal(Yuan(220), (await AskAsync(version, notice with { Subsidies = notice.Subsidies with { Rules = rules } }, "2020-12", ("rural-subsistence-2", January, false))).Difference);
        Assert.Equal(EntitlementState.None, (await AskAsync(version, notice, "2020-12")).State);
    }

    [Fact]
    public async Task Without_a_person_nobody_is_asked_for_and_a_foreign_bureau_sees_no_draft()
    {
        var version = await desk.CreateAsync(Bureau.Lanzhou, 2021);
        var text = PolicyJson.Write(AllocationDesk.Notice(Bureau.Lanzhou));
        Assert.IsType<NotFound>((await new TryDraftHandler(desk.Db).HandleAsync(Author(Bureau.Lanzhou), new TryDraft(version, text, Yuzhong), default)).Problem); // of another year
        Assert.IsType<NotFound>((await new TryDraftHandler(desk.Db).HandleAsync(Author(Bureau.Gansu), new TryDraft(version, text, Yuzhong), default)).Problem);
    }

    private async Task<Entitlement> AskAsync(long version, PolicyContent content, string month, params (string Category, Month From, bool IsNew)[] identities)
    {
        Assert.True(Month.TryParse(month, out var asked));
        var person = new TriedPerson([.. identities.Select(one => new HeldIdentity(one.Category, one.From, IsNew: one.IsNew))], asked, Enrolment.Ordinary);
        return Ok(await new TryDraftHandler(desk.Db).HandleAsync(Author(Bureau.Lanzhou), new TryDraft(version, PolicyJson.Write(content), Yuzhong, Person: person), default)).Entitlement!;
    }

    private static Money Yuan(long yuan) => new(yuan * 100);
}
