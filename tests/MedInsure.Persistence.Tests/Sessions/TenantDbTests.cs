using MedInsure.Persistence.Headcounts;
using MedInsure.Persistence.Tenants;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Regions;
using MedInsure.Testing.Databases;
using Microsoft.EntityFrameworkCore;


namespace MedInsure.Persistence.Tests.Sessions;

public sealed class TenantDbTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_saved_row_belongs_to_the_bureau_of_the_actor_and_leaves_an_audit_entry()
    {
        var clerk = Some.Clerk(Bureau.Lanzhou);
        await using (var db = await database.TenantDb.OpenAsync(clerk, default))
        {
            db.Rows.Headcounts.Add(Headcount("620102", 1_000));
            var saved = await db.SaveAsync("EnterHeadcounts", "headcount/2020", new { 人数 = 1_000 }, default);
            Assert.True(saved.IsOk, saved.Problem?.Sentence);
        }

        await using var reader = await database.TenantDb.OpenAsync(Some.FinanceOfficer(Bureau.Lanzhou), default);
        var row = await reader.Rows.Headcounts.SingleAsync(count => count.RegionCode == new RegionCode("620102"));
        Assert.Equal((5, 1_000L), (row.TenantId, row.Persons));


        var entry = await reader.Rows.AuditEntries.SingleAsync();
        Assert.Equal((1L, "EnterHeadcounts", "headcount/2020", clerk.UserId), (entry.Sequence, entry.Act, entry.Subject, entry.UserId));
        Assert.Contains("人数", entry.Detail, StringComparison.Ordinal);

        await using var sibling = await database.TenantDb.OpenAsync(Some.Clerk(Bureau.Henan), default);
        Assert.Empty(await sibling.Rows.Headcounts.IgnoreQueryFilters().ToListAsync());
    }

    [Fact]
    public async Task There_is_no_other_save()
    {
        await using var db = await database.TenantDb.OpenAsync(Some.Clerk(Bureau.Lanzhou), default);
        db.Rows.Headcounts.Add(Headcount("620103", 1));
        await Assert.ThrowsAsync<NotSupportedException>(() => db.Rows.SaveChangesAsync());
        Assert.Throws<NotSupportedException>(() => db.Rows.SaveChanges());
    }

    [Fact]
    public async Task Bureaus_are_listed_before_anybody_signed_in()
    {
        var bureaus = await database.TenantDb.ListBureausAsync(default);
        Assert.Equal(["national", "anhui", "huainan", "gansu", "lanzhou", "henan"], bureaus.Select(bureau => bureau.Code));
        Assert.Equal(BureauLevel.City, bureaus[4].Level);
    }

    internal static HeadcountEntity Headcount(string region, long persons) => new()
    {
        FundingYear = 2020,
        RegionCode = new RegionCode(region),
        Basis = HeadcountBasis.Reported,
        EnrolmentBasis = EnrolmentBasis.HouseholdRegister,
        AsOf = new DateOnly(2020, 6, 30),
        Persons = persons,
        Source = "录入",
    };
}
