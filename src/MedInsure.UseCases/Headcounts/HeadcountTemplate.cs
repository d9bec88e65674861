using MedInsure.Rules.Regions;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Headcounts;

/// <summary>The form for headcounts: one row for each region and ground of enrolment. Whether the figures are 预估, 上报 or 核定 is chosen when the file is uploaded.</summary>
public static class HeadcountTemplate
{
    public const string Id = "headcount";
    public const int Version = 1;

    public const string Code = "行政区划代码";
    public const string Name = "行政区划名称";
    public const string Enrolment = "参保身份";
    public const string Persons = "参保人数";
    public const string AsOf = "截止日期";
    public const string Remark = "备注";

    /// <param name="units">The regions that the tenant reports for, in the order in which they are listed.</param>
    public static SheetTemplate For(string tenantCode, string tenantName, int fundingYear, IReadOnlyList<(RegionCode Code, string Name)> units) =>
        new(new TemplateStamp(Id, Version, tenantCode, fundingYear), "城乡居民基本医疗保险参保人数填报表", tenantName,
        [
            new(Code, true, 16) { Aliases = ["区划代码", "行政区划编码", "代码"], Choices = [.. units.Select(u => u.Code.Value)], Hint = "请选择本机构的行政区划代码。" },
            new(Name, false, 24) { Aliases = ["区划名称", "行政区划", "县（市、区）", "名称"], Hint = "与代码核对用，可以不填。" },
            new(Enrolment, true, 14) { Aliases = ["参保身份类别", "身份"], Choices = EnrolmentNames.All, Hint = "户籍、居住证、学籍、港澳台四者之一。" },
            new(Persons, true, 16, TemplateContent.WholeNumber) { Aliases = ["人数", "参保人数（人）"], Hint = "0 或正整数，单位为人。" },
            new(AsOf, true, 16, TemplateContent.Date) { Aliases = ["统计截止日期", "数据截止日期"], Hint = "例如 2020-12-31。" },
            new(Remark, false, 30),
        ])
        {
            Prefilled = [.. units.SelectMany(u => EnrolmentNames.All.Select(name => (IReadOnlyList<string>)[u.Code.Value, u.Name, name]))],
            Example = [units.Count > 0 ? units[0].Code.Value : "620102", units.Count > 0 ? units[0].Name : "城关区", "户籍", "123456", $"{fundingYear}-12-31", ""],
            Instructions =
            [
                "1．每行填写一个县（市、区）的一种参保身份；同一县（市、区）同一身份只能出现一次。",
                "2．带 * 的列必填。没有填写人数和截止日期的行不会导入，没有人参保时请填 0。",
                "3．参保人数填 0 或正整数，不带单位；截止日期写成 2020-12-31 的样子。",
                "4．参保身份为户籍、居住证、学籍、港澳台之一，每个县（市、区）四行；四行的截止日期须相同，没有该身份的人参保时人数填 0。",
                "5．数字可以由公式算出，导入时取文件保存时的结果。",
                "6．预估、上报、核定在上传时选择。请不要改动表头和模板信息，也不要把数据粘贴到其他年度或其他机构的模板中。",
            ],
        };
}
