using MedInsure.Rules.Documents;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Findings;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Documents;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Tables;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.PolicyDrafts;
using static MedInsure.UseCases.Tests.PolicyDrafts.PolicyDesk;

namespace MedInsure.UseCases.Tests.Documents;

/// <summary>What the library means for the policies that cite it.</summary>
public sealed class LibraryAndPolicyTests(PolicyDesk policies) : IClassFixture<PolicyDesk>
{
    private const string Lan142 = "兰医保〔2020〕142号";
    private readonly DocumentDesk desk = new(policies.Db);

    [Fact]
    public async Task A_value_whose_clause_is_doubtful_in_the_library_cannot_be_submitted_until_it_is_checked()
    {
        var author = Author(Bureau.Henan);
        var version = await policies.CreateAsync(Bureau.Henan, 2020);
        await policies.SaveAsync(author, version, AllocationDesk.Notice(Bureau.Henan));
        await policies.AnswerAllAsync(author, version);
        Ok(await desk.TryMarkAsync(author, "豫医保〔2020〕5号", "一", Transcription.Doubtful, "扫描件第一页不清"));
        var refused = Assert.IsType<Invalid>((await policies.Steps.HandleAsync(author, new SubmitPolicy(version), default)).Problem);
        Assert.Contains(refused.Errors, error => error.Sentence.Contains("豫医保〔2020〕5号“一”的文字存疑", StringComparison.Ordinal));
        Assert.Contains((await policies.ShowAsync(author, version)).Check.Findings, finding => finding.Kind == FindingKind.ClauseDoubtful);

        Ok(await desk.TryMarkAsync(Reviewer(Bureau.Henan), "豫医保〔2020〕5号", "一", Transcription.Checked, "已与原件核对"));
        Ok(await policies.Steps.HandleAsync(author, new SubmitPolicy(version), default));

        // And what becomes doubtful during the review is not published.
        Ok(await policies.Steps.HandleAsync(Reviewer(Bureau.Henan), new ReviewPolicy(version), default));
        Ok(await desk.TryMarkAsync(author, "豫医保〔2020〕5号", "附件1", Transcription.Doubtful, "漏一行"));
        Refused<Refused>((await policies.Steps.HandleAsync(Reviewer(Bureau.Henan), new PublishPolicy(version), default)).Problem, "情况有变化");
        Ok(await desk.TryMarkAsync(author, "豫医保〔2020〕5号", "附件1", Transcription.Checked));
        Ok(await policies.Steps.HandleAsync(Reviewer(Bureau.Henan), new PublishPolicy(version), default));
    }

    [Fact]
    public async Task A_document_that_is_not_registered_holds_the_draft_up_and_is_registered_in_one_click()
    {
        var author = Author(Bureau.Anhui);
        var content = AllocationDesk.Notice(Bureau.Anhui);
        content = content with { Documents = [.. content.Documents.Select(document => document with { Number = "皖医保发〔2020〕150号", DoubtfulClauses = [] })], Gaps = content.Gaps };
        var version = await policies.CreateAsync(Bureau.Anhui, 2020);
        await policies.SaveAsync(author, version, content);
        var unknown = (await policies.ShowAsync(author, version)).Check.Findings.Where(finding => finding.Kind == FindingKind.DocumentUnregistered).ToList();
        Assert.NotEmpty(unknown);
        Assert.All(unknown, finding => Assert.Contains("请先登记文件", finding.Sentence, StringComparison.Ordinal));
        Assert.Equal("2020年度第1版", Assert.Single((await desk.ListAsync(Bureau.Anhui)).Unregistered, document => document.Number == "皖医保发〔2020〕150号").NamedBy);

        Refused<NotFound>((await desk.TryRegisterNamedAsync(author, "皖医保发〔2020〕151号")).Problem, "没有写这件文件");
        Refused<NotAllowed>((await desk.TryRegisterNamedAsync(Reviewer(Bureau.Anhui), "皖医保发〔2020〕150号")).Problem, "政策管理员");
        Ok(await desk.TryRegisterNamedAsync(author, "皖医保发(2020)150号"));
        var page = await desk.ShowAsync(Bureau.Anhui, "皖医保发〔2020〕150号");
        Assert.Equal((content.Documents[0].Title, new DateOnly(2020, 8, 7), 4, "医保发〔2020〕24号"), (page.Row.Title, page.Row.Dated, page.Row.Issuers.Count, Assert.Single(page.Row.Relations).Number));
        Assert.DoesNotContain((await policies.ShowAsync(author, version)).Check.Findings, finding => finding.Kind == FindingKind.DocumentUnregistered);
        Assert.DoesNotContain((await desk.ListAsync(Bureau.Anhui)).Unregistered, document => document.Number == "皖医保发〔2020〕150号");

        // 未收录 is no basis either.
        Ok(await desk.TryChangeAsync(author, "皖医保发〔2020〕150号", DocumentDesk.Entry("皖医保发〔2020〕150号") with { Held = false }, page.Stamp));
        Assert.Contains((await policies.ShowAsync(author, version)).Check.Findings, finding => finding.Kind == FindingKind.DocumentUnknown && finding.Sentence.Contains("未收录", StringComparison.Ordinal));
    }

