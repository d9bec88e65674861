using MedInsure.Persistence.Matches;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Matches;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Subsidies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Matches;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.Entitlements;
using static MedInsure.UseCases.Tests.Payments.PaymentFlow;

namespace MedInsure.UseCases.Tests.Payments;

/// <summary>Each kind of case with an example that was worked out by hand; and what becomes of a case.</summary>
public sealed class MatchTests(EntitlementDesk desk) : IClassFixture<EntitlementDesk>, IAsyncLifetime
{
    private readonly PaymentFlow flow = new(desk);

    public Task InitializeAsync() => flow.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>
    /// 二类 gives 200 to the card after 280 were contributed. 1: contributed 280, paid 200: in order. 2: paid, no contribution. 3: contributed, nothing paid. 4: paid 100 twice. 5: paid 100 once. 6: paid 200, contributed 180. 7: paid, identity ended in
    /// June. 8: under way, died before the coverage year. 9: neither contributed nor paid: enrolment is another question. 10: died in March, after the payment of January.
    /// </summary>
    [Fact]
    public async Task Each_kind_is_found_and_what_is_in_order_is_not()
    {
        await PlantAsync();
        var first = await flow.MatchAsync();
        Assert.Equal("比对完成，共 6 条问题，其中新发现 6 条。", first.Sentence);
        var cases = (await flow.CasesAsync()).Lines.OrderBy(line => line.PersonId).ToList();
        Assert.Equal(
            [
                (2L, MatchKind.SubsidisedNotEnrolled, 20_000L, null, 28_000L),
                (3L, MatchKind.EnrolledNotSubsidised, null, 28_000L, 20_000L),
                (4L, MatchKind.PaidTwice, 20_000L, 28_000L, 20_000L),
                (5L, MatchKind.AmountDiffers, 10_000L, null, 20_000L),
                (6L, MatchKind.AmountDiffers, 20_000L, 18_000L, 28_000L),
                (8L, MatchKind.Deceased, 20_000L, 28_000L, (long?)null),
            ],
            cases.Where(line => line.PersonId != 7).Select(line => (line.PersonId!.Value, line.Kind, line.SubsidyFen, line.ContributionFen, line.ExpectedFen)));
        Assert.Equal("缴费记录 180.00 元，个人缴费标准 280.00 元。请与税务部门核对。", cases.Single(line => line.PersonId == 6).Sentence);
        Assert.Equal("已资助 100.00 元，按最近一次认定应为 200.00 元。", cases.Single(line => line.PersonId == 5).Sentence);
        Assert.Equal("已支付或正在支付 200.00 元，登记的死亡日期是 2020-10-05。", cases.Single(line => line.PersonId == 8).Sentence);
    }

    [Fact]
    public async Task An_identity_that_did_not_hold_in_the_month_of_the_run_is_a_case()
    {
        await desk.PlantAsync([new Planted(7, "620123", new HeldIdentity(Partial, new Month(2020, 1), new Month(2020, 6), false)), new Planted(1, "620102", new HeldIdentity(Partial, new Month(2020, 1), new Month(2020, 12), false))]);
        await flow.ContributedAsync((7, 28_000), (1, 28_000));
        await PayAsync(7, 20_000);
        await PayAsync(1, 20_000);
        await flow.MatchAsync();
        var one = Assert.Single((await flow.CasesAsync()).Lines, line => line.Kind == MatchKind.IdentityCancelled);
        Assert.Equal((7L, "已支付或正在支付 200.00 元，所依据月份的身份自 2020年7月起已取消。"), (one.PersonId!.Value, one.Sentence));
    }

