using MedInsure.Rules.Documents;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Documents;
using MedInsure.UseCases.Tests.PolicyDrafts;
using static MedInsure.UseCases.Tests.Documents.DocumentDesk;
using static MedInsure.UseCases.Tests.PolicyDrafts.PolicyDesk;

namespace MedInsure.UseCases.Tests.Documents;

/// <summary>Clauses: pasted, edited, marked; each refusal beside the act that is done.</summary>
public sealed class ClauseTests(PolicyDesk policies) : IClassFixture<PolicyDesk>
{
    private const string Text = "通知\n一、标准\n（一）每人560元。\n（二）每人280元。\n附表\n东县 10";
    private readonly DocumentDesk desk = new(policies.Db);

    [Fact]
    public async Task A_pasted_text_becomes_clauses_and_another_text_of_it_keeps_the_first()
    {
        var (author, number) = (Author(Bureau.Henan), await desk.RegisterAsync(Bureau.Henan, Entry("豫医保〔2022〕1号")));
        Refused<Refused>((await desk.TryPasteAsync(author, number, " \n")).Problem, "没有文字");
        Refused<NotAllowed>((await desk.TryPasteAsync(Some.Clerk(Bureau.Henan), number, Text)).Problem, "政策管理员");
        Refused<Refused>((await desk.TryPasteAsync(author, number, new string('字', PasteClausesHandler.LongestText + 1))).Problem, "分几次");
        var first = Ok(await desk.TryPasteAsync(author, number, Text));
        Assert.Equal((5, 0, 0), (first.Added, first.Changed, first.Same));
        Assert.Equal(["首段", "一", "一(一)", "一(二)", "附表"], (await desk.ShowAsync(Bureau.Henan, number)).Clauses.Select(clause => clause.Path));

        Ok(await desk.TryMarkAsync(author, number, "一(一)", Transcription.Checked));
        var second = Ok(await desk.TryPasteAsync(author, number, "一、标准\n（一）每人570元。\n（二）每人280元。\n二、其他"));
        Assert.Equal((1, 1, 2), (second.Added, second.Changed, second.Same));
        Assert.Equal(["首段", "附表"], second.NotInText);
        var page = await desk.ShowAsync(Bureau.Henan, number);
        Assert.Equal(["一", "一(一)", "一(二)", "二", "首段", "附表"], page.Clauses.Select(clause => clause.Path));
        var changed = page.Clauses[1];
        Assert.Equal(("（一）每人570元。", Transcription.Unchecked), (changed.Text, changed.Transcription));
        Assert.Equal("（一）每人560元。", Assert.Single(changed.Earlier).Text);
        Assert.Equal([Transcription.Unchecked, Transcription.Checked], changed.Marks.Select(mark => mark.Transcription));
        Assert.All(changed.Marks, mark => Assert.Equal("政策甲", mark.By));
    }

    [Fact]
    public async Task A_long_document_is_pasted_in_parts()
    {
        var (author, number) = (Author(Bureau.Henan), await desk.RegisterAsync(Bureau.Henan, Entry("豫医保〔2022〕6号")));
        Ok(await desk.TryPasteAsync(author, number, "一、甲\n二、乙"));
        Assert.Empty(Ok(await desk.TryPasteAsync(author, number, "三、丙\n附件1\n丁")).NotInText);
        Assert.Equal(["一", "二", "三", "附件1"], (await desk.ShowAsync(Bureau.Henan, number)).Clauses.Select(clause => clause.Path));
    }

