namespace MedInsure.UseCases.Spreadsheets;

/// <summary>What a column of a template asks for; decides format, drop-down and the check that the spreadsheet program makes while one types.</summary>
public enum TemplateContent
{
    Text,
    WholeNumber,
    Date,

    /// <summary>Yuan, zero or more, with at least two decimals.</summary>
    Amount,

    /// <summary>Zero or more, with the decimals that it has.</summary>
    Number,
}

/// <summary>A column of a template. Choices become a drop-down; the hint appears beside the cell.</summary>
public sealed record TemplateColumn(string Name, bool IsRequired, int Width, TemplateContent Content = TemplateContent.Text)
{
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public IReadOnlyList<string> Choices { get; init; } = [];

    public string Hint { get; init; } = "";
}

/// <summary>
/// What a template says about itself when it comes back: which template, for whom, for which funding year. It guards against mistakes, not against
/// malice: whose regions may be written is checked row by row whatever the stamp says.
/// </summary>
public sealed record TemplateStamp(string Template, int Version, string Tenant, int FundingYear);

/// <summary>A form to be filled in by a spreadsheet program.</summary>
public sealed record SheetTemplate(TemplateStamp Stamp, string Title, string ReportingUnit, IReadOnlyList<TemplateColumn> Columns)
{
    /// <summary>Rows that are already there, such as one for each county, up to the column where the person begins to type.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Prefilled { get; init; } = [];

    /// <summary>How many rows get drop-downs and checks; more rows can be filled in without.</summary>
    public int CheckedRows { get; init; } = 2_000;

    /// <summary>Lines of the sheet of instructions.</summary>
    public IReadOnlyList<string> Instructions { get; init; } = [];

    /// <summary>A filled-in row, shown among the instructions so that it cannot be uploaded by accident.</summary>
    public IReadOnlyList<string> Example { get; init; } = [];

    /// <summary>The same columns as the reading side knows them.</summary>
    public IReadOnlyList<ExpectedColumn> Expected => [.. Columns.Select(c => new ExpectedColumn(c.Name, c.IsRequired, c.Aliases))];
}
