using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Tables;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.Tables;
using Microsoft.EntityFrameworkCore;
using static MedInsure.UseCases.Tests.PolicyDrafts.PolicyDesk;

namespace MedInsure.UseCases.Tests.PolicyDrafts;

/// <summary>What the pages of 政策配置 show and give out, beside the acts.</summary>
public sealed class PolicyComparisonTests(PolicyDesk desk) : IClassFixture<PolicyDesk>
{
    [Fact]
    public async Task The_workbook_of_a_comparison_holds_what_the_page_shows_and_its_export_is_on_record()
    {
        var (before, after) = await TwoVersionsAsync();
        var author = Author(Bureau.Lanzhou);
        var compared = Ok(await new ComparePolicyVersionsHandler(desk.Db).HandleAsync(author, new ComparePolicyVersions(before, after), default));
        var tables = compared.Tables;
        Assert.Null(compared.NoMoney);
        Assert.Equal(compared.Changes.Count, tables.Redline.Rows.Count);
        Assert.Contains(tables.Redline.Rows, row => row.Cells[4] is TextCell { IsStruck: true, Text: "550.00 元/人" } && row.Cells[6] is TextCell { IsStruck: false, Text: "560.00 元/人" } && row.Cells[5] is TextCell { Text: var source } && source.Contains("兰医保〔2020〕142号", StringComparison.Ordinal));
        Assert.Equal(9, tables.Counties!.Rows.Count(row => row.Kind == RowKind.Line));
        Assert.IsType<MoneyCell>(tables.Payers!.Rows[^1].Cells[^1]);

        var exporter = new ExportPolicyComparisonHandler(new ComparePolicyVersionsHandler(desk.Db), desk.Db, StoppedClock.Instance);
        var file = Ok(await exporter.HandleAsync(author, new ExportPolicyComparison(before, after, MoneyUnit.Yuan), default));
        Assert.Equal("政策变动对比_2020年度第1版_2020年度第2版.xlsx", file.FileName);
        using (var book = SpreadsheetDocument.Open(new MemoryStream(file.Content), isEditable: false))
        {
            Assert.Equal(tables.All.Select(table => table.Title), book.WorkbookPart!.Workbook.Sheets!.Elements<Sheet>().Select(sheet => sheet.Name!.Value));
            Assert.Empty(new OpenXmlValidator().Validate(book));
        }

        var values = new XlsxUnderTest(file.Content).Values().Select(row => row.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)).ToList()).ToList();
        var first = values.FindIndex(row => row[0] == "1");
        foreach (var (row, i) in tables.Redline.Rows.Select((row, i) => (row, i)))
        {
            Assert.Equal(row.Cells.Select(cell => CellText.Plain(cell, MoneyUnit.Yuan)), values[first + i]);
        }

        await using var db = await desk.Db.OpenAsync(author, default);
        Assert.Equal(1, await db.Rows.AuditEntries.CountAsync(entry => entry.Act == "ExportPolicyComparison" && entry.Subject == $"policy/{after}"));
    }

    [Fact]
    public async Task A_version_goes_out_as_the_text_of_its_hash_and_comes_back_as_a_draft_only_while_none_is_open()
    {
        var author = Author(Bureau.Gansu);
        var published = Ok(await new ListPolicyVersionsHandler(desk.Db).HandleAsync(author, new ListPolicyVersions(2020), default)).Versions.Single(version => version.State == PolicyState.Published);
        var file = Ok(await new ExportPolicyVersionHandler(desk.Db).HandleAsync(author, new ExportPolicyVersion(published.Id), default));
        var text = System.Text.Encoding.UTF8.GetString(file.Content);
        Assert.Equal(published.Sha256, PolicyJson.HashOfText(text));
        Refused<NotAllowed>((await new ExportPolicyVersionHandler(desk.Db).HandleAsync(Some.Auditor(Bureau.Gansu), new ExportPolicyVersion(published.Id), default)).Problem, "岗位");

        var import = new Policies.ImportPolicyHandler(desk.Db, StoppedClock.Instance);
        Ok(await import.HandleAsync(author, new Policies.ImportPolicy(text), default));
        Refused<Conflict>((await import.HandleAsync(author, new Policies.ImportPolicy(text), default)).Problem, "已有一份草稿");
    }

    [Fact]
    public async Task A_bureau_without_counties_of_its_own_is_told_that_there_is_no_money_to_show()
    {
        var author = Author(Bureau.National);
        var content = AllocationDesk.Notice(Bureau.National);
        var first = Ok(await new ListComparableVersionsHandler(desk.Db).HandleAsync(author, new ListComparableVersions(), default)).Single();
        var draft = await desk.CreateAsync(Bureau.National, 2020, DraftStart.Copy, first.Id);
        await desk.SaveAsync(author, draft, content with { Title = "另一标题" });
        var compared = Ok(await new ComparePolicyVersionsHandler(desk.Db).HandleAsync(author, new ComparePolicyVersions(first.Id, draft), default));
        Assert.Equal(("不向", 1), (compared.NoMoney![3..5], compared.Changes.Count));
        Assert.Single(compared.Tables.All);

        // A version compared with itself says so in its table.
        var same = Ok(await new ComparePolicyVersionsHandler(desk.Db).HandleAsync(author, new ComparePolicyVersions(draft, draft), default));
        Assert.Contains("没有变动", ((TextCell)same.Tables.Redline.Rows.Single().Cells[0]).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_are_shown_with_names_sources_and_what_last_year_said()
    {
        var author = Author(Bureau.Henan);
        var content = AllocationDesk.Notice(Bureau.Henan);
        await desk.PublishAsync(Bureau.Henan, content);
        await desk.PublishAsync(Bureau.National, PolicyRoll.Next(AllocationDesk.Notice(Bureau.National)));
        var draft = await desk.CreateAsync(Bureau.Henan, 2021, DraftStart.Roll);
        var rolled = PolicyJson.Read((await desk.ShowAsync(author, draft)).Text).Value;
        await desk.SaveAsync(author, draft, rolled with { FiscalSubsidy = [rolled.FiscalSubsidy[0] with { Yuan = 580 }] });

        var values = Ok(await new ShowPolicyValuesHandler(desk.Db).HandleAsync(author, new ShowPolicyValues(draft), default));
        var subsidy = values.Single(value => value.Label == "人均财政补助标准");
        Assert.Equal(("580.00 元/人", "550.00 元/人", false), (subsidy.Text, subsidy.LastYear, subsidy.IsRolled));
        Assert.NotEmpty(subsidy.Sources);
        Assert.DoesNotContain(values, value => value.Text.Contains("4101", StringComparison.Ordinal)); // regions by name
        var unconfirmed = (await desk.ShowAsync(author, draft)).Check.Unconfirmed.Select(entry => entry.Value.Path).ToHashSet(StringComparer.Ordinal);
        Assert.Subset(values.Select(value => value.Path).ToHashSet(StringComparer.Ordinal), unconfirmed);
        Assert.Contains(values, value => value.IsRolled && unconfirmed.Contains(value.Path));
    }

    private async Task<(long Before, long After)> TwoVersionsAsync()
    {
        var content = AllocationDesk.Notice(Bureau.Lanzhou);
        var before = await desk.PublishAsync(Bureau.Lanzhou, content);
        await using (var app = await desk.Database.OpenAppAsync((int)Bureau.Lanzhou, Some.Clerk(Bureau.Lanzhou).UserId))
        await using (var command = new Npgsql.NpgsqlCommand(
            """
            INSERT INTO headcount (tenant_id, funding_year, region_code, basis, enrolment_basis, as_of, persons, is_sample, source)
            SELECT 5, 2020, code, 'Certified', ground, '2020-06-30', 250, true, '试'
            FROM region, unnest(ARRAY['HouseholdRegister', 'ResidencePermit', 'SchoolRegister', 'HongKongMacaoTaiwan']) AS ground
            WHERE is_funding_unit AND code LIKE '6201%'
            """,
            app))
        {
            await command.ExecuteNonQueryAsync();
        }

        var after = await desk.CreateAsync(Bureau.Lanzhou, 2020, DraftStart.Copy, before);
        await desk.SaveAsync(Author(Bureau.Lanzhou), after, content with { FiscalSubsidy = [content.FiscalSubsidy[0] with { Yuan = 560 }] });
        return (before, after);
    }
}