    [Fact]
    public async Task A_resolved_case_stays_resolved_until_its_figures_change_and_what_is_mended_is_gone()
    {
        await flow.EntitledAsync((2, Partial, "620123"), (3, Partial, "620102"));
        await PayAsync(2, 20_000);
        await flow.ContributedAsync((3, 28_000));
        await flow.MatchAsync();
        var list = await flow.CasesAsync();
        Assert.Equal([("城关区", MatchKind.EnrolledNotSubsidised, 1, 0), ("榆中县", MatchKind.SubsidisedNotEnrolled, 1, 0)], list.Counts.Select(count => (count.RegionName, count.Kind, count.Open, count.Resolved)));
        var one = list.Lines.Single(line => line.PersonId == 2);
        Assert.Contains("请写明处理的理由", (await ResolveAsync(one, " ")).Problem!.Sentence, StringComparison.Ordinal);
        Assert.IsType<NotAllowed>((await new ResolveMatchHandler(desk.Db, Clock).HandleAsync(Checker, new ResolveMatch(one.Id, one.Version, MatchResolution.Justified, "理由"), default)).Problem);
        AllocationDesk.Ok(await ResolveAsync(one, "已在外省参保，经核实。"));
        Assert.IsType<Conflict>((await ResolveAsync(one, "再来一次")).Problem);

        await flow.ContributedAsync((9, 28_000)); // nobody on the roster
        var again = await flow.MatchAsync();
        Assert.Equal((2, 0, 0), (again.Figures.Found, again.Figures.New, again.Figures.Gone));
        var resolved = Assert.Single((await flow.CasesAsync(MatchState.Resolved)).Lines);
        Assert.Equal(("核实无误", "已在外省参保，经核实。", "经办甲"), (resolved.Resolution, resolved.Reason, resolved.ResolvedBy));

        // Another payment: the figures are others, and the case is open again.
        await PayAsync(2, 5_000);
        await PayAsync(3, 20_000);
        var third = await flow.MatchAsync();
        Assert.Equal(1, third.Figures.Gone);
        Assert.Equal((MatchState.Open, 25_000L, null), ((await flow.CasesAsync(null)).Lines.Single(line => line is { PersonId: 2, Kind: MatchKind.SubsidisedNotEnrolled }) is var open ? (open.State, open.SubsidyFen!.Value, open.Reason) : default));
        await flow.ContributedAsync((2, 28_000));
        await flow.MatchAsync();
        Assert.Equal(MatchState.Gone, (await flow.CasesAsync(null)).Lines.Single(line => line.Id == one.Id).State);
    }

    /// <summary>已更正 because the tax office recorded the contribution later; then that record is taken back, and the figures are what they were before anybody decided.</summary>
    [Fact]
    public async Task What_was_resolved_and_is_gone_comes_back_open_and_the_decision_of_then_stays_readable_meanwhile()
    {
        await flow.EntitledAsync((2, Partial, "620123"));
        await PayAsync(2, 20_000);
        await flow.MatchAsync();
        AllocationDesk.Ok(await ResolveAsync(Assert.Single((await flow.CasesAsync()).Lines), "税务部门随后补报。"));
        Assert.Equal("比对完成，共 1 条问题，其中新发现 0 条，已处理、没有变化的 1 条。", (await flow.MatchAsync()).Sentence);

        await flow.ContributedAsync((2, 28_000));
        Assert.Equal("比对完成，没有发现问题。原有 1 条已消除。", (await flow.MatchAsync()).Sentence);
        var gone = Assert.Single((await flow.CasesAsync(null)).Lines);
        Assert.Equal((MatchState.Gone, "核实无误", "税务部门随后补报。"), (gone.State, gone.Resolution, gone.Reason));

        await using (var superuser = await flow.PlantingAsync())
        {
            await superuser.ExecuteAsync("DELETE FROM contribution");
        }

        Assert.Equal("比对完成，共 1 条问题，其中新发现 0 条。", (await flow.MatchAsync()).Sentence);
        var back = Assert.Single((await flow.CasesAsync()).Lines);
        Assert.Equal((gone.Id, MatchState.Open, null, null), (back.Id, back.State, back.Reason, back.ResolvedBy));
    }

    [Fact]
    public async Task The_list_opens_at_what_the_working_years_contributions_buy()
    {
        async Task<int> OpensAtAsync(int fundingYear) =>
            AllocationDesk.Ok(await new ListMatchesHandler(desk.Db, Clock, EntitlementDesk.Key).HandleAsync(Maker, new ListMatches(FundingYear: fundingYear), default)).CoverageYear;
        Assert.Equal(2021, await OpensAtAsync(2020));
        Assert.Equal(2025, await OpensAtAsync(2024));
        await flow.EntitledAsync((1, Partial, "620102"));
        await flow.ContributedAsync((1, 28_000));
        Assert.Equal(2021, await OpensAtAsync(2020));
        // Nothing of that year: the newest that has something.
        Assert.Equal(2021, await OpensAtAsync(2024));
    }

    [Fact]
    public async Task A_county_compares_and_resolves_its_own()
    {
        await flow.EntitledAsync((1, Partial, "620102"), (2, Partial, "620123"));
        await flow.ContributedAsync((1, 28_000), (2, 28_000));
        var county = Maker.LimitedTo("620123");
        await flow.MatchAsync(county);
        Assert.Equal(2L, Assert.Single((await flow.CasesAsync()).Lines).PersonId);
        await flow.MatchAsync();
        Assert.Equal(2L, Assert.Single((await flow.CasesAsync(actor: county)).Lines).PersonId);
        var other = (await flow.CasesAsync()).Lines.Single(line => line.PersonId == 1);
        Assert.IsType<NotFound>((await ResolveAsync(other, "理由", county)).Problem);
        Assert.IsType<NotAllowed>((await new ListMatchesHandler(desk.Db, Clock, EntitlementDesk.Key).HandleAsync(Some.Auditor(Bureau.Lanzhou), new ListMatches(2021), default)).Problem);
    }

