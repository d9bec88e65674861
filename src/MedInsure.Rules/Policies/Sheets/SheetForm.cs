namespace MedInsure.Rules.Policies.Sheets;

/// <summary>One table: its columns, a content's rows in it, and the way from rows back to the content.</summary>
internal abstract class SheetForm
{
    public static IReadOnlyList<SheetForm> All { get; } = [new TierSheet(), new RatioSheet(), new IllnessSheet(), new RuleSheet()];

    public abstract string Name { get; }

    public abstract IReadOnlyList<SheetColumn> Columns { get; }

    public abstract IEnumerable<SheetRow> Rows(PolicyContent content, SheetWords words);

    /// <summary>What the row is about, for rows that were added.</summary>
    public abstract string LabelOf(IReadOnlyDictionary<string, SheetValue> values);

    /// <summary>The item that an added row belongs to, with the cells that it takes over from there; a row is an item of its own where nothing else is said.</summary>
    /// <param name="others">The rows as they came back, those with a key first.</param>
    public virtual SheetRow Placed(SheetRow added, IReadOnlyList<SheetRow> others, IReadOnlyList<SheetRow> exported) => added;

    /// <param name="content">The content that the rows were made of.</param>
    /// <param name="soFar">The content with what the tables before this one changed.</param>
    public abstract PolicyContent Build(PolicyContent content, PolicyContent soFar, IReadOnlyList<WorkRow> rows, SheetWords words, ICollection<SheetError> errors);

    protected static Dictionary<string, SheetValue> Values(params IEnumerable<(string Column, SheetValue Value)> cells) => cells.ToDictionary(cell => cell.Column, cell => cell.Value, StringComparer.Ordinal);

    /// <summary>What nobody touched stays as it is, even where it would be refused if it were typed now: a draft may be unfinished.</summary>
    protected static bool IsUntouched(WorkRow row, IReadOnlyDictionary<string, SheetRow> was) =>
        was.TryGetValue(row.Row.Key, out var before) && before.Values.All(cell => cell.Value.Raw == row[cell.Key]);

    protected IReadOnlyDictionary<string, SheetRow> RowsByKey(PolicyContent content, SheetWords words) => Rows(content, words).ToDictionary(row => row.Key, StringComparer.Ordinal);

    /// <summary>The first free one of tenant-word-1, tenant-word-2…, as the editor gives them.</summary>
    protected static string NewId(PolicyContent content, string word, IEnumerable<string> taken)
    {
        var used = taken.ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, int.MaxValue).Select(i => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{content.Tenant}-{word}-{i}")).First(id => !used.Contains(id));
    }
}

/// <summary>A row on its way back into a content.</summary>
/// <param name="Source">Null for a row that nobody touched.</param>
internal sealed record WorkRow(string Sheet, SheetRow Row, FilledRow? Source)
{
    /// <summary>What a cell means.</summary>
    public string this[string column] => Row.Values[column].Raw;

    public decimal Number(string column) => decimal.Parse(this[column], System.Globalization.CultureInfo.InvariantCulture);

    public int Whole(string column) => (int)Number(column);

    public string? Text(string column) => this[column] is { Length: > 0 } text ? text : null;

    public SheetError Wrong(string column, string sentence) => new(Sheet, Source?[column].Address, Source is null ? $"“{Row.Label}”：{sentence}" : sentence);

    /// <summary>Refuses what is missing, and what is filled in although it does not belong there.</summary>
    /// <param name="reason">"按比例的".</param>
    public bool Has(ICollection<SheetError> errors, string reason, IReadOnlyList<string> needed, IEnumerable<string> empty)
    {
        var before = errors.Count;
        foreach (var column in needed.Where(column => this[column].Length == 0))
        {
            errors.Add(Wrong(column, $"{reason}要填“{column}”。"));
        }

        foreach (var column in empty.Where(column => !needed.Contains(column) && this[column].Length > 0))
        {
            errors.Add(Wrong(column, $"{reason}不填“{column}”，请清空这一格，或改正前面的选择。"));
        }

        return errors.Count == before;
    }
}