    [Fact]
    public async Task A_clause_is_added_once_and_changed_as_it_was_seen()
    {
        var (author, number) = (Author(Bureau.Henan), await desk.RegisterAsync(Bureau.Henan, Entry("豫医保〔2022〕2号")));
        Assert.Equal("一(一)", Ok(await desk.TrySaveClauseAsync(author, number, " 一（一） ", "每人560元。")));
        Refused<Conflict>((await desk.TrySaveClauseAsync(author, number, "一(一)", "另一段")).Problem, "已经有");
        Refused<Refused>((await desk.TrySaveClauseAsync(author, number, " ", "另一段")).Problem, "编号");
        Refused<Refused>((await desk.TrySaveClauseAsync(author, number, "二", " ")).Problem, "文字");
        var stamp = (await desk.ShowAsync(Bureau.Henan, number)).Clauses[0].Stamp;
        Ok(await desk.TrySaveClauseAsync(author, number, "一(一)", "每人570元。", stamp));
        Refused<Conflict>((await desk.TrySaveClauseAsync(author, number, "一(一)", "每人580元。", stamp)).Problem, "刚被同事修改");
        Refused<NotFound>((await desk.TrySaveClauseAsync(author, "豫医保〔2022〕99号", "一", "字")).Problem, "没有");
        Refused<Refused>((await desk.TrySaveClauseAsync(author, await desk.RegisterAsync(Bureau.Henan, Entry("豫医保〔2022〕3号") with { Held = false }), "一", "字")).Problem, "未收录");
    }

    [Fact]
    public async Task A_clause_that_nobody_cites_or_looked_at_is_removed()
    {
        var (author, number) = (Author(Bureau.Henan), await desk.RegisterAsync(Bureau.Henan, Entry("豫医保〔2022〕4号")));
        Ok(await desk.TryPasteAsync(author, number, "一、甲\n二、乙"));
        Ok(await desk.TryMarkAsync(author, number, "一", Transcription.Doubtful, "少一行"));
        Refused<Refused>((await desk.TryRemoveClauseAsync(author, number, "一")).Problem, "校对记录");
        Ok(await desk.TryRemoveClauseAsync(author, number, "二"));
        Refused<NotFound>((await desk.TryRemoveClauseAsync(author, number, "二")).Problem, "没有");
        Refused<Refused>((await desk.TryRemoveClauseAsync(Author(Bureau.Gansu), "甘医保发〔2020〕66号", "一(一)")).Problem, "引用了");
    }

    [Fact]
    public async Task A_doubt_needs_words_and_the_whole_as_checked_leaves_doubtful_clauses_alone()
    {
        var (author, reviewer, number) = (Author(Bureau.Henan), Reviewer(Bureau.Henan), await desk.RegisterAsync(Bureau.Henan, Entry("豫医保〔2022〕5号")));
        Ok(await desk.TryPasteAsync(author, number, "一、甲\n二、乙\n三、丙"));
        Refused<Refused>((await desk.TryMarkAsync(author, number, "二", Transcription.Doubtful, " ")).Problem, "哪里存疑");
        Refused<NotAllowed>((await desk.TryMarkAsync(Some.FinanceOfficer(Bureau.Henan), number, "二", Transcription.Checked)).Problem, "复核岗");
        Refused<NotFound>((await desk.TryMarkAsync(reviewer, number, "九", Transcription.Checked)).Problem, "没有");
        Ok(await desk.TryMarkAsync(reviewer, number, "二", Transcription.Doubtful, "缺一行"));
        Assert.Equal(DocumentStatus.Doubtful, (await desk.ShowAsync(Bureau.Henan, number)).Row.Status);

        Assert.Equal(2, Ok(await desk.TryMarkAsync(author, number, "", Transcription.Checked, "与原件核对")));
        var page = await desk.ShowAsync(Bureau.Henan, number);
        Assert.Equal([Transcription.Checked, Transcription.Doubtful, Transcription.Checked], page.Clauses.Select(clause => clause.Transcription));
        Assert.Equal(DocumentStatus.Doubtful, page.Row.Status);
        Ok(await desk.TryMarkAsync(reviewer, number, "二", Transcription.Checked));
        Assert.Equal(DocumentStatus.Checked, (await desk.ShowAsync(Bureau.Henan, number)).Row.Status);
        Ok(await desk.TryMarkAsync(author, number, "", Transcription.Doubtful, "第二页不清"));
        Assert.Equal(DocumentStatus.Doubtful, (await desk.ShowAsync(Bureau.Henan, number)).Row.Status);
    }
}