    [Fact]
    public async Task From_Lanzhou_the_chain_goes_up_to_the_state_and_a_clause_says_who_rests_on_it()
    {
        var author = Author(Bureau.Lanzhou);
        var version = await policies.CreateAsync(Bureau.Lanzhou, 2020);
        await policies.SaveAsync(author, version, AllocationDesk.Notice(Bureau.Lanzhou));
        var page = await desk.ShowAsync(Bureau.Lanzhou, Lan142);
        Assert.Equal(["医保发〔2020〕24号", "甘医保发〔2020〕66号", Lan142], page.Chain.TakeLast(3).Select(layer => Assert.Single(layer).Number));
        Assert.Equal(["国家医疗保障局", "甘肃省医疗保障局", "兰州市医疗保障局"], page.Chain.TakeLast(3).Select(layer => layer[0].Row!.BureauName));
        Assert.Contains(page.Chain[0], link => link is { Number: "国发〔2016〕44号", Row.Status: DocumentStatus.NotHeld });
        var cited = page.Clauses.Single(clause => clause.Path == "一").CitedBy;
        Assert.All(page.Clauses.SelectMany(clause => clause.CitedBy), citation => Assert.DoesNotMatch("[a-z]{3}", citation.Label + citation.Text)); // names of categories that the bureaus above define
        Assert.Contains(cited, citation => citation.Text.Contains("550.00", StringComparison.Ordinal) && citation.VersionId == version && citation.State == PolicyState.Draft);
        Assert.Empty(page.CitedWithoutClause);
        Assert.Equal([Lan142, "医保发〔2020〕24号"], (await desk.ListAsync(Bureau.Lanzhou, new ListDocuments(RelatedTo: "甘医保发(2020)66号"))).Rows.Where(row => row.Status != DocumentStatus.NotHeld).Select(row => row.Number));

        // From the province the city's document is not seen.
        Assert.DoesNotContain((await desk.ShowAsync(Bureau.Gansu, "甘医保发〔2020〕66号")).Chain.SelectMany(layer => layer), link => link.Number == Lan142);
    }

    [Fact]
    public async Task The_list_is_filtered_by_text_body_year_and_state()
    {
        async Task<List<string>> NumbersAsync(ListDocuments filter) => [.. (await desk.ListAsync(Bureau.Huainan, filter)).Rows.Select(row => row.Number)];
        Assert.Equal(["皖医保发〔2020〕15号"], await NumbersAsync(new ListDocuments(Text: "五统一")));
        Assert.Equal(["淮府办〔2020〕15号"], await NumbersAsync(new ListDocuments(Text: "淮府办(2020)15号")));
        Assert.Equal(["皖医保发〔2020〕15号"], await NumbersAsync(new ListDocuments(Issuer: "安徽省财政厅")));
        Assert.Equal(["皖医保发〔2020〕15号"], await NumbersAsync(new ListDocuments(Status: DocumentStatus.Doubtful)));
        Assert.Contains("皖政办〔2019〕15号", await NumbersAsync(new ListDocuments(Status: DocumentStatus.NotHeld, Year: 2019)));
        Assert.DoesNotContain("淮府办〔2020〕15号", await NumbersAsync(new ListDocuments(Year: 2019)));
        Assert.Empty(await NumbersAsync(new ListDocuments(Text: "没有这样的文字")));
    }

    [Fact]
    public async Task The_redline_shows_the_text_of_the_clauses_beside_what_the_policy_says_of_them()
    {
        var version = Ok(await new ListPolicyVersionsHandler(policies.Db).HandleAsync(Author(Bureau.Gansu), new ListPolicyVersions(2020), default)).Versions[0].Id;
        var next = await policies.CreateAsync(Bureau.Gansu, 2020, DraftStart.Copy, version);
        var changed = AllocationDesk.Notice(Bureau.Gansu);
        await policies.SaveAsync(Author(Bureau.Gansu), next, changed with { FiscalSubsidy = [.. changed.FiscalSubsidy.Select(standard => standard with { Yuan = 560 })] });
        var compared = Ok(await new ComparePolicyVersionsHandler(policies.Db).HandleAsync(Author(Bureau.Gansu), new ComparePolicyVersions(version, next), default));
        var source = Assert.IsType<TextCell>(compared.Tables.Redline.Rows[0].Cells[5]).Text;
        Assert.Contains("三档合计都是550元（文件库摘要：三档合计都是550元，中央都是440元。", source, StringComparison.Ordinal);
    }
}
