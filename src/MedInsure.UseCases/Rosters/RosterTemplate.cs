using MedInsure.Rules.Calendar;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Rosters;

/// <summary>The form for rosters. A roster need not come on it: other offices send their own lists, and a file without a stamp is read by its headings.</summary>
public static class RosterTemplate
{
    public const string Id = "roster";
    public const int Version = 1;

    /// <summary>A number that nobody can have, so that a row pasted from the example never counts as a person.</summary>
    public const string InventedNumber = "000000000000000000";

    /// <param name="categories">Names of the policy.</param>
    /// <param name="counties">Of the person who downloads.</param>
    public static SheetTemplate For(string tenantCode, string tenantName, RosterKind kind, Month month, IReadOnlyList<string> categories, IReadOnlyList<Region> counties)
    {
        ArgumentNullException.ThrowIfNull(counties);
        IReadOnlyList<string> places = counties.DistinctBy(county => county.Name).Count() == counties.Count ? [.. counties.Select(county => county.Name)] : [.. counties.Select(county => county.Code.Value)];
        TemplateColumn Column(RosterColumn column, bool isRequired, int width, string hint = "", params IReadOnlyList<string> choices) =>
            new(RosterColumns.NameOf(column), isRequired, width) { Aliases = RosterColumns.All[(int)column].Aliases, Hint = hint, Choices = choices };

        IReadOnlyList<TemplateColumn> increment = kind == RosterKind.Full ? [] :
        [
            Column(RosterColumn.Cancelled, false, 14, "变更情况是取消时填写，例如 2020-11。"),
            Column(RosterColumn.Change, true, 12, "新增或取消。", "新增", "取消"),
        ];
        return new SheetTemplate(new TemplateStamp(Id, Version, tenantCode, month.Year), kind == RosterKind.Full ? "参保资助对象名单（全量）" : "参保资助对象名单（增量）", tenantName,
        [
            Column(RosterColumn.Serial, false, 8),
            Column(RosterColumn.Name, true, 14),
            Column(RosterColumn.Number, true, 24, "18 位号码，按文本填写。"),
            Column(RosterColumn.Category, true, 26, "请从下拉列表中选择。", categories),
            Column(RosterColumn.Town, false, 16),
            Column(RosterColumn.Village, false, 16),
            Column(RosterColumn.Region, counties.Count != 1, 16, "请选择县（市、区）。", places),
            Column(RosterColumn.Identified, true, 14, $"例如 {month}-20，只知道月份时填 {month}。"),
            .. increment,
            Column(RosterColumn.Remark, false, 30),
        ])
        {
            CheckedRows = RosterLimits.Sheet.MaxRows,
            Example = ["1", "某某", InventedNumber, categories.Count > 0 ? categories[0] : "", "某镇", "某村", places.Count > 0 ? places[0] : "", $"{month}-20", .. kind == RosterKind.Full ? Array.Empty<string>() : ["", "新增"], ""],
            Instructions =
            [
                "1．每行填写一个人的一种身份；一个人有几种身份的，每种身份填一行，姓名和行政区划须一致。",
                "2．带 * 的列必填。身份证号码按文本填写 18 位；15 位旧号码请先查对。从其他表格粘贴时请先把原表的号码列设为文本格式，否则后几位会丢失。",
                "3．身份类别填政策中的名称或已登记的别名。行政区划填县（市、区）的名称或代码，按本人参保所在地填写，与身份证号码前六位无关。",
                "4．认定时间、取消时间写成 2020-11-20 或 2020-11 的样子，不得晚于名单月份。",
                kind == RosterKind.Full
                    ? "5．全量名单列出当月仍有该身份的全部人员；名单中没有的人会列为取消，请勿漏人。有一行缺身份证号码或身份类别时，整个文件不予接收。"
                    : "5．增量名单只列新增和取消的人员；变更情况是取消时须填取消时间。",
                "6．填写示例中的号码不是真实号码，请勿照抄。上传时选择名单部门、月份和全量或增量。",
            ],
        };
    }
}
