using System.Text;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Matches;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.Entitlements;
using MedInsure.UseCases.Tests.Rosters;
using MedInsure.UseCases.Tests.Spreadsheets;
using static MedInsure.UseCases.Tests.Payments.PaymentFlow;

namespace MedInsure.UseCases.Tests.Payments;

/// <summary>Lists of deaths: all of their people are noted or none.</summary>
public sealed class DeathFileTests(EntitlementDesk desk) : IClassFixture<EntitlementDesk>, IAsyncLifetime
{
    private const string Header = "序号,姓名,身份证号码,死亡日期,依据";
    private static readonly Actor Yuzhong = Maker.LimitedTo("620123");

    private readonly PaymentFlow flow = new(desk);

    /// <summary>赵某一 to 赵某四 of the roster; 1 and 2 in 城关区, 3 and 4 in 榆中县.</summary>
    public async Task InitializeAsync()
    {
        await flow.ClearAsync();
        await flow.PlantAsync((1, Partial, "620102"), (2, Partial, "620102"), (3, Orphan, "620123"), (4, Orphan, "620123"));
        await using var superuser = await flow.PlantingAsync();
        await superuser.ExecuteAsync("UPDATE person SET name = '赵某' || substr('一二三四', id::int, 1)");
        await superuser.ExecuteAsync("TRUNCATE audit_entry");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_list_is_noted_as_one_and_the_same_list_again_changes_nothing()
    {
        var noted = AllocationDesk.Ok(await NoteAsync(Csv("2020年11月死亡人员名单", Header, Row(1), Row(3, day: "2020/11/2"), "合计,2,,,")));
        Assert.Equal((2, 0, "已登记 2 人的死亡信息，下次比对时使用。"), (noted.Noted, noted.Known, noted.Sentence));
        Assert.Equal(["2020-11-20 县民政局11月名单", "2020-11-02 县民政局11月名单"], await MarksAsync());
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM audit_entry WHERE act = 'NoteDeaths' AND detail->>'Noted' = '2' AND length(detail->>'Sha256') = 64"));
        var listed = AllocationDesk.Ok(await new ListDeathsHandler(desk.Db, Clock, EntitlementDesk.Key).HandleAsync(Maker, new ListDeaths(), default));
        Assert.Equal(["赵某三", "赵某一"], listed.Select(line => line.Name));

        var again = AllocationDesk.Ok(await NoteAsync(Csv("2020年11月死亡人员名单", Header, Row(1), Row(3, day: "2020/11/2"), "合计,2,,,")));
        Assert.Equal((0, 2, "文件中的 2 人都已登记过，没有变化。"), (again.Noted, again.Known, again.Sentence));
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM audit_entry"));

        // A longer list notes who is new; 4 comes as a workbook with its columns in another order and under another name.
        var more = AllocationDesk.Ok(await NoteAsync(RawXlsx.Of(("名单", RawXlsx.Row(1, "依据", "身份证号", "姓名", "死亡日期") + RawXlsx.Row(2, "公安局名单", Number(4), "赵某四", "20201101") + RawXlsx.Row(3, "公安局名单", Number(1), "赵某一", "2020-11-20"))).Bytes()));
        Assert.Equal("已登记 1 人的死亡信息，下次比对时使用。另有 1 人原已登记，没有变化。", more.Sentence);
    }

    [Fact]
    public async Task One_wrong_row_and_nobody_is_noted_and_each_row_says_what_is_wrong()
    {
        AllocationDesk.Ok(await NoteAsync(Csv(Header, Row(4))));
        var refused = Assert.IsType<Invalid>((await NoteAsync(Csv(
            Header, Row(1), Row(2, name: "钱某"), Row(2), Row(3, day: "2020-11"), Row(4, day: "2020-11-19"), $"6,赵某五,{Number(5)},2021-02-11,", "7,赵某六,620123194001010001,,名单", Row(3, basis: $"{Number(3)}的名单")))).Problem);
        Assert.Equal("文件有 7 行不正确，一个人也没有登记。请改正后重新上传整个文件。", refused.Sentence);
        Assert.Equal(
            [
                "第 3 行 姓名：与名单中这个号码的姓名不同，请核对姓名和号码。",
                "第 4 行 身份证号码：与第 3 行是同一个人，请只保留一行。",
                "第 5 行 死亡日期：“2020-11”不是日期，请写到日，写成 2020-11-20 的样子。",
                "第 6 行 死亡日期：这个人已登记的死亡日期是 2020-11-20，与文件不同。请核对；需要更正的，请先撤回原来的登记。",
                "第 7 行 死亡日期：“2021-02-11”晚于今天，请核对。",
                "第 7 行 依据：没有填依据，请写明是哪个部门的什么名单，例如“县民政局 2020 年 11 月死亡名单”。",
                "第 8 行 身份证号码：",
                "第 8 行 死亡日期：没有填死亡日期，请补填，写成 2020-11-20 的样子。",
                "第 9 行 身份证号码：与第 5 行是同一个人，请只保留一行。",
                "第 9 行 依据：内容像身份证号码，请核对是否与其他列错位。",
            ],
            refused.Errors.Select(error => $"{error.Field}：{(error is { Field: "第 8 行 身份证号码" } ? "" : error.Sentence)}"));
        Assert.DoesNotContain(refused.Errors, error => error.Sentence.Contains(Number(3), StringComparison.Ordinal));
        Assert.Single(await MarksAsync());
        Assert.Equal(0, await CountAsync("SELECT count(*) FROM audit_entry WHERE detail->>'Noted' <> '1'"));
    }

    [Fact]
    public async Task A_clerk_of_one_county_notes_its_people_and_no_others_and_nobody_else_does()
    {
        Assert.Equal("您负责的地区的名单中没有这个号码，请核对号码，或删去这一行。", Assert.Single(Assert.IsType<Invalid>((await NoteAsync(Csv(Header, Row(1), Row(3)), Yuzhong)).Problem).Errors).Sentence);
        Assert.Equal(1, AllocationDesk.Ok(await NoteAsync(Csv(Header, Row(3)), Yuzhong)).Noted);
        Assert.IsType<NotAllowed>((await NoteAsync(Csv(Header, Row(1)), Checker)).Problem);
        Assert.IsType<Invalid>((await NoteAsync(Csv(Header, Row(1)), Some.Clerk(Bureau.Gansu))).Problem);
        Assert.Single(await MarksAsync());
    }

    [Fact]
    public async Task Two_people_who_send_the_same_list_at_once_note_each_person_once()
    {
        var both = await Task.WhenAll(NoteAsync(Csv(Header, Row(1), Row(2))), NoteAsync(Csv(Header, Row(1), Row(2)), Some.SecondClerk(Bureau.Lanzhou)));
        Assert.Contains(both, one => one is { IsOk: true, Value.Noted: 2 });
        Assert.All(both.Where(one => !one.IsOk), one => Assert.Equal("同事刚刚登记了其中的人员，这个文件没有登记。请重新上传。", Assert.IsType<Conflict>(one.Problem).Sentence));
        Assert.Equal(2, (await MarksAsync()).Count);
    }

    [Fact]
    public async Task The_form_comes_back_filled_in_and_other_forms_do_not()
    {
        var form = AllocationDesk.Ok(await new DownloadDeathTemplateHandler(desk.Db, Clock).HandleAsync(Maker, new DownloadDeathTemplate(), default));
        Assert.Equal("兰州市医疗保障局死亡人员名单.xlsx", form.FileName);
        Assert.Equal("文件中没有一个人，没有登记。请核对是否选错了文件。", (await NoteAsync(form.Content)).Problem?.Sentence);
        Assert.Contains("不属于甘肃省医疗保障局", (await NoteAsync(form.Content, Some.Clerk(Bureau.Gansu))).Problem!.Sentence, StringComparison.Ordinal);
        Assert.Equal("这是本系统其他业务的模板，不是死亡人员名单。请下载死亡人员名单的模板，填写后再上传。", (await NoteAsync(TemplateXlsx.Write(SomeTemplate.Form()))).Problem?.Sentence);
        Assert.Contains("缺少列：死亡日期、依据", (await NoteAsync(Csv("姓名,身份证号码", $"赵某一,{Number(1)}"))).Problem!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_hostile_file_ends_in_a_sentence_and_nobody_is_noted()
    {
        var wrong = new List<string>();
        foreach (var file in HostileRosterFiles.All())
        {
            var refused = (await NoteAsync(file.Content)).Problem?.Sentence ?? "";
            if (!refused.EndsWith('。') || (file.Class is "archive" or "xml" && !refused.Contains(file.Says, StringComparison.Ordinal)))
            {
                wrong.Add($"{file.Class}, {file.Name}: {refused}");
            }
        }

        Assert.Empty(wrong);
        Assert.Empty(await MarksAsync());
        var sheet = RawXlsx.Row(1, Header.Split(',')) + "<row r=\"2\"><c r=\"B2\" t=\"str\"><f>A1</f></c><c r=\"C2\" t=\"inlineStr\"><is><t>" + Number(1) + "</t></is></c><c r=\"D2\" t=\"str\"><f>TODAY()</f></c><c r=\"E2\" t=\"inlineStr\"><is><t>名单</t></is></c></row>";
        Assert.All(Assert.IsType<Invalid>((await NoteAsync(RawXlsx.Of(("名单", sheet)).Bytes())).Problem).Errors, error => Assert.Contains("是公式，而文件里没有保存它的结果", error.Sentence, StringComparison.Ordinal));
        Assert.Contains("文件超过 10 MB", (await NoteAsync(new byte[(10 * 1024 * 1024) + 1])).Problem!.Sentence, StringComparison.Ordinal);
    }

    private static string Number(int person) => EntitlementDesk.Number(person).Value;

    private static string Row(int person, string? name = null, string day = "2020-11-20", string basis = "县民政局11月名单") => $"{person},{name ?? $"赵某{"一二三四"[person - 1]}"},{Number(person)},{day},{basis}";

    private static byte[] Csv(params string[] lines) => Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n");

    private Task<Result<NotedDeaths>> NoteAsync(byte[] file, Actor? actor = null) => new NoteDeathsHandler(desk.Db, Clock, EntitlementDesk.Key).HandleAsync(actor ?? Maker, new NoteDeaths("名单.csv", new MemoryStream(file)), default);

    private async Task<IReadOnlyList<string>> MarksAsync()
    {
        await using var lanzhou = await desk.Database.OpenAppAsync((int)Bureau.Lanzhou);
        return await lanzhou.ColumnAsync("SELECT died_on || ' ' || basis FROM death_mark ORDER BY id");
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var lanzhou = await desk.Database.OpenAppAsync((int)Bureau.Lanzhou);
        return await lanzhou.ScalarAsync<long>(sql);
    }
}
