using MedInsure.Rules.Amounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Tests.Allocations;
using static MedInsure.UseCases.Tests.PolicyDrafts.PolicyDesk;

namespace MedInsure.UseCases.Tests.PolicyDrafts;

/// <summary>A bureau rests on the versions above it that it has adopted, and is told of newer ones.</summary>
public sealed class PolicyBasisTests(PolicyDesk desk) : IClassFixture<PolicyDesk>
{
    [Fact]
    public async Task A_newer_policy_above_counts_once_it_is_adopted_and_is_compared_with_its_money_until_then()
    {
        var lanzhou = AllocationDesk.Notice(Bureau.Lanzhou);
        await desk.PublishAsync(Bureau.Lanzhou, lanzhou);
        await EnterHeadcountsAsync();
        Assert.Empty((await ListAsync()).Updates);

        // 甘肃 publishes a second version: tier 3 gives 1 yuan more, city and county 1 yuan less.
        var gansu = AllocationDesk.Notice(Bureau.Gansu);
        await desk.PublishAsync(Bureau.Gansu, Moved(gansu));
        var update = Assert.Single((await ListAsync()).Updates);
        Assert.Equal((1, 2), (update.CountsNumber, update.NewestNumber));
        Assert.Equal("96.4", await ProvinceShareAsync());

        var compared = Ok(await new ComparePolicyVersionsHandler(desk.Db).HandleAsync(Author(Bureau.Lanzhou), new ComparePolicyVersions(update.CountsId, update.NewestId), default));
        Assert.NotEmpty(compared.Changes);
        var province = compared.Money!.Payers.Single(effect => effect.Payers == Payers.Province);
        Assert.Equal(Money.FromYuan(9_000m), province.Difference); // 9 counties × 1,000 persons × 1 yuan
        Assert.Equal(Money.Zero, compared.Money.Payers.Aggregate(Money.Zero, (sum, effect) => sum + effect.Difference));

        // A person of one county learns of that county's money and of no other's, and of no sum over others.
        var mine = Author(Bureau.Lanzhou) with { RegionScope = [new("620123")] };
        var limited = Ok(await new ComparePolicyVersionsHandler(desk.Db).HandleAsync(mine, new ComparePolicyVersions(update.CountsId, update.NewestId), default));
        Assert.Equal(["榆中县"], limited.Money!.Counties.Select(county => county.Name));
        Assert.Equal(Money.FromYuan(1_000m), limited.Money.Payers.Single(effect => effect.Payers == Payers.Province).Difference);
        Assert.Contains("1个单位", limited.Money.Headcounts, StringComparison.Ordinal);

        // Adopting is publishing a version on it.
        var copy = await desk.CreateAsync(Bureau.Lanzhou, 2020, DraftStart.Copy, (await ListAsync()).Versions[0].Id);
        var text = (await desk.ShowAsync(Author(Bureau.Lanzhou), copy)).Text;
        Assert.Equal(["榆中县"], Ok(await new TryDraftHandler(desk.Db).HandleAsync(mine, new TryDraft(copy, text, null, WithMoney: true), default)).Money!.Counties.Select(county => county.Name));
        Assert.Equal(9, Ok(await new TryDraftHandler(desk.Db).HandleAsync(Author(Bureau.Lanzhou), new TryDraft(copy, text, null, WithMoney: true), default)).Money!.Counties.Count);
        await desk.AnswerAllAsync(Author(Bureau.Lanzhou), copy);
        await desk.PublishAsync(Bureau.Lanzhou, copy);
        Assert.Empty((await ListAsync()).Updates);
        Assert.Equal("97.4", await ProvinceShareAsync());

        // 甘肃 withdraws the second version: the first is in force again there, and 兰州 is told that its basis is gone.
        var reviewer = Reviewer(Bureau.Gansu);
        Refused<Refused>((await desk.StepsBack.HandleAsync(reviewer, new WithdrawPolicy(update.NewestId, ""), default)).Problem, "写明原因");
        Ok(await desk.StepsBack.HandleAsync(reviewer, new WithdrawPolicy(update.NewestId, "文件有误"), default));
        Assert.Equal(PolicyState.Published, (await desk.ShowAsync(reviewer, update.CountsId)).State);
        Refused<Refused>((await new ShowSplitRulesHandler(desk.Db).HandleAsync(Author(Bureau.Lanzhou), new ShowSplitRules(2020), default)).Problem, "撤回了2020年度政策");
    }

    private static PolicyContent Moved(PolicyContent gansu)
    {
        FundingTier One(FundingTier tier) => tier with
        {
            Shares = [.. tier.Shares.Select(share => share switch
            {
                FixedShare { Payers: Payers.Province } fixedShare => fixedShare with { Yuan = fixedShare.Yuan + 1 },
                FixedShare { Payers: Payers.City | Payers.County } fixedShare => fixedShare with { Yuan = fixedShare.Yuan - 1 },
                _ => share,
            })],
        };
        return gansu with { Funding = gansu.Funding with { Tiers = [.. gansu.Funding.Tiers.SkipLast(1), One(gansu.Funding.Tiers[^1])] } };
    }

    private async Task EnterHeadcountsAsync()
    {
        await using var app = await desk.Database.OpenAppAsync((int)Bureau.Lanzhou, Some.Clerk(Bureau.Lanzhou).UserId);
        await using var command = new Npgsql.NpgsqlCommand(
            """
            INSERT INTO headcount (tenant_id, funding_year, region_code, basis, enrolment_basis, as_of, persons, is_sample, source)
            SELECT 5, 2020, code, 'Certified', ground, '2020-06-30', 250, true, '试'
            FROM region, unnest(ARRAY['HouseholdRegister', 'ResidencePermit', 'SchoolRegister', 'HongKongMacaoTaiwan']) AS ground
            WHERE is_funding_unit AND code LIKE '6201%'
            """,
            app);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<PolicyVersionList> ListAsync() => Ok(await new ListPolicyVersionsHandler(desk.Db).HandleAsync(Author(Bureau.Lanzhou), new ListPolicyVersions(2020), default));

    private async Task<string> ProvinceShareAsync() =>
        Ok(await new ShowSplitRulesHandler(desk.Db).HandleAsync(Author(Bureau.Lanzhou), new ShowSplitRules(2020), default)).Rows[0].Split.Determined!.Of(Payers.Province)!.Value.ToText();
}
