using MedInsure.Rules.Documents;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Documents;
using MedInsure.UseCases.Tests.PolicyDrafts;
using Microsoft.EntityFrameworkCore;
using static MedInsure.UseCases.Tests.Documents.DocumentDesk;
using static MedInsure.UseCases.Tests.PolicyDrafts.PolicyDesk;

namespace MedInsure.UseCases.Tests.Documents;

/// <summary>登记, 修改 and 删除, each refusal beside the act that is done.</summary>
public sealed class RegisterDocumentTests(PolicyDesk policies) : IClassFixture<PolicyDesk>
{
    private readonly DocumentDesk desk = new(policies.Db);

    [Fact]
    public async Task A_document_is_registered_once_whatever_brackets_are_typed()
    {
        Assert.Equal("豫医保〔2021〕1号", await desk.RegisterAsync(Bureau.Henan, Entry("豫医保(2021)01号", (DocumentRelationKind.Implements, "医保发[2020]24号"))));
        Refused<Conflict>((await desk.TryRegisterAsync(Author(Bureau.Henan), Entry("豫医保【2021】1号"))).Problem, "已经登记");
        var page = await desk.ShowAsync(Bureau.Henan, "豫医保（2021）1号");
        Assert.Equal(("豫医保〔2021〕1号", DocumentStatus.Unchecked, true), (page.Row.Number, page.Row.Status, page.CanWrite));
        Assert.Equal(["甲市医疗保障局", "甲市财政局"], page.Row.Issuers);
        Assert.Equal("医保发〔2020〕24号", Assert.Single(page.Row.Relations).Number);
        await using var db = await policies.Db.OpenAsync(Author(Bureau.Henan), default);
        Assert.NotEqual(0, await db.Rows.AuditEntries.CountAsync(entry => entry.Act == "RegisterDocument"));
    }

    [Theory]
    [InlineData("关于通知", "发文字号不完整")]
    [InlineData("", "发文字号不完整")]
    public async Task A_number_that_is_none_is_refused(string number, string words) => Assert.Contains(Errors(await desk.TryRegisterAsync(Author(Bureau.Henan), Entry(number))), error => error.Contains(words, StringComparison.Ordinal));

    [Fact]
    public async Task What_is_missing_or_contradicts_itself_is_named_each()
    {
        var entry = Entry("豫医保〔2021〕2号", (DocumentRelationKind.Forwards, "没有文号"), (DocumentRelationKind.Refers, "豫医保〔2021〕2号"), (DocumentRelationKind.Replaces, "豫医保〔2019〕2号"), (DocumentRelationKind.Replaces, "豫医保(2019)2号"));
        Assert.Equal(3, Errors(await desk.TryRegisterAsync(Author(Bureau.Henan), entry)).Count);
        Assert.Equal(3, Errors(await desk.TryRegisterAsync(Author(Bureau.Henan), Entry("豫医保〔2021〕2号") with { Title = " ", Issuers = [""], Dated = new DateOnly(2021, 3, 2), Printed = new DateOnly(2021, 3, 1) })).Count);

        // 未收录 needs a number only.
        Assert.Equal("豫医保〔2021〕2号", await desk.RegisterAsync(Bureau.Henan, Entry("豫医保〔2021〕2号") with { Title = null, Issuers = [], Dated = null, Printed = null, Held = false }));
        Assert.Equal(DocumentStatus.NotHeld, (await desk.ShowAsync(Bureau.Henan, "豫医保〔2021〕2号")).Row.Status);
    }

    [Fact]
    public async Task Only_a_policy_administrator_of_the_whole_bureau_writes()
    {
        var entry = Entry("豫医保〔2021〕3号");
        Refused<NotAllowed>((await desk.TryRegisterAsync(Some.Clerk(Bureau.Henan), entry)).Problem, "政策管理员");
        Refused<NotAllowed>((await desk.TryRegisterAsync(Author(Bureau.Henan).LimitedTo("410100"), entry)).Problem, "部分县");
        Refused<NotAllowed>((await desk.TryShowAsync(Some.Auditor(Bureau.Henan), entry.Number)).Problem, "岗位");
        Ok(await desk.TryRegisterAsync(Author(Bureau.Henan), entry));
        Assert.False(Ok(await desk.TryShowAsync(Some.Clerk(Bureau.Henan), entry.Number)).CanWrite);
    }

