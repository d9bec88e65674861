using static MedInsure.Rules.Policies.Editing.Fields;

namespace MedInsure.Rules.Policies.Editing;

/// <summary>Records that stand in many others.</summary>
internal static class CommonForms
{
    public static EditorForm Citation { get; } = new(typeof(Citation), "依据",
    [
        Choice<CitationKind>("kind", "依据种类", CitationKind.Notice, required: false, (CitationKind.Notice, "文件条款"), (CitationKind.External, "外部资料"), (CitationKind.Practice, "内部口径"), (CitationKind.NoDocument, "无文件依据")),
        new("document", FieldKind.DocumentRef, "文件"),
        Text("clause", "条款", "照文件的编号写，例如 一(一)、附表。"),
        Text("says", "条款大意", "用自己的话简短写明；无文件依据的，写明理由。", required: true),
    ])
    { Summary = ["document", "clause", "says"] };

    public static EditorForm Exclusion { get; } = new(typeof(RegionExclusion), "除外地区",
    [
        new("regions", FieldKind.Regions, "除外的县（市、区）"),
        new("under", FieldKind.Regions, "除外的整市、整省"),
        new("groups", FieldKind.GroupRefs, "除外的地区分组"),
    ])
    { Summary = ["regions", "under", "groups"] };

    public static EditorForm Selector { get; } = new(typeof(RegionSelector), "适用地区",
    [
        new("regions", FieldKind.Regions, "列名的县（市、区）"),
        new("under", FieldKind.Regions, "整市、整省") { Hint = "含其下全部县（市、区）。" },
        new("groups", FieldKind.GroupRefs, "地区分组"),
        One("except", "其中除外", Exclusion) with { Rare = true },
    ])
    { Summary = ["regions", "under", "groups", "except"] };

    public static EditorForm Ages { get; } = new(typeof(AgeRange), "年龄", [Whole("from", "满", "岁"), Whole("to", "至", "岁", "两端都包含。")]) { Summary = ["from", "to"] };

    /// <summary>For whom, in places that tell contribution tiers, groups of people or ages apart.</summary>
    public static EditorField[] ForWhom { get; } =
    [
        Text("contributionTier", "缴费档次", "本地分档缴费时才填，例如 一档。") with { Rare = true },
        Text("populationGroup", "人群", "只适用于某一人群时才填，例如 学生。") with { Rare = true },
        One("ages", "年龄", Ages) with { Rare = true },
    ];
}
