using MedInsure.Rules.Allocations;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Allocations;
using MedInsure.UseCases.Tables;
using Npgsql;

namespace MedInsure.UseCases.Tests.Allocations;

/// <summary>重新计算并比对, and what changed between two runs. Each test works in a funding kind of its own; the policies are put back at the end.</summary>
public sealed class RunComparisonTests(AllocationDesk desk) : IClassFixture<AllocationDesk>
{
    [Theory]
    [InlineData(Bureau.Lanzhou, Scheme.FiscalSubsidy)]
    [InlineData(Bureau.Gansu, Scheme.FiscalSubsidy)]
    [InlineData(Bureau.Henan, Scheme.FiscalSubsidy)]
    [InlineData(Bureau.Henan, Scheme.CriticalIllness)]
    [InlineData(Bureau.Anhui, Scheme.FiscalSubsidy)]
    public async Task A_run_computed_again_has_the_same_hashes(Bureau bureau, Scheme scheme)
    {
        var run = await desk.ComputeAsync(bureau, scheme);
        var again = await desk.RecomputeAsync(Some.FinanceOfficer(bureau), run.RunId);
        Assert.True(again.Agrees);
        Assert.Equal((again.KeptInputHash, again.KeptOutputHash), (again.InputHash, again.OutputHash));
    }

    [Fact]
    public async Task A_released_run_agrees_even_after_headcounts_and_policies_have_moved_on_and_a_new_run_does_not()
    {
        var maker = Some.FinanceOfficer(Bureau.Lanzhou);
        var old = await desk.ReleasedAsync(Bureau.Lanzhou);
        await desk.EnterHeadcountAsync(Bureau.Lanzhou, "620123", 99_999, new DateOnly(2020, 9, 30));
        var newCount = await desk.ComputeAsync(Bureau.Lanzhou);
        Assert.NotEqual(await HashAsync(old), await HashAsync(newCount));

        var lanzhou = AllocationDesk.Notice(Bureau.Lanzhou);
        await desk.PublishAsync(Bureau.Lanzhou, With(lanzhou, first: 7, second: 3));
        var newShare = await desk.ComputeAsync(Bureau.Lanzhou);
        Assert.NotEqual(await HashAsync(newCount), await HashAsync(newShare));

        Assert.True((await desk.RecomputeAsync(maker, old.RunId)).Agrees);
        var header = (await desk.ShowAsync(maker, old.RunId)).Header;
        Assert.Equal([false, false, true], header.Policies.Select(policy => policy.IsOutdated));
        Assert.Equal([false, false, false], (await desk.ShowAsync(maker, newShare.RunId)).Header.Policies.Select(policy => policy.IsOutdated));
        await desk.PublishAsync(Bureau.Lanzhou, lanzhou);

        async Task<string> HashAsync(ComputedRun run) => (await desk.ShowAsync(maker, run.RunId)).Header.OutputHash;
    }

    [Fact]
    public async Task A_county_with_a_blank_ground_of_enrolment_has_no_headcount_until_it_is_filled_in()
    {
        await desk.EnterHeadcountAsync(Bureau.Huainan, "340402", 50_000, new DateOnly(2020, 11, 1), isWhole: false);
        Assert.Null(await PersonsAsync());
        await desk.EnterHeadcountAsync(Bureau.Huainan, "340402", 50_001, new DateOnly(2020, 11, 2));
        Assert.Equal(50_001, await PersonsAsync());

        async Task<long?> PersonsAsync() =>
            (await desk.ResultAsync(Bureau.Huainan, (await desk.ComputeAsync(Bureau.Huainan)).RunId)).Lines.Single(line => line.Region == new RegionCode("340402")).Persons;
    }

