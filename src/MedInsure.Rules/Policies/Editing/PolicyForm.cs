using static MedInsure.Rules.Policies.Editing.Fields;

namespace MedInsure.Rules.Policies.Editing;

/// <summary>
/// What an editor has to know of the policy document, as data: every member of every record with its name, unit and kind. The screens are made of it, so that
/// a member that is added to the content model gets its field here and nowhere else; a test compares the two.
/// </summary>
public static class PolicyForm
{
    public static EditorForm Root { get; } = new(typeof(PolicyContent), "政策",
    [
        Text("title", "政策名称", required: true),
        new("tenant", FieldKind.Fixed, "编制机构") { Required = true },
        new("parent", FieldKind.Fixed, "上级机构"),
        new("format", FieldKind.Fixed, "格式") { Required = true },
        One("year", "三个年度", DocumentForms.Year, required: true),
        List("documents", "政策文件", DocumentForms.Document, "本政策引用的文件，包括没有收存的。"),
        List("groups", "地区分组", DocumentForms.Group),
        List("fiscalSubsidy", "人均财政补助标准", FundingForms.Standard),
        List("contribution", "个人缴费标准", FundingForms.Standard),
        One("funding", "财政补助分担", FundingForms.Scheme),
        One("criticalIllness", "大病保险", FundingForms.Illness),
        List("fundItems", "从基金列支的其他项目", FundingForms.FundItem),
        List("bounds", "对本级和下级的约束", FundingForms.Bound, "“不低于”“不高于”“原则上”等要求；达到的数额填在标准中。"),
        List("mustFile", "要求下级备案的事项", DocumentForms.FilingDuty),
        One("subsidies", "参保资助", SubsidyForms.Subsidies),
        List("deadlines", "时限", OtherForms.Deadline),
        One("pooling", "统筹", OtherForms.Pooling),
        List("benefits", "待遇参数", OtherForms.Benefit, "登记备查，系统不据此计算待遇。"),
        List("gaps", "依据待补", DocumentForms.Gap, "文件提到而没有给出的内容。登记后在应填数值的地方选用，不会当作数字参加计算。"),
    ]);

    public static IReadOnlyList<EditorSection> Sections { get; } =
    [
        new("basic", "基本信息和三个年度", "同一份文件里的三个时间：补助按哪个年度拨、个人缴费何时收、收了管哪段待遇。", ["$.title", "$.tenant", "$.parent", "$.format", "$.year"]),
        new("documents", "政策文件", "先登记文件，后面各项数值才能引用它的条款。", ["$.documents"]),
        new("groups", "地区分组", "文件用一个名称指称的若干地区。", ["$.groups"]),
        new("fiscalSubsidy", "财政补助标准", "每人每年的财政补助总额，各级合计。", ["$.fiscalSubsidy"]),
        new("contribution", "个人缴费", "每人每年个人缴费的数额。", ["$.contribution"]),
        new("tiers", "分担档次", "各地区的财政补助由中央、省、市、县各出多少。", ["$.funding.tiers", "$.funding.gap"]),
        new("splits", "市县分担", "上级没有再分的合计部分，由本级规定怎样分。", ["$.funding.splits", "$.funding.topUps"]),
        new("illness", "大病保险", "大病保险每人每年的筹资标准，以及不够支付时的弥补次序。", ["$.criticalIllness.tiers", "$.criticalIllness.backstop", "$.criticalIllness.gap"]),
        new("fundItems", "基金列支", "按人头从基金中列支的其他项目。", ["$.fundItems"]),
        new("bounds", "对下约束", "本级对下级（包括本级自己）数额的要求。上级的约束自动核对，不在这里填写。", ["$.bounds"]),
        new("mustFile", "备案要求", "要求下级向哪个机构备案什么。", ["$.mustFile"]),
        new("categories", "资助对象", "参加医保由谁资助：对象的名称、归类和认定部门。", ["$.subsidies.stacking", "$.subsidies.categories", "$.subsidies.aliases"]),
        new("rules", "资助标准", "每类对象资助多少、怎样支付、钱从哪里来。", ["$.subsidies.rules"]),
        new("deadlines", "时限", "文件规定的截止日期，按年度推算。", ["$.deadlines"]),
        new("pooling", "统筹", "基金在哪一级统一管理，以及推进的步骤。", ["$.pooling"]),
        new("benefits", "待遇参数", "支付比例、起付线、封顶线等。", ["$.benefits"]),
        new("gaps", "依据待补", "缺什么、应出自哪份文件、由谁补齐。", ["$.gaps"]),
    ];

    /// <summary>The section on whose screen a place of the document stands; the first one for the document as a whole.</summary>
    public static EditorSection SectionOf(string path) =>
        Sections.FirstOrDefault(section => section.Places.Any(place => DraftPath.IsAtOrBelow(path, place)))
        ?? Sections.FirstOrDefault(section => section.Places.Any(place => DraftPath.IsAtOrBelow(place, path)) && path != "$")
        ?? Sections[0];
}
