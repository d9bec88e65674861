using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Headcounts;

namespace MedInsure.UseCases.Tests.Headcounts;

public sealed class ListHeadcountImportsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Every_upload_of_the_year_stands_in_the_list_with_its_state_and_what_may_be_done_with_it()
    {
        var acts = new HeadcountActs(database);
        var imports = new ImportActs(database, acts.Clock);
        var (clerk, officer) = (Some.Clerk(Bureau.Lanzhou), Some.FinanceOfficer(Bureau.Lanzhou));
        var wrong = (await imports.UploadAsync(clerk, ImportActs.Csv("620102,户籍,-5,2020-12-31", "620103,户籍,70,2020-12-31"), "有误.csv")).Value.BatchId;
        Assert.True((await imports.CommitAsync(clerk, await imports.PreviewAsync(clerk, ImportActs.Csv("620104,户籍,70,2020-12-31")))).IsOk);
        Assert.True((await imports.UploadAsync(officer, ImportActs.Csv("620105,户籍,70,2020-12-31"), "核定.csv", HeadcountBasis.Certified)).IsOk);

        var list = (await ListAsync(clerk)).Imports;
        Assert.Equal(["核定.csv", "参保人数.csv", "有误.csv"], list.Select(import => import.FileName));
        Assert.Equal([PastImportState.Waiting, PastImportState.Committed, PastImportState.HasErrors], list.Select(import => import.State));
        Assert.Equal([(1, 1, 0), (1, 1, 0), (2, 1, 1)], list.Select(import => (import.Rows, import.RightRows, import.WrongRows)));
        Assert.Equal(["财务甲", "经办甲", "经办甲"], list.Select(import => import.By));
        Assert.Equal([false, false, true], list.Select(import => import.MayTakeErrors));
        Assert.Equal([false, false, false], list.Select(import => import.MayGoOn));
        Assert.True((await ListAsync(officer)).Imports[0].MayGoOn);
        Assert.True((await imports.ErrorsAsync(clerk, wrong)).IsOk);

        Assert.Equal(["核定.csv"], (await ListAsync(officer.LimitedTo("620105"))).Imports.Select(import => import.FileName));
        Assert.Empty((await ListAsync(clerk, 2019)).Imports);
        Assert.Empty((await ListAsync(Some.Clerk(Bureau.Gansu))).Imports);
        Assert.IsType<NotAllowed>((await new ListHeadcountImportsHandler(database.TenantDb).HandleAsync(Some.Auditor(Bureau.Lanzhou), new ListHeadcountImports(2020), default)).Problem);

        Assert.Equal(3, await acts.CountAsync("WITH changed AS (UPDATE import_batch SET file = NULL RETURNING 1) SELECT count(*) FROM changed"));
        Assert.DoesNotContain((await ListAsync(clerk)).Imports, import => import.MayTakeErrors);
    }

    private async Task<HeadcountImportList> ListAsync(Actor actor, int year = 2020) =>
        (await new ListHeadcountImportsHandler(database.TenantDb).HandleAsync(actor, new ListHeadcountImports(year), default)).Value;
}
