namespace MedInsure.UseCases.Spreadsheets;

/// <summary>One of several forms of a workbook. Its rows carry keys in a hidden last column, so that a row is known wherever it was sorted to.</summary>
/// <param name="Name">Of the sheet.</param>
/// <param name="Line">Below the title.</param>
public sealed record BookForm(string Name, string Title, string Line, IReadOnlyList<TemplateColumn> Columns)
{
    public IReadOnlyList<BookRow> Rows { get; init; } = [];
}

/// <param name="Cells">One for each column.</param>
public sealed record BookRow(string Key, IReadOnlyList<string> Cells);

/// <summary>A workbook of several forms that is filled in and comes back.</summary>
/// <param name="Instructions">Lines of the first sheet; the first one is its title.</param>
/// <param name="Forms">In the order of the tabs.</param>
public sealed record BookTemplate(TemplateStamp Stamp, string InstructionSheet, IReadOnlyList<string> Instructions, string KeyColumn, IReadOnlyList<BookForm> Forms)
{
    /// <summary>What else the stamp says, after the parts that all stamps have.</summary>
    public IReadOnlyList<string> About { get; init; } = [];

    /// <summary>Text that the workbook brings back unseen: what it was made of.</summary>
    public string Carried { get; init; } = "";
}
