using MedInsure.Rules.Amounts;

namespace MedInsure.UseCases.Tables;

/// <summary>
/// An official table as data: the screen, the printed page, the xlsx and the csv are all made from it and therefore agree.
/// Header and rows are fixed at construction and checked there, so a table whose rows do not fit its columns cannot exist.
/// </summary>
public sealed record OfficialTable
{
    public OfficialTable(string title, TableHeader header, IReadOnlyList<TableRow> rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var width = rows[i].Cells.Sum(c => c.Span);
            if (width != header.Columns.Count || rows[i].Cells.Any(c => c.Span < 1))
            {
                throw new ArgumentException($"Row {i} covers {width} columns, the header has {header.Columns.Count}.", nameof(rows));
            }
        }

        Title = title;
        Header = header;
        Rows = rows;
    }

    public string Title { get; }

    public TableHeader Header { get; }

    public IReadOnlyList<TableRow> Rows { get; }

    /// <summary>The line below the title: year and document number.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>填报单位: the bureau that answers for the table.</summary>
    public required string ReportingUnit { get; init; }

    public MoneyUnit Unit { get; init; } = MoneyUnit.Yuan;

    /// <summary>What a table without money counts, such as 人; null for a table of money.</summary>
    public string? CountedIn { get; init; }

    /// <summary>How many columns stay in sight when a wide table is scrolled sideways.</summary>
    public int FrozenColumns { get; init; }

    /// <summary>The total that is also written in words (人民币大写), in fen; null where no single total exists.</summary>
    public long? TotalInWordsFen { get; init; }

    /// <summary>What must be said beside the total in words; the mark of the same total among the rows.</summary>
    public CellMark? TotalInWordsMark { get; init; }

    /// <summary>What must be said below the table, beside the notes that the cells bring with them.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public Signatures Signatures { get; init; } = new();

    /// <summary>Null for a table that is not the outcome of a run.</summary>
    public RunStamp? Run { get; init; }

    /// <summary>Name, bureau and time of whoever prints or exports it.</summary>
    public string? Watermark { get; init; }

    public string ReportingLine => "填报单位：" + ReportingUnit;

    /// <summary>Printed once, at the top right. Money per head stays in 元, which is said where the unit is 万元.</summary>
    public string UnitLine =>
        "单位：" + (CountedIn ?? MoneyText.Name(Unit))
        + (Unit != MoneyUnit.Yuan && Header.Columns.Any(c => c.Kind == ColumnKind.PerCapita) ? "（人均为元）" : "");

    /// <summary>Null where the table has no total in words.</summary>
    public string? WordsLine => TotalInWordsFen is { } fen ? $"合计（大写）：{TotalInWordsMark?.Shown}人民币{RmbInWords.Write(fen)}" : null;

    /// <summary>The table's own notes, then one for each different mark and state in the order of the rows: whatever a cell says in brackets is explained here.</summary>
    public IReadOnlyList<string> AllNotes =>
    [
        .. Notes,
        .. Rows.SelectMany(r => r.Cells).SelectMany(NotesOf).Distinct(),
    ];

    private static IEnumerable<string> NotesOf(TableCell cell)
    {
        if (cell is StateCell { Note.Length: > 0 } state)
        {
            yield return $"{state.Text}：{state.Note}";
        }

        if (cell.Mark is { Note.Length: > 0 } mark)
        {
            yield return $"{mark.Shown}：{mark.Note}";
        }
    }
}
