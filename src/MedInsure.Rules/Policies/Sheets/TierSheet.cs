namespace MedInsure.Rules.Policies.Sheets;

/// <summary>分担档次: a row per tier and share; also of top-ups, and of splits that are no plain ratio.</summary>
internal sealed class TierSheet : SheetForm
{
    public const string Scheme = "方案";
    public const string Tier = "档次名称";
    public const string Of = "分的是哪一部分";

    private static readonly SheetOption[] Schemes = [new("tiers", "财政补助分担"), new("topUps", "提标部分分担"), new("splits", "市县分担")];

    public override string Name => "分担档次";

    public override IReadOnlyList<SheetColumn> Columns { get; } =
    [
        SheetColumns.Choice(Scheme, 16, Schemes) with { OfItem = true, Hint = "已有的行不能改方案。" },
        new(Tier, SheetColumnKind.Text, 18) { OfItem = true, Hint = "例如 第一档；市县分担、提标部分分担不填。同一档次各行写法要一致。" },
        SheetColumns.Payers(Of) with { OfItem = true, Hint = "只有市县分担才选。" },
        SheetColumns.WhereOf(ofItem: true),
        SheetColumns.ExceptOf(ofItem: true),
        .. ShareCells.Columns,
        SheetColumns.Source,
    ];

    public override IEnumerable<SheetRow> Rows(PolicyContent content, SheetWords words)
    {
        foreach (var item in SchemeItem.All(content.Funding).Where(item => !item.IsRatio))
        {
            var head = Head(item, words).ToList();
            if (item.Shares.Count == 0)
            {
                yield return Row(item.Path, item.Path, Values([.. head, .. ShareCells.Blank, (SheetColumns.Cite, SheetColumns.Note(item.Cite, words))]));
            }

            foreach (var (share, path) in item.SharePaths())
            {
                yield return Row(path, item.Path, Values([.. head, .. ShareCells.Of(share, words), (SheetColumns.Cite, SheetColumns.Note(share.Cite, words))]));
            }
        }
    }

    public override string LabelOf(IReadOnlyDictionary<string, SheetValue> values) =>
        $"{(values[Scheme].Raw == "tiers" ? values[Tier].Text : $"{(values[Scheme].Raw == "splits" ? values[Of].Text : values[Scheme].Text)}（{values[SheetColumns.Where].Text}）")} {values[ShareCells.Payers].Text}".Trim();

    /// <summary>A row with the name of a tier, or with the regions of a split, is one more share of it; rows that are alike in these are one new item.</summary>
    public override SheetRow Placed(SheetRow added, IReadOnlyList<SheetRow> others, IReadOnlyList<SheetRow> exported)
    {
        var tier = added.Values[Scheme].Raw == "tiers";
        var same = others.Concat(exported).FirstOrDefault(other => other.Values[Scheme].Raw == added.Values[Scheme].Raw
            && (tier ? other.Values[Tier].Raw == added.Values[Tier].Raw : new[] { Of, SheetColumns.Where, SheetColumns.Except }.All(column => other.Values[column].Raw == added.Values[column].Raw)));
        if (same is null)
        {
            return added;
        }

        var now = others.FirstOrDefault(other => other.ItemKey == same.ItemKey) ?? same;
        return added with
        {
            ItemKey = same.ItemKey,
            Values = added.Values.ToDictionary(cell => cell.Key, cell => cell.Value.Text.Length == 0 && Columns.First(column => column.Name == cell.Key).OfItem ? now.Values[cell.Key] : cell.Value, StringComparer.Ordinal),
        };
    }

