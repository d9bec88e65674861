using MedInsure.Persistence.Startup;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedInsure.Persistence.Tests.Reference;

public sealed class ReferenceDataTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateOnly In2020 = new(2020, 12, 31);
    private static readonly DateOnly In2021 = new(2021, 1, 1);

    [Fact]
    public async Task Luoyang_has_the_units_of_the_year_that_is_asked_for()
    {
        Assert.Equal(["偃师市", "吉利区", "孟津县"], await NewOrGoneAsync(In2020));
        Assert.Equal(["偃师区", "孟津区"], await NewOrGoneAsync(In2021));

        async Task<List<string>> NewOrGoneAsync(DateOnly day)
        {
            var tree = await TreeAsync(day);
            string[] codes = ["410306", "410307", "410308", "410322", "410381"];
            return [.. tree.ChildrenOf(new RegionCode("410300")).Where(region => codes.Contains(region.Code.Value)).Select(region => region.Name).Order(StringComparer.Ordinal)];
        }
    }

    [Fact]
    public async Task Only_the_zones_that_a_notice_names_owe_a_share()
    {
        var tree = await TreeAsync(In2020);
        Assert.Equal(["兰州新区", "毛集实验区"], tree.All.Where(region => region is { Kind: RegionKind.Zone, IsFundingUnit: true }).Select(region => region.Name).Order(StringComparer.Ordinal));
        Assert.Equal("340400", tree.Find(new RegionCode("3404L1"))!.Parent!.Value.Value);
        Assert.Equal(9, tree.FundingUnitsOf(new RegionCode("620100")).Count());
        Assert.Equal(["620201"], tree.FundingUnitsOf(new RegionCode("620200")).Select(region => region.Code.Value));
        Assert.DoesNotContain(tree.All, region => region.Kind is RegionKind.Container or RegionKind.Prefecture or RegionKind.Province && region.IsFundingUnit);
    }

    [Fact]
    public async Task The_ten_counties_of_the_annex_and_Jiyuan_settle_with_the_province()
    {
        var tree = await TreeAsync(In2020);
        Assert.Equal(
            ["410181", "410225", "410482", "410526", "410783", "411381", "411481", "411525", "411628", "411729", "419001"],
            tree.All.Where(region => region.FiscalStatus == FiscalStatus.ProvinceManaged).Select(region => region.Code.Value));
        Assert.Equal(["济源示范区"], tree.Find(new RegionCode("419001"))!.Aliases);
        Assert.Null(tree.PrefectureOf(new RegionCode("419001")));
    }

    [Theory]
    [InlineData(Insurance.CriticalIllness)]
    [InlineData(Insurance.Basic)]
    public async Task Henan_has_28_pooling_regions_and_each_county_is_in_one(Insurance insurance)
    {
        await using var db = await database.TenantDb.OpenAsync(Some.FinanceOfficer(Bureau.Henan), default);
        var units = await db.Rows.PoolingRegions.AsNoTracking().Include(unit => unit.Members).Where(unit => unit.Insurance == insurance).ToListAsync();
        Assert.Equal(28, units.Count);
        foreach (var day in new[] { In2020, In2021 })
        {
            var members = units.SelectMany(unit => unit.Members).Where(member => member.ValidFrom <= day && (member.ValidTo is null || day < member.ValidTo)).Select(member => member.RegionCode).Order();
            Assert.Equal((await TreeAsync(day)).FundingUnitsOf(new RegionCode("410000")).Select(region => region.Code).Order(), members);
        }

        var xincai = Assert.Single(units, unit => unit.Members.Exists(member => member.RegionCode == new RegionCode("411729")));
        Assert.Equal("新蔡县", xincai.Name);
        Assert.Equal("周口市", Assert.Single(units, unit => unit.Members.Exists(member => member.RegionCode == new RegionCode("411624"))).Name);
    }

    [Fact]
    public async Task A_county_is_refused_in_a_second_pooling_region()
    {
        await using var owner = await database.OpenOwnerAsync();
        await owner.ExecuteAsync("SELECT set_config('app.tenant_id', '6', false)");
        const string join = "INSERT INTO pooling_member (tenant_id, pooling_region_id, region_code, insurance, valid_from) SELECT 6, id, '411729', 'Basic', $1::date FROM pooling_region WHERE insurance = 'Basic' AND name = '驻马店市'";
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => owner.ExecuteAsync(join, "2022-01-01"));
        Assert.Equal("ex_pooling_member_once", refusal.ConstraintName);
    }

    [Fact]
    public async Task Loading_again_changes_nothing_and_puts_right_what_differs()
    {
        await using var owner = await database.OpenOwnerAsync();
        const string fingerprint = "SELECT (SELECT string_agg(xmin::text || code, ',' ORDER BY code) FROM region) || (SELECT string_agg(xmin::text || id, ',' ORDER BY id) FROM tenant)";
        var before = await owner.ScalarAsync<string>(fingerprint);
        var outcome = await DatabaseMigration.RunAsync(database.OwnerConnectionString, default);
        Assert.Equal((0, 443, 6, 320), (outcome.MigrationsApplied, outcome.Loaded.Regions, outcome.Loaded.Bureaus, outcome.Loaded.PoolingMembers));
        Assert.Equal(before, await owner.ScalarAsync<string>(fingerprint));

        await owner.ExecuteAsync("UPDATE region SET name = '误' WHERE code = '620102'");
        await DatabaseMigration.RunAsync(database.OwnerConnectionString, default);
        Assert.Equal("城关区", await owner.ScalarAsync<string>("SELECT name FROM region WHERE code = '620102'"));
    }

    [Fact]
    public async Task Bureaus_know_those_above_them_nearest_first()
    {
        await using var lanzhou = await database.OpenAppAsync(5);
        var above = await lanzhou.ScalarAsync<int[]>("SELECT app.ancestor_ids()");
        Assert.Equal([4, 1], above);
        await using var national = await database.OpenAppAsync(1);
        Assert.Empty(await national.ScalarAsync<int[]>("SELECT app.ancestor_ids()"));
    }

    private async Task<RegionTree> TreeAsync(DateOnly day)
    {
        await using var db = await database.TenantDb.OpenAsync(Some.Clerk(Bureau.National), default);
        return new RegionTree((await db.Rows.Regions.AsNoTracking().ToListAsync()).Select(region => region.ToRegion()), day);
    }
}
