namespace MedInsure.Rules.Contributions;

/// <summary>What a column of a list of contributions says. The values index the texts of a row.</summary>
public enum ContributionColumn
{
    /// <summary>序号: of the list, not of a person; never read.</summary>
    Serial,

    Name,
    Number,

    /// <summary>待遇年度; may be missing where the person who uploads says it for the whole file.</summary>
    CoverageYear,

    Amount,
    PaidOn,
    Region,
}

/// <param name="Name">As faults call it.</param>
/// <param name="Aliases">What tax offices write over the same column.</param>
public sealed record ContributionHeading(ContributionColumn Column, string Name, bool IsRequired, params IReadOnlyList<string> Aliases);

/// <summary>The columns of a list of contributions, with the headings that lists of tax offices carry.</summary>
public static class ContributionColumns
{
    public static IReadOnlyList<ContributionHeading> All { get; } =
    [
        new(ContributionColumn.Serial, "序号", false, "编号", "行号"),
        new(ContributionColumn.Name, "姓名", true, "缴费人姓名", "参保人姓名", "人员姓名", "缴费人", "纳税人名称"),
        new(ContributionColumn.Number, "身份证号码", true, "身份证号", "身份证", "公民身份号码", "证件号码", "证件号", "身份证件号码", "缴费人证件号码", "纳税人识别号"),
        new(ContributionColumn.CoverageYear, "待遇年度", false, "缴费年度", "所属年度", "参保年度", "费款所属年度", "费款所属期"),
        new(ContributionColumn.Amount, "缴费金额", true, "实缴金额", "个人缴费金额", "缴费金额（元）", "实缴金额（元）", "金额", "金额（元）", "入库金额"),
        new(ContributionColumn.PaidOn, "缴费时间", true, "缴费日期", "入库日期", "缴款日期", "入库时间", "扣款日期"),
        new(ContributionColumn.Region, "行政区划", false, "县区", "区县", "县（市、区）", "县（区）", "所属县区", "行政区划代码", "区划代码"),
    ];

    public static string NameOf(ContributionColumn column) => All[(int)column].Name;
}
