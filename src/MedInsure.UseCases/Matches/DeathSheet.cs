using MedInsure.Persistence.Tenants;
using MedInsure.Rules.Matches;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Matches;

/// <summary>A list of deaths as it was read: the sound rows, and what is wrong with the others.</summary>
internal sealed record DeathList(IReadOnlyList<DeathRow> Rows, IReadOnlyList<DeathFault> Faults);

/// <summary>The list of deaths of another office as csv, xlsx or xls, and the form for it. A list need not come on the form: one without a stamp is read by its headings.</summary>
internal static class DeathSheet
{
    private const string TemplateId = "death";
    private const string Serial = "序号";

    private static readonly ExpectedColumn[] Columns =
    [
        new(Serial, false, "编号"),
        new(DeathRowCheck.Name, true, "死者姓名", "死亡人员姓名"),
        new(DeathRowCheck.Number, true, "身份证号", "证件号码", "公民身份号码", "居民身份证号码"),
        new(DeathRowCheck.Day, true, "死亡时间", "去世日期"),
        new(DeathRowCheck.Basis, true, "登记依据", "依据来源", "信息来源"),
    ];

    public static SheetTemplate Template(BureauEntity bureau, int year) => new(new TemplateStamp(TemplateId, 1, bureau.Code, year), "死亡人员名单", bureau.Name,
    [
        new(Serial, false, 8),
        new(DeathRowCheck.Name, true, 14),
        new(DeathRowCheck.Number, true, 24) { Hint = "18 位号码，按文本填写。" },
        new(DeathRowCheck.Day, true, 14) { Hint = "写到日，例如 2020-11-20。" },
        new(DeathRowCheck.Basis, true, 40) { Hint = "哪个部门的什么名单。" },
    ])
    {
        Example = ["1", "某某", RosterTemplate.InventedNumber, "2020-11-20", "县民政局 2020 年 11 月死亡名单"],
        Instructions =
        [
            "1．每行一人，只登记已在名单中的人员；带 * 的列必填。",
            "2．身份证号码按文本填写 18 位。从其他表格粘贴时请先把原表的号码列设为文本格式，否则后几位会丢失。",
            "3．死亡日期写到日，写成 2020-11-20 的样子。",
            "4．依据写明是哪个部门提供的什么名单；依据中不要写身份证号码。",
            "5．有一行不正确时，整个文件不登记；改正后重新上传。已经登记过的人再次上传，没有变化。",
        ],
    };

    public static Result<DeathList> Read(UploadedFile file, BureauEntity bureau, SheetLimits limits, DateOnly today)
    {
        var sheet = UploadedSheet.Read(file, limits);
        if (!sheet.IsOk)
        {
            return sheet.Problem;
        }

        if (sheet.Value.Stamp is { } stamp && (stamp.Template != TemplateId || stamp.Tenant != bureau.Code))
        {
            return new Refused(stamp.Template != TemplateId ? "这是本系统其他业务的模板，不是死亡人员名单。请下载死亡人员名单的模板，填写后再上传。" : $"这个模板是其他机构的，不属于{bureau.Name}。请重新下载模板，填写后再上传。");
        }

        var headed = SheetHeader.Find(sheet.Value, Columns);
        if (!headed.IsOk)
        {
            return headed.Problem;
        }

        var (check, rows, faults) = (new DeathRowCheck(today), new List<DeathRow>(), new List<DeathFault>());
        var header = sheet.Value.Rows.First(row => row.Number == headed.Value.HeaderRow);
        foreach (var row in headed.Value.Rows.Where(row => !IsOutside(row, header, headed.Value.Columns)))
        {
            var (sound, wrong) = check.Read(row.Number, Text(row, DeathRowCheck.Name), Text(row, DeathRowCheck.Number), Text(row, DeathRowCheck.Day), Text(row, DeathRowCheck.Basis));
            rows.AddRange(sound is null ? [] : [sound]);
            faults.AddRange(wrong);
        }

        return rows.Count + faults.Count == 0 ? new Refused("文件中没有一个人，没有登记。请核对是否选错了文件。") : new DeathList(rows, faults);
    }

    private static string Text(HeadedRow row, string column) => row[column] is { IsFormula: true, Text.Length: 0 } ? RosterRowCheck.NoResult : row[column].Text;

    /// <summary>Blank but for a serial number, totals below the list, and the header again on the next page.</summary>
    private static bool IsOutside(HeadedRow row, SheetRow header, IReadOnlyDictionary<string, int> columns)
    {
        var (name, number) = (row[DeathRowCheck.Name].Text, row[DeathRowCheck.Number].Text);
        var isBlank = new[] { DeathRowCheck.Name, DeathRowCheck.Number, DeathRowCheck.Day, DeathRowCheck.Basis }.All(column => Text(row, column).Trim().Length == 0);
        return isBlank
            || (number.Trim().Length == 0 && (IsTotal(row[Serial].Text) || IsTotal(name)))
            || (name == header[columns[DeathRowCheck.Name]].Text && number == header[columns[DeathRowCheck.Number]].Text);
    }

    private static bool IsTotal(string text) => PlainText.Key(text).TrimEnd('：', ':') is "合计" or "总计" or "小计" or "本页小计";
}