    [Fact]
    public async Task A_registration_changes_with_its_stamp_and_keeps_its_number_while_a_policy_cites_it()
    {
        await policies.SaveAsync(Author(Bureau.Huainan), await policies.CreateAsync(Bureau.Huainan, 2020), Allocations.AllocationDesk.Notice(Bureau.Huainan));
        var page = await desk.ShowAsync(Bureau.Huainan, "淮府办〔2020〕15号");
        var entry = Entry("淮府办〔2020〕15号") with { Title = "实施方案", Relations = [] };
        Refused<Refused>((await desk.TryChangeAsync(Author(Bureau.Huainan), page.Row.Number, entry with { Number = "淮府办〔2020〕16号" }, page.Stamp)).Problem, "文号不能修改");
        Refused<Refused>((await desk.TryChangeAsync(Author(Bureau.Huainan), page.Row.Number, entry with { Held = false }, page.Stamp)).Problem, "已经录入条款");
        Ok(await desk.TryChangeAsync(Author(Bureau.Huainan), page.Row.Number, entry, page.Stamp));
        Refused<Conflict>((await desk.TryChangeAsync(Author(Bureau.Huainan), page.Row.Number, entry, page.Stamp)).Problem, "刚被同事修改");
        var now = await desk.ShowAsync(Bureau.Huainan, "淮府办〔2020〕15号");
        Assert.Equal("实施方案", now.Row.Title);
        Assert.Empty(now.Row.Relations);

        await desk.RegisterAsync(Bureau.Huainan, Entry("淮府办〔2021〕1号"));
        Ok(await desk.TryChangeAsync(Author(Bureau.Huainan), "淮府办〔2021〕1号", Entry("淮府办〔2021〕11号"), (await desk.ShowAsync(Bureau.Huainan, "淮府办〔2021〕1号")).Stamp));
        Refused<NotFound>((await desk.TryShowAsync(Author(Bureau.Huainan), "淮府办〔2021〕1号")).Problem, "没有");
    }

    [Fact]
    public async Task A_document_of_the_bureau_above_is_read_and_not_changed_and_an_own_copy_counts_before_it()
    {
        var page = await desk.ShowAsync(Bureau.Lanzhou, "甘医保发〔2020〕66号");
        Assert.Equal(("甘肃省医疗保障局", false, false, false), (page.Row.BureauName, page.Row.IsOwn, page.CanWrite, page.CanMark));
        Refused<NotAllowed>((await desk.TrySaveClauseAsync(Author(Bureau.Lanzhou), page.Row.Number, "八", "字")).Problem, "上级机构登记");
        Refused<NotAllowed>((await desk.TryMarkAsync(Author(Bureau.Lanzhou), page.Row.Number, "", Transcription.Checked)).Problem, "上级机构登记");
        Refused<NotFound>((await desk.TryShowAsync(Author(Bureau.Anhui), page.Row.Number)).Problem, "没有");

        // One that is not held does not stand before the one that is.
        await desk.RegisterAsync(Bureau.Lanzhou, Entry(page.Row.Number) with { Held = false });
        Assert.False((await desk.ShowAsync(Bureau.Lanzhou, page.Row.Number)).Row.IsOwn);
        await using (var db = await policies.Db.OpenAsync(Author(Bureau.Lanzhou), default))
        {
            var own = await db.Rows.Documents.SingleAsync(document => document.Number == page.Row.Number);
            Ok(await desk.TryChangeAsync(Author(Bureau.Lanzhou), page.Row.Number, Entry(page.Row.Number), own.Version));
        }

        Assert.True((await desk.ShowAsync(Bureau.Lanzhou, page.Row.Number)).Row.IsOwn);
    }

    [Fact]
    public async Task A_mistaken_registration_is_removed_and_nothing_else()
    {
        var author = Author(Bureau.Gansu);
        Refused<Refused>((await desk.TryRemoveAsync(author, "甘医保发〔2020〕66号")).Problem, "引用了");
        await desk.RegisterAsync(Bureau.Gansu, Entry("甘医保发〔2022〕1号"));
        await desk.RegisterAsync(Bureau.Gansu, Entry("甘医保发〔2022〕2号", (DocumentRelationKind.Repeals, "甘医保发〔2022〕1号")));
        Refused<Refused>((await desk.TryRemoveAsync(author, "甘医保发〔2022〕1号")).Problem, "登记了与");
        Ok(await desk.TryPasteAsync(author, "甘医保发〔2022〕2号", "一、甲"));
        Ok(await desk.TryMarkAsync(author, "甘医保发〔2022〕2号", "一", Transcription.Checked));
        Refused<Refused>((await desk.TryRemoveAsync(author, "甘医保发〔2022〕2号")).Problem, "附件，不能删除");

        await desk.RegisterAsync(Bureau.Gansu, Entry("甘医保发〔2022〕3号", (DocumentRelationKind.Refers, "甘医保发〔2022〕9号")));
        Ok(await desk.TryPasteAsync(author, "甘医保发〔2022〕3号", "一、甲\n二、乙"));
        Refused<NotAllowed>((await desk.TryRemoveAsync(Reviewer(Bureau.Gansu), "甘医保发〔2022〕3号")).Problem, "政策管理员");
        Ok(await desk.TryRemoveAsync(author, "甘医保发〔2022〕3号"));
        Refused<NotFound>((await desk.TryShowAsync(author, "甘医保发〔2022〕3号")).Problem, "没有");
    }

    private static List<string> Errors(Result<string> refused) => [.. Assert.IsType<Invalid>(refused.Problem).Errors.Select(error => error.Sentence)];
}
