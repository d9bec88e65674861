namespace MedInsure.Rules.Rosters;

/// <summary>What a column of a roster says. The values index the texts of a row.</summary>
public enum RosterColumn
{
    /// <summary>序号: of the list, not of a person; never read.</summary>
    Serial,

    Name,
    Number,
    Category,
    Town,
    Village,
    Region,

    /// <summary>When the authority identified the person.</summary>
    Identified,

    Cancelled,
    Change,
    Remark,
}

/// <param name="Name">As the template has it and faults call it.</param>
/// <param name="Aliases">What other offices write over the same column.</param>
public sealed record RosterHeading(RosterColumn Column, string Name, params IReadOnlyList<string> Aliases);

/// <summary>The columns of a roster in the order of the template, with the headings of civil affairs, the poverty office and the ledgers of the medical bureaus.</summary>
public static class RosterColumns
{
    public static IReadOnlyList<RosterHeading> All { get; } =
    [
        new(RosterColumn.Serial, "序号", "编号", "行号"),
        new(RosterColumn.Name, "姓名", "人员姓名", "对象姓名", "资助对象姓名", "参保人姓名", "名字"),
        new(RosterColumn.Number, "身份证号码", "身份证号", "身份证", "公民身份号码", "公民身份证号码", "证件号码", "证件号", "身份证件号码", "居民身份证号码"),
        new(RosterColumn.Category, "身份类别", "身份", "人员类别", "人员身份", "资助对象类别", "资助类别", "保障类别", "对象类别", "救助对象类别", "参保身份类别"),
        new(RosterColumn.Town, "镇街", "乡镇", "乡（镇）", "乡镇（街道）", "镇（街道）", "街道", "街镇", "乡镇街道"),
        new(RosterColumn.Village, "村居", "村", "村（居）", "村（社区）", "行政村", "社区", "村居委会", "村社区"),
        new(RosterColumn.Region, "行政区划", "县区", "区县", "县（市、区）", "县（区）", "区（县）", "所属县区", "所属区县", "行政区划代码", "区划代码"),
        new(RosterColumn.Identified, "认定时间", "认定日期", "纳入时间", "纳入日期", "识别时间", "起始时间", "批准时间", "新增时间"),
        new(RosterColumn.Cancelled, "取消时间", "取消日期", "退出时间", "停止时间", "终止时间"),
        new(RosterColumn.Change, "变更情况", "变动情况", "变更类型", "变动类型", "增减情况", "增减类型"),
        new(RosterColumn.Remark, "备注", "说明"),
    ];

    public static string NameOf(RosterColumn column) => All[(int)column].Name;

    /// <summary>Whether a file cannot be read without the column. 行政区划 may be missing where the person who uploads has one county only.</summary>
    public static bool IsRequired(RosterColumn column, RosterFrame frame) =>
        column is RosterColumn.Name or RosterColumn.Number or RosterColumn.Category or RosterColumn.Identified
        || (column == RosterColumn.Change && frame.Kind == RosterKind.Increment)
        || (column == RosterColumn.Region && frame.Places.MustBeSaid);
}
