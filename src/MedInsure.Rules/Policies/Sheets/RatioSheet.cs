namespace MedInsure.Rules.Policies.Sheets;

/// <summary>市县分担比例: a row for the regions that share a ratio, 6 parts of the city and 4 of the county.</summary>
internal sealed class RatioSheet : SheetForm
{
    public static IReadOnlyList<(Payers Payers, string Name)> PartColumns { get; } = [(Payers.Province, "省级（份）"), (Payers.City, "市级（份）"), (Payers.County, "县级（份）")];

    public override string Name => "市县分担比例";

    public override IReadOnlyList<SheetColumn> Columns { get; } =
    [
        SheetColumns.Payers(TierSheet.Of) with { Hint = "与上级留下的合计一致，一般是市县合计。" },
        SheetColumns.WhereOf(ofItem: false),
        SheetColumns.ExceptOf(ofItem: false),
        .. PartColumns.Select(part => new SheetColumn(part.Name, SheetColumnKind.Parts, 12) { Hint = "例如 6 和 4，即按 6:4 分；不分担的不填。" }),
        SheetColumns.Source,
    ];

    public override IEnumerable<SheetRow> Rows(PolicyContent content, SheetWords words)
    {
        foreach (var item in SchemeItem.All(content.Funding).Where(item => item.IsRatio))
        {
            var values = Values(
            [
                (TierSheet.Of, SheetColumns.Of(item.Of)),
                (SheetColumns.Where, words.Regions(item.Where)),
                (SheetColumns.Except, words.Except(item.Where.Except)),
                .. PartColumns.Select(part => (part.Name, SheetColumns.Of(item.Shares.OfType<PartShare>().FirstOrDefault(share => share.Payers == part.Payers)?.Part))),
                (SheetColumns.Cite, SheetColumns.Note(item.Cite, words)),
            ]);
            yield return new SheetRow(item.Path, item.Path, LabelOf(values), values);
        }
    }

    public override string LabelOf(IReadOnlyDictionary<string, SheetValue> values) => $"{values[TierSheet.Of].Text}（{values[SheetColumns.Where].Text}）";

    public override PolicyContent Build(PolicyContent content, PolicyContent soFar, IReadOnlyList<WorkRow> rows, SheetWords words, ICollection<SheetError> errors)
    {
        var byKey = rows.ToDictionary(row => row.Row.Key, StringComparer.Ordinal);
        var ratios = SchemeItem.All(content.Funding).Where(item => item.IsRatio).ToDictionary(item => item.Item, ReferenceEqualityComparer.Instance);
        var (was, splits) = (RowsByKey(content, words), new List<BucketSplit>());
        foreach (var split in soFar.Funding.Splits)
        {
            if (!ratios.TryGetValue(split, out var item))
            {
                splits.Add(split);
            }
            else if (byKey.Remove(item.Path, out var row))
            {
                splits.Add(IsUntouched(row, was) ? split : Split(split, row, words, errors) ?? split);
            }
        }

        splits.AddRange(byKey.Values.Select(row => Split(null, row, words, errors)).OfType<BucketSplit>());
        return soFar with { Funding = soFar.Funding with { Splits = splits } };
    }

    private static BucketSplit? Split(BucketSplit? was, WorkRow row, SheetWords words, ICollection<SheetError> errors)
    {
        var where = RegionCells.Build(row, was?.Where, words, errors);
        if (!row.Has(errors, "每一行", [TierSheet.Of], []) || where is null)
        {
            return null;
        }

        var parts = PartColumns.Where(part => row[part.Name].Length > 0).ToDictionary(part => part.Payers, part => row.Number(part.Name));
        if (parts.Count < 2)
        {
            errors.Add(row.Wrong(PartColumns[1].Name, "至少要填两级的份数，例如市级 6、县级 4。"));
            return null;
        }

        var kept = (was?.Shares ?? []).OfType<PartShare>().Where(share => parts.ContainsKey(share.Payers)).ToList();
        return (was ?? new BucketSplit { Of = Payers.None, Shares = [] }) with
        {
            Of = (Payers)row.Whole(TierSheet.Of),
            Where = where,
            Shares =
            [
                .. kept.Select(share => share with { Part = parts[share.Payers] }),
                .. parts.Where(part => kept.TrueForAll(share => share.Payers != part.Key)).Select(part => new PartShare { Payers = part.Key, Part = part.Value }),
            ],
        };
    }
}
