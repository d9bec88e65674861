using MedInsure.Persistence.Policies;
using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.Shell;
using Microsoft.EntityFrameworkCore;
using static MedInsure.UseCases.Tests.Headcounts.HeadcountActs;

namespace MedInsure.UseCases.Tests.Headcounts;

/// <summary>Once the bureau has published the policy of 2021, nothing in 2020 changes, whatever page or program asks.</summary>
public sealed class ClosedYearTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Sentence = "2020 年度已结束，只能查看和导出；本机构没有发布过这一年度的政策，可以在“政策配置”中补登。办理其他业务请在右上角切换到 2021 年度。";

    private readonly HeadcountActs acts = new(database);

    [Fact]
    public async Task Every_act_that_writes_a_closed_years_headcounts_is_refused_and_reading_is_not()
    {
        var (clerk, officer) = (Some.Clerk(Bureau.Lanzhou), Some.FinanceOfficer(Bureau.Lanzhou));
        var imports = new ImportActs(database, acts.Clock);
        Assert.True((await acts.ReportAsync(clerk, Whole("620102", 500))).IsOk);
        var preview = await imports.PreviewAsync(clerk, ImportActs.Csv("620103,户籍,70,2020-12-31"));
        await DraftAsync(Bureau.Lanzhou, 2021);
        Assert.True((await acts.ReportAsync(clerk, Cell("620104", "1"))).IsOk);
        await PublishAsync(Bureau.Gansu, 2021);
        Assert.True((await acts.ReportAsync(clerk, Cell("620105", "1"))).IsOk);

        await PublishAsync(Bureau.Lanzhou, 2021);
        Refused(await acts.ReportAsync(clerk, Cell("620111", "1")));
        Refused(await acts.PromoteAsync(officer, HeadcountBasis.Reported));
        Refused(await imports.UploadAsync(clerk, ImportActs.Csv("620121,户籍,70,2020-12-31")));
        Refused(await imports.CommitAsync(clerk, preview));
        var seeded = await new SeedSampleHeadcountsHandler(database.TenantDb).HandleAsync(clerk, new SeedSampleHeadcounts(2020), default);
        Assert.False(seeded.IsOk && seeded.Value.Figures > 0);

        Assert.Equal(500, (await acts.UnitAsync(clerk, "620102")).Sum);
        Assert.True((await acts.UnitAsync(clerk, "620111")).IsEmpty);
        Assert.True((await acts.UnitAsync(officer, "620102", HeadcountBasis.Certified)).IsEmpty);
        Assert.True((await imports.TemplateAsync(clerk)).IsOk);
        Assert.Equal(3, (await acts.AuditedActsAsync(Bureau.Lanzhou)).Count(act => act is "ChangeHeadcountsRefused" or "PromoteHeadcountsRefused" or "CommitHeadcountImportRefused"));
    }

    [Fact]
    public async Task Only_the_bureaus_own_published_policy_makes_a_year_the_current_one()
    {
        await PublishAsync(Bureau.Anhui, 2022);
        await DraftAsync(Bureau.Huainan, 2023);
        await PublishAsync(Bureau.Huainan, 2021);
        var list = await new ListPolicyYearsHandler(database.TenantDb).HandleAsync(Some.Clerk(Bureau.Huainan), default);
        Assert.Equal([2023, 2022, 2021], list.Years);
        Assert.Equal(2021, list.Current);
    }

    private static void Refused<T>(Result<T> outcome) => Assert.Equal(Sentence, Assert.IsType<Refused>(outcome.Problem).Sentence);

    private async Task DraftAsync(Bureau bureau, int year)
    {
        var author = Some.PolicyAdministrator(bureau);
        await using var db = await database.TenantDb.OpenAsync(author, default);
        db.Rows.Add(new PolicyVersionEntity
        {
            FundingYear = year,
            VersionNumber = 1,
            Title = $"虚构的{year}年度政策",
            Text = "{}",
            TextSha256 = PolicyJson.HashOfText("{}"),
            ContentHash = PolicyJson.HashOfText("{}"),
            AuthorId = author.UserId,
            CreatedAt = acts.Clock.GetUtcNow(),
        });
        Assert.True((await db.SaveAsync("TestSetUp", "policy", null, default)).IsOk);
    }

    private async Task PublishAsync(Bureau bureau, int year)
    {
        var reviewer = Some.Reviewer(bureau);
        await using var db = await database.TenantDb.OpenAsync(reviewer, default);
        if (!await db.Rows.PolicyVersions.AnyAsync(version => version.FundingYear == year))
        {
            await DraftAsync(bureau, year);
        }

        var draft = await db.Rows.PolicyVersions.SingleAsync(version => version.FundingYear == year);
        draft.State = PolicyState.InReview;
        Assert.True((await db.SaveAsync("TestSetUp", "policy", null, default)).IsOk);
        draft.State = PolicyState.Published;
        (draft.ReviewerId, draft.ReviewedAt) = (reviewer.UserId, acts.Clock.GetUtcNow());
        (draft.PublisherId, draft.PublishedAt) = (reviewer.UserId, acts.Clock.GetUtcNow());
        Assert.True((await db.SaveAsync("TestSetUp", "policy", null, default)).IsOk);
    }
}
