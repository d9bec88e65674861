namespace MedInsure.Rules.Policies.Sheets;

/// <param name="Key">Stable address of what the row holds, as in <see cref="PolicyValue.Path"/>: a row finds its way back wherever it was sorted to.</param>
/// <param name="ItemKey">Address of the tier that a share belongs to; the row's own key elsewhere.</param>
/// <param name="Label">What the row is about: "第一档 中央".</param>
/// <param name="Values">By the name of the column; all columns are there.</param>
public sealed record SheetRow(string Key, string ItemKey, string Label, IReadOnlyDictionary<string, SheetValue> Values);

/// <summary>One table of a policy as it goes into a workbook.</summary>
public sealed record PolicySheet(string Name, IReadOnlyList<SheetColumn> Columns, IReadOnlyList<SheetRow> Rows);

/// <summary>A cell of a workbook that came back. Of a formula only the stored value is known.</summary>
/// <param name="Address">As the spreadsheet program names it: "H5".</param>
public sealed record FilledCell(string Text, string Address, bool IsFormula = false);

/// <param name="Number">As the spreadsheet program counts.</param>
/// <param name="Cells">By the name of the column.</param>
public sealed record FilledRow(int Number, FilledCell Key, IReadOnlyDictionary<string, FilledCell> Cells)
{
    public FilledCell this[string column] => Cells.TryGetValue(column, out var cell) ? cell : new FilledCell(string.Empty, $"第{Number}行");

    public bool IsBlank => Cells.Values.All(cell => string.IsNullOrWhiteSpace(cell.Text) && !cell.IsFormula);
}

public sealed record FilledSheet(string Name, IReadOnlyList<FilledRow> Rows);

/// <param name="Cell">Null where the sheet as a whole is meant.</param>
/// <param name="Sentence">For the person who filled it in: what is wrong and what to do.</param>
public sealed record SheetError(string Sheet, string? Cell, string Sentence);

/// <summary>手工修改: one thing that was changed by hand in the workbook.</summary>
/// <param name="Key">Of the row, or of the tier where the column belongs to it; of an added row a name of its own.</param>
/// <param name="Column">Null for an added or removed row.</param>
/// <param name="Before">The whole row in words for a removed one; null for an added one.</param>
/// <param name="After">The whole row in words for an added one; null for a removed one.</param>
/// <param name="Cell">Where it stands in the workbook that came back; of a removed row null.</param>
public sealed record SheetChange(string Sheet, string Key, string Label, ChangeKind Kind, string? Column, SheetValue? Before, SheetValue? After, string? Cell)
{
    /// <summary>Of an added row: all of it.</summary>
    public SheetRow? Added { get; init; }

    /// <summary>The name by which a person takes this change although the draft says otherwise.</summary>
    public string Id => $"{Sheet}|{Key}|{Column}";
}
