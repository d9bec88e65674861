namespace MedInsure.Rules.Policies.Sheets;

/// <summary>The rows of a draft's table, changed as a workbook says.</summary>
/// <param name="keyNow">The address of an exported row in the draft.</param>
internal sealed class TableMerge(SheetForm form, IReadOnlyList<SheetRow> exported, IReadOnlyList<SheetRow> draft, Func<string, string> keyNow, IReadOnlySet<string> take)
{
    private readonly List<WorkRow> rows = [.. draft.Select(row => new WorkRow(form.Name, row, null))];

    public List<SheetChange> Taken { get; } = [];

    public List<SheetConflict> Conflicts { get; } = [];

    public IReadOnlyList<WorkRow> Rows => rows;

    public void Apply(SheetChange change)
    {
        switch (change.Kind)
        {
            case ChangeKind.Changed:
                Change(change);
                break;
            case ChangeKind.Removed:
                Remove(change);
                break;
            default:
                Add(change);
                break;
        }
    }

    private void Change(SheetChange change)
    {
        var (key, column) = (keyNow(change.Key), change.Column!);
        var own = rows.Where(row => row.Row.Key == key || row.Row.ItemKey == key).Where(row => form.Columns.First(one => one.Name == column).OfItem || row.Row.Key == key).ToList();
        if (own.Count == 0)
        {
            Conflicts.Add(new SheetConflict(change, null));
            return;
        }

        var now = own[0].Row.Values[column];
        if (now.Raw == change.After!.Raw)
        {
            return;
        }

        if (now.Raw != change.Before!.Raw && !Decided(change, now))
        {
            return;
        }

        Taken.Add(change);
        foreach (var row in own)
        {
            rows[rows.IndexOf(row)] = row with { Row = row.Row with { Values = new Dictionary<string, SheetValue>(row.Row.Values, StringComparer.Ordinal) { [column] = change.After } } };
        }
    }

    private void Remove(SheetChange change)
    {
        var index = rows.FindIndex(row => row.Row.Key == keyNow(change.Key));
        if (index < 0)
        {
            return;
        }

        var (was, now) = (exported.First(row => row.Key == change.Key), rows[index].Row);
        if (IsSame(was, now) || Decided(change, new SheetValue(now.Key, PolicySheets.InWords(form, now))))
        {
            Taken.Add(change);
            rows.RemoveAt(index);
        }
    }

    private void Add(SheetChange change)
    {
        var added = change.Added!;
        // Somebody may have added the same meanwhile, or taken this very workbook over before.
        if (draft.Any(row => IsSame(row, added)) && !exported.Any(row => IsSame(row, added)))
        {
            return;
        }

        Taken.Add(change);
        var item = keyNow(added.ItemKey);
        var of = rows.FirstOrDefault(row => row.Row.ItemKey == item);
        var values = of is null ? added.Values : new Dictionary<string, SheetValue>(added.Values.Concat(form.Columns.Where(column => column.OfItem).Select(column => KeyValuePair.Create(column.Name, of.Row.Values[column.Name]))).GroupBy(cell => cell.Key).Select(same => same.Last()), StringComparer.Ordinal);
        rows.Add(new WorkRow(form.Name, added with { ItemKey = item, Values = values }, null));
    }

    /// <summary>Keeps a conflict in the list whether it was decided or not: the person sees what was written against the draft.</summary>
    private bool Decided(SheetChange change, SheetValue now)
    {
        Conflicts.Add(new SheetConflict(change, now));
        return take.Contains(change.Id);
    }

    private bool IsSame(SheetRow one, SheetRow other) => form.Columns.All(column => one.Values[column.Name].Raw == other.Values[column.Name].Raw);
}