    [Fact]
    public async Task A_figure_that_was_altered_behind_the_programs_back_is_found()
    {
        var run = (await desk.ComputeAsync(Bureau.Lanzhou)).RunId;
        await using (var superuser = await desk.Database.OpenSuperuserAsync())
        {
            await using var setting = new NpgsqlCommand("SET session_replication_role = replica", superuser);
            await setting.ExecuteNonQueryAsync();
            await using var command = new NpgsqlCommand("UPDATE allocation_run SET snapshot = replace(snapshot, $2, $3) WHERE id = $1 AND tenant_id = 5", superuser);
            var persons = AllocationDesk.PersonsOf(new("620122"));
            command.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = run }, new() { Value = $"\"persons\":{persons}" }, new() { Value = $"\"persons\":{persons + 1}" } });
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }

        var again = await desk.RecomputeAsync(Some.FinanceOfficer(Bureau.Lanzhou), run);
        Assert.False(again.Agrees);
        Assert.NotEqual(again.KeptInputHash, again.InputHash);
        Assert.NotEqual(again.KeptOutputHash, again.OutputHash);
    }

    [Fact]
    public async Task Headcount_standard_and_tier_changing_at_once_are_told_apart_and_add_up_to_the_fen()
    {
        var gansu = AllocationDesk.Notice(Bureau.Gansu);
        var lanzhou = AllocationDesk.Notice(Bureau.Lanzhou);
        var before = await desk.ComputeAsync(Bureau.Lanzhou);
        await desk.EnterHeadcountAsync(Bureau.Lanzhou, "620121", 123_457, new DateOnly(2020, 10, 31));

        // 永登 moves to the first tier, whose figures rise as well; the city's ratio for it no longer has an exact decimal.
        var tiers = gansu.Funding.Tiers.Select(tier => tier.Id switch
        {
            "gansu-1" => tier with { Where = tier.Where with { Regions = [new("620121")] } },
            "gansu-3" => tier with
            {
                Shares = [.. tier.Shares.Select(share => share switch
            {
                FixedShare { Payers: Payers.Province } fixedShare => fixedShare with { Yuan = 97.15m },
                FixedShare { Payers: Payers.City | Payers.County } fixedShare => fixedShare with { Yuan = 12.85m },
                _ => share,
            })]
            },
            _ => tier,
        });
        await desk.PublishAsync(Bureau.Gansu, gansu with { Funding = gansu.Funding with { Tiers = [.. tiers] } });
        await desk.PublishAsync(Bureau.Lanzhou, With(lanzhou, first: 1, second: 2));
        var after = await desk.ComputeAsync(Bureau.Lanzhou);

        var difference = AllocationDesk.Ok(await new CompareRunsHandler(desk.Db).HandleAsync(Some.Reviewer(Bureau.Lanzhou), new CompareRuns(before.RunId, after.RunId), default));
        Assert.Empty(difference.NotComparable);
        var old = await desk.ResultAsync(Bureau.Lanzhou, before.RunId);
        var now = await desk.ResultAsync(Bureau.Lanzhou, after.RunId);
        var rows = difference.Table.Rows.Where(row => row.Kind == RowKind.Line).ToList();
        Assert.Equal(9 * 4, rows.Count);
        Assert.All(difference.Table.Rows, row =>
        {
            Assert.Equal(Fen(row, "after") - Fen(row, "before"), Fen(row, "difference"));
            Assert.Equal(Fen(row, "difference"), Fen(row, "headcount") + Fen(row, "standard") + Fen(row, "tier"));
        });
        Assert.Equal(now.Total.Total.Fen - old.Total.Total.Fen, Fen(difference.Table.Rows[^1], "difference"));

        var yongdeng = rows.Where(row => ((TextCell)row.Cells[1]).Text == "永登县").ToList();
        Assert.All(new[] { "headcount", "standard", "tier" }, cause => Assert.Contains(yongdeng, row => Fen(row, cause) != 0));
        var province = yongdeng.Single(row => ((TextCell)row.Cells[2]).Text == "省级");
        Assert.Equal(9_640 * (123_457 - AllocationDesk.PersonsOf(new("620121"))), Fen(province, "headcount"));
        Assert.Equal((9_715 - 9_640) * 123_457, Fen(province, "standard"));
        Assert.Equal((10_000 - 9_715) * 123_457, Fen(province, "tier"));
        Assert.All(rows.Where(row => ((TextCell)row.Cells[1]).Text == "城关区"), row => Assert.Equal((0, 0), (Fen(row, "headcount"), Fen(row, "tier"))));

        // The texts that the old run rests on are superseded now, one of them by the bureau above, and still there.
        Assert.True((await desk.RecomputeAsync(Some.FinanceOfficer(Bureau.Lanzhou), before.RunId)).Agrees);
        Assert.Equal([false, true, true], (await desk.ShowAsync(Some.FinanceOfficer(Bureau.Lanzhou), before.RunId)).Header.Policies.Select(policy => policy.IsOutdated));

        await desk.PublishAsync(Bureau.Gansu, gansu);
        await desk.PublishAsync(Bureau.Lanzhou, lanzhou);

        long Fen(TableRow row, string column) => ((MoneyCell)row.In(difference.Table, column)).Fen;
    }

    [Fact]
    public async Task Runs_of_two_schemes_are_not_compared_and_units_without_figures_are_named()
    {
        var illness = await desk.ComputeAsync(Bureau.Henan, Scheme.CriticalIllness);
        var subsidy = await desk.ComputeAsync(Bureau.Henan);
        var assumed = await desk.ComputeAsync(Bureau.Henan, assumptions: [new Assumption { Gap = "henan-54-counties", Label = "名单外各县按60%", Members = [] }]);
        var compare = new CompareRunsHandler(desk.Db);
        Assert.IsType<Refused>((await compare.HandleAsync(Some.Reviewer(Bureau.Henan), new CompareRuns(illness.RunId, subsidy.RunId), default)).Problem);
        var difference = AllocationDesk.Ok(await compare.HandleAsync(Some.Reviewer(Bureau.Henan), new CompareRuns(subsidy.RunId, assumed.RunId), default));
        Assert.Equal(subsidy.Lines, difference.NotComparable.Count);
        Assert.All(difference.NotComparable, unit => Assert.Equal("前一次测算没有得出结果", unit.Reason));
    }

    /// <summary>The notice's content with another ratio of city to county for 榆中, 永登, 皋兰 and 兰州新区.</summary>
    private static PolicyContent With(PolicyContent lanzhou, decimal first, decimal second) => lanzhou with
    {
        Funding = lanzhou.Funding with
        {
            Splits =
            [
                lanzhou.Funding.Splits[0] with { Shares = [.. lanzhou.Funding.Splits[0].Shares.Cast<PartShare>().Select(part => part with { Part = part.Payers == Payers.City ? first : second })] },
                .. lanzhou.Funding.Splits.Skip(1),
            ],
        },
    };
}
