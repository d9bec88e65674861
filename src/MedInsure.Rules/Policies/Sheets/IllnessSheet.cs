using static MedInsure.Rules.Policies.PolicyKeys;

namespace MedInsure.Rules.Policies.Sheets;

/// <summary>大病筹资: a row per tier.</summary>
internal sealed class IllnessSheet : SheetForm
{
    private const string Tier = "档次名称";
    private const string Yuan = "筹资标准（元/人）";

    public override string Name => "大病筹资";

    public override IReadOnlyList<SheetColumn> Columns { get; } =
    [
        new(Tier, SheetColumnKind.Text, 20) { Hint = "例如 全省统一。" },
        SheetColumns.WhereOf(ofItem: false),
        SheetColumns.ExceptOf(ofItem: false),
        new(Yuan, SheetColumnKind.Yuan, 18) { Hint = "只填数，例如 90。" },
        SheetColumns.Source,
    ];

    public override IEnumerable<SheetRow> Rows(PolicyContent content, SheetWords words)
    {
        foreach (var (tier, path) in Paths(content))
        {
            var values = Values((Tier, SheetColumns.Of(tier.Name)), (SheetColumns.Where, words.Regions(tier.Where)), (SheetColumns.Except, words.Except(tier.Where.Except)), (Yuan, SheetColumns.Of(tier.Yuan)), (SheetColumns.Cite, SheetColumns.Note(tier.Cite, words)));
            yield return new SheetRow(path, path, LabelOf(values), values);
        }
    }

    public override string LabelOf(IReadOnlyDictionary<string, SheetValue> values) => values[Tier].Text;

    public override PolicyContent Build(PolicyContent content, PolicyContent soFar, IReadOnlyList<WorkRow> rows, SheetWords words, ICollection<SheetError> errors)
    {
        var byKey = rows.ToDictionary(row => row.Row.Key, StringComparer.Ordinal);
        var (was, tiers) = (RowsByKey(content, words), new List<CriticalIllnessTier>());
        foreach (var (tier, path) in Paths(content))
        {
            if (byKey.Remove(path, out var row))
            {
                tiers.Add(IsUntouched(row, was) ? tier : Made(content, tier, row, tiers, words, errors) ?? tier);
            }
        }

        foreach (var row in byKey.Values)
        {
            if (Made(content, null, row, tiers, words, errors) is { } made)
            {
                tiers.Add(made);
            }
        }

        return soFar with { CriticalIllness = soFar.CriticalIllness with { Tiers = tiers } };
    }

    private static CriticalIllnessTier? Made(PolicyContent content, CriticalIllnessTier? was, WorkRow row, List<CriticalIllnessTier> made, SheetWords words, ICollection<SheetError> errors)
    {
        var where = RegionCells.Build(row, was?.Where, words, errors);
        return !row.Has(errors, "每一行", [Tier, Yuan], []) || where is null ? null
            : (was ?? new CriticalIllnessTier { Id = NewId(content, "illness", content.CriticalIllness.Tiers.Concat(made).Select(tier => tier.Id)), Name = string.Empty, Yuan = 0 }) with { Name = row[Tier], Yuan = row.Number(Yuan), Where = where };
    }

    private static IEnumerable<(CriticalIllnessTier Tier, string Path)> Paths(PolicyContent content) =>
        Keyed(content.CriticalIllness.Tiers, tier => tier.Name, tier => tier.Id).Select(entry => (entry.Item, $"/criticalIllness/tiers/{entry.Key}"));
}
