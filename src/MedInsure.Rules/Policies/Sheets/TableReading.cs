namespace MedInsure.Rules.Policies.Sheets;

/// <summary>One table that came back, row by row against the one that went out.</summary>
internal sealed class TableReading(SheetForm form, IReadOnlyList<SheetRow> exported, SheetWords words)
{
    private readonly Dictionary<string, SheetRow> byKey = exported.ToDictionary(row => row.Key, StringComparer.Ordinal);

    public List<SheetChange> Changes { get; } = [];

    public List<SheetError> Errors { get; } = [];

    public List<string> Notes { get; } = [];

    public IReadOnlyList<WorkRow> Read(FilledSheet sheet)
    {
        var (known, added) = ByKey(sheet);
        var rows = new List<WorkRow>();
        foreach (var row in exported)
        {
            if (known.TryGetValue(row.Key, out var filled))
            {
                rows.Add(new WorkRow(form.Name, Understood(row, filled), filled));
            }
            else
            {
                Changes.Add(new SheetChange(form.Name, row.Key, row.Label, ChangeKind.Removed, null, new SheetValue(row.Key, PolicySheets.InWords(form, row)), null, null));
            }
        }

        foreach (var item in rows.GroupBy(row => row.Row.ItemKey, StringComparer.Ordinal))
        {
            Compare([.. item]);
        }

        foreach (var filled in added)
        {
            rows.Add(new WorkRow(form.Name, Added(filled, [.. rows.Select(row => row.Row)]), filled));
        }

        return rows;
    }

    /// <summary>Which row that came back is which. A row that was copied brings its key along: the copy that still reads as exported is the old one, the other one is new.</summary>
    private (Dictionary<string, FilledRow> Known, List<FilledRow> Added) ByKey(FilledSheet sheet)
    {
        var (known, added) = (new Dictionary<string, FilledRow>(StringComparer.Ordinal), new List<FilledRow>());
        foreach (var same in sheet.Rows.Where(row => !row.IsBlank).GroupBy(row => row.Key.Text.Trim(), StringComparer.Ordinal))
        {
            if (same.Key.Length == 0)
            {
                added.AddRange(same);
            }
            else if (!byKey.TryGetValue(same.Key, out var row))
            {
                Errors.AddRange(same.Select(filled => new SheetError(form.Name, filled.Key.Address, $"第{filled.Number}行的标识在这份表格所依据的版本中不存在，可能是从别的表格粘贴来的。请删去这一行；要新增的，请在表末空行中填写。")));
            }
            else if (same.Count() == 1)
            {
                known[same.Key] = same.First();
            }
            else
            {
                var untouched = same.Where(filled => form.Columns.All(column => WordList.Plain(filled[column.Name].Text) == WordList.Plain(row.Values[column.Name].Text))).ToList();
                if (untouched.Count == 1)
                {
                    known[same.Key] = untouched[0];
                    added.AddRange(same.Where(filled => filled != untouched[0]));
                }
                else
                {
                    var lines = string.Join("、", same.Select(filled => $"第{filled.Number}行"));
                    Errors.Add(new SheetError(form.Name, same.Last().Key.Address, untouched.Count > 1
                        ? $"{lines}完全相同，请删去多余的行。"
                        : $"{lines}由同一行复制而来并且都改过，分不清哪一行是新增的。请删去新增的一行，在表末空行中重新填写。"));
                }
            }
        }

        return (known, added);
    }

    private SheetRow Understood(SheetRow row, FilledRow filled) => row with { Values = form.Columns.ToDictionary(column => column.Name, column => Cell(column, row.Values[column.Name], filled), StringComparer.Ordinal) };

    private SheetValue Cell(SheetColumn column, SheetValue was, FilledRow filled)
    {
        var cell = filled[column.Name];
        if (column.Kind == SheetColumnKind.Note)
        {
            if (WordList.Plain(cell.Text) != WordList.Plain(was.Text))
            {
                Notes.Add($"{form.Name} {cell.Address}：“依据”不从表格读回，这里的改动没有读取；请在编辑页修改依据。");
            }

            return was;
        }

        var (value, problem) = CellReading.Read(column, was, cell, words);
        if (value is null)
        {
            Errors.Add(new SheetError(form.Name, cell.Address, problem!));
        }

        return value ?? was;
    }

    /// <summary>The rows of one item: each cell that means something else is a change; what belongs to the item is one change, however many rows repeat it.</summary>
    private void Compare(IReadOnlyList<WorkRow> rows)
    {
        foreach (var column in form.Columns)
        {
            var differing = rows.Where(row => row[column.Name] != byKey[row.Row.Key].Values[column.Name].Raw).ToList();
            if (differing.Count == 0)
            {
                continue;
            }

            if (!column.OfItem)
            {
                Changes.AddRange(differing.Select(row => Changed(row.Row.Key, column, row, row.Source![column.Name].Address)));
            }
            else if (differing.Count < rows.Count || differing.Exists(row => row[column.Name] != differing[0][column.Name]))
            {
                var odd = rows.First(row => row[column.Name] != rows[0][column.Name] || differing.Count == 0);
                Errors.Add(new SheetError(form.Name, differing[0].Source![column.Name].Address, $"“{rows[0].Row.Label}”与“{odd.Row.Label}”同属一个档次，“{column.Name}”应当一致；请把同一档次的各行改成一样。"));
            }
            else
            {
                Changes.Add(Changed(rows[0].Row.ItemKey, column, rows[0], string.Join("、", rows.Select(row => row.Source![column.Name].Address))));
            }
        }
    }

    private SheetChange Changed(string key, SheetColumn column, WorkRow row, string address) =>
        new(form.Name, key, byKey[row.Row.Key].Label, ChangeKind.Changed, column.Name, byKey[row.Row.Key].Values[column.Name], row.Row.Values[column.Name], address);

    private SheetRow Added(FilledRow filled, IReadOnlyList<SheetRow> others)
    {
        var key = $"new:{filled.Number}";
        var blank = form.Columns.ToDictionary(column => column.Name, _ => SheetValue.Blank, StringComparer.Ordinal);
        var read = Understood(new SheetRow(key, key, string.Empty, blank), filled with { Cells = filled.Cells.Where(cell => cell.Key != SheetColumns.Cite).ToDictionary(cell => cell.Key, cell => cell.Value, StringComparer.Ordinal) });
        var placed = form.Placed(read, others, exported);
        var row = placed with { Label = form.LabelOf(placed.Values) };
        Changes.Add(new SheetChange(form.Name, key, row.Label, ChangeKind.Added, null, null, new SheetValue(key, PolicySheets.InWords(form, row)), filled.Cells.Values.FirstOrDefault()?.Address) { Added = row });
        return row;
    }
}