    [Fact]
    public async Task A_death_is_noted_of_somebody_on_the_roster_on_somebodys_word_and_taken_back()
    {
        await flow.EntitledAsync((1, Partial, "620123"));
        await flow.ContributedAsync((1, 28_000));
        await PayAsync(1, 20_000);
        Task<Result<NotedDeath>> Note(string number, DateOnly? day, string basis, Rules.Access.Actor? actor = null) =>
            new NoteDeathHandler(desk.Db, Clock, EntitlementDesk.Key).HandleAsync(actor ?? Maker, new NoteDeath(number, day, basis), default);
        var number = EntitlementDesk.Number(1).Value;
        Assert.Contains("依据", (await Note(number, new DateOnly(2020, 10, 5), "")).Problem!.Sentence, StringComparison.Ordinal);
        Assert.Contains("死亡日期", (await Note(number, new DateOnly(2021, 3, 5), "名单")).Problem!.Sentence, StringComparison.Ordinal);
        Assert.IsType<NotFound>((await Note(EntitlementDesk.Number(2).Value, new DateOnly(2020, 10, 5), "名单")).Problem);
        Assert.IsType<NotFound>((await Note(number, new DateOnly(2020, 10, 5), "名单", Maker.LimitedTo("620102"))).Problem);
        var noted = AllocationDesk.Ok(await Note(number, new DateOnly(2020, 10, 5), "县民政局 10 月死亡名单"));
        Assert.IsType<Conflict>((await Note(number, new DateOnly(2020, 10, 5), "名单")).Problem);
        await flow.MatchAsync();
        Assert.Single((await flow.CasesAsync()).Lines, line => line.Kind == MatchKind.Deceased);

        var listed = Assert.Single(AllocationDesk.Ok(await new ListDeathsHandler(desk.Db, Clock, EntitlementDesk.Key).HandleAsync(Maker, new ListDeaths(), default)));
        Assert.Equal((noted.NoteId, "甲1", "县民政局 10 月死亡名单"), (listed.Id, listed.Name, listed.Basis));
        AllocationDesk.Ok(await new RevokeDeathHandler(desk.Db, Clock).HandleAsync(Maker, new RevokeDeath(noted.NoteId, "同名误登"), default));
        await flow.MatchAsync();
        Assert.DoesNotContain((await flow.CasesAsync()).Lines, line => line.Kind == MatchKind.Deceased);
    }

    private Task<Result<ResolvedMatch>> ResolveAsync(MatchLine one, string reason, Rules.Access.Actor? actor = null) =>
        new ResolveMatchHandler(desk.Db, Clock).HandleAsync(actor ?? Maker, new ResolveMatch(one.Id, one.Version, MatchResolution.Justified, reason), default);

    private async Task PlantAsync()
    {
        await flow.EntitledAsync([.. Enumerable.Range(1, 10).Select(person => (person, Partial, "620123"))]);
        await flow.ContributedAsync([.. new[] { 1, 3, 4, 5, 8, 10 }.Select(person => (person, 28_000)), (6, 18_000)]);
        foreach (var person in new[] { 1, 2, 6, 8, 10 })
        {
            await PayAsync(person, 20_000);
        }

        await PayAsync(4, 10_000);
        await PayAsync(4, 10_000);
        await PayAsync(5, 10_000);
        await using var superuser = await flow.PlantingAsync();
        using var vault = EntitlementDesk.Key.IdentityVaultFor(5);
        foreach (var (person, day) in new[] { (8, new DateOnly(2020, 10, 5)), (10, new DateOnly(2021, 3, 1)) })
        {
            await superuser.ExecuteAsync("INSERT INTO death_mark (tenant_id, id_number, died_on, basis, noted_by, noted_at) VALUES (5, $1, $2, '名单', 9505, now())", vault.Seal(EntitlementDesk.Number(person)), day);
        }
    }

    /// <summary>Paid to the card by a batch of January 2021, whose run looked at the rosters of November.</summary>
    private async Task PayAsync(int person, int fen)
    {
        await using var superuser = await flow.PlantingAsync();
        await superuser.ExecuteAsync(
            """
            INSERT INTO payment_batch (tenant_id, id, coverage_year, month, mode, region_code, run_id, number, state, items, total_fen, made_by, made_at)
            VALUES (5, 1, 2021, 2021 * 12, 'Card', '620123', 1, 1, 'Planned', 1, 20000, 9505, now()) ON CONFLICT DO NOTHING
            """);
        await EntitlementDesk.PayAsync(superuser, person, fen, "Paid");
        await superuser.ExecuteAsync("UPDATE payment_item SET run_id = coalesce((SELECT max(id) FROM entitlement_run), 1)");
        await superuser.ExecuteAsync("UPDATE payment_batch SET month = 2020 * 12 + 10 WHERE NOT EXISTS (SELECT FROM entitlement_run)");
    }
}