    public override PolicyContent Build(PolicyContent content, PolicyContent soFar, IReadOnlyList<WorkRow> rows, SheetWords words, ICollection<SheetError> errors)
    {
        var byItem = rows.ToLookup(row => row.Row.ItemKey, StringComparer.Ordinal);
        var items = SchemeItem.All(content.Funding).ToList();
        var known = items.Select(item => item.Path).ToHashSet(StringComparer.Ordinal);
        var (was, built) = (RowsByKey(content, words), new List<object>());
        foreach (var item in items)
        {
            if (item.IsRatio)
            {
                built.Add(item.Item);
            }
            else if (byItem[item.Path].ToList() is { Count: > 0 } own)
            {
                var untouched = own.TrueForAll(row => IsUntouched(row, was)) && own.Count == Math.Max(1, item.Shares.Count);
                built.Add(untouched ? item.Item : Item(content, item, own, built, words, errors) ?? item.Item);
            }
        }

        foreach (var added in byItem.Where(group => !known.Contains(group.Key)))
        {
            if (Item(content, null, [.. added], built, words, errors) is { } made)
            {
                built.Add(made);
            }
        }

        return soFar with { Funding = soFar.Funding with { Tiers = [.. built.OfType<FundingTier>()], TopUps = [.. built.OfType<TopUp>()], Splits = [.. built.OfType<BucketSplit>()] } };
    }

    private object? Item(PolicyContent content, SchemeItem? was, List<WorkRow> rows, List<object> built, SheetWords words, ICollection<SheetError> errors)
    {
        var first = rows[0];
        if (Columns.Where(column => column.OfItem).FirstOrDefault(column => rows.Any(row => row[column.Name] != first[column.Name])) is { } differs)
        {
            var other = rows.First(row => row[differs.Name] != first[differs.Name]);
            errors.Add(other.Wrong(differs.Name, $"“{first.Row.Label}”与“{other.Row.Label}”同属一个档次，“{differs.Name}”应当一致；请把同一档次的各行改成一样。"));
            return null;
        }

        if (was is not null && first[Scheme] != was.Scheme)
        {
            errors.Add(first.Wrong(Scheme, "已有的行不能改方案；请删去这些行，在表末空行中另行填写。"));
            return null;
        }

        var (needed, empty) = first[Scheme] switch { "tiers" => (new[] { Tier }, new[] { Of }), "splits" => ([Of], [Tier]), "topUps" => ([], [Tier, Of]), _ => ([Scheme], Array.Empty<string>()) };
        var paths = was?.SharePaths().ToDictionary(pair => pair.Path, pair => pair.Share, StringComparer.Ordinal) ?? [];
        var where = RegionCells.Build(first, was?.Where, words, errors);
        var shares = rows.Where(row => !(was is { Shares.Count: 0 } && row.Row.Key == was.Path && ShareCells.IsBlank(row)))
            .Select(row => ShareCells.Build(row, paths.GetValueOrDefault(row.Row.Key), words, errors)).ToList();
        if (!first.Has(errors, $"“{first.Row.Values[Scheme].Text}”的行", needed, empty) || where is null || shares.Contains(null))
        {
            return null;
        }

        IReadOnlyList<TierShare> all = was is not null && shares.SequenceEqual(was.Shares, ReferenceEqualityComparer.Instance) ? was.Shares : [.. shares.OfType<TierShare>()];
        return (was?.Item, first[Scheme]) switch
        {
            (FundingTier tier, _) => tier with { Name = first[Tier], Where = where, Shares = all },
            (TopUp topUp, _) => topUp with { Where = where, Shares = all },
            (BucketSplit split, _) => split with { Of = (Payers)first.Whole(Of), Where = where, Shares = all },
            (_, "tiers") => new FundingTier { Id = NewId(content, "tier", content.Funding.Tiers.Concat(built.OfType<FundingTier>()).Select(tier => tier.Id)), Name = first[Tier], Where = where, Shares = all },
            (_, "topUps") => new TopUp { Where = where, Shares = all },
            _ => new BucketSplit { Of = (Payers)first.Whole(Of), Where = where, Shares = all },
        };
    }

    private static IEnumerable<(string, SheetValue)> Head(SchemeItem item, SheetWords words) =>
    [
        (Scheme, Schemes.Where(scheme => scheme.Raw == item.Scheme).Select(scheme => new SheetValue(scheme.Raw, scheme.Text)).First()),
        (Tier, SheetColumns.Of(item.Name)),
        (Of, SheetColumns.Of(item.Of)),
        (SheetColumns.Where, words.Regions(item.Where)),
        (SheetColumns.Except, words.Except(item.Where.Except)),
    ];

    private SheetRow Row(string key, string item, IReadOnlyDictionary<string, SheetValue> values) => new(key, item, LabelOf(values), values);
}
