namespace MedInsure.Rules.Policies.Sheets;

/// <summary>How a cell of a column is written and understood.</summary>
public enum SheetColumnKind
{
    Text,

    /// <summary>Yuan a head, at most six decimals.</summary>
    Yuan,

    /// <summary>Percent in the cell, a rate between 0 and 1 in the document.</summary>
    Percent,

    /// <summary>Parts of a remainder.</summary>
    Parts,

    Whole,

    /// <summary>One of a list of words.</summary>
    Choice,

    /// <summary>Names of regions and groups.</summary>
    Regions,

    /// <summary>Who funds a subsidy: names, with percent or yuan where there are several.</summary>
    Funders,

    /// <summary>For the reader only (依据); what is typed there is not read back.</summary>
    Note,
}

/// <param name="Raw">As the document has it.</param>
/// <param name="Text">As the drop-down shows it.</param>
public sealed record SheetOption(string Raw, string Text);

/// <summary>A cell: what it means, in ids and exact decimals, and how it is written.</summary>
/// <param name="Raw">Equal for two cells exactly when they mean the same; empty for an empty cell, and for "everywhere".</param>
public sealed record SheetValue(string Raw, string Text)
{
    public static SheetValue Blank { get; } = new(string.Empty, string.Empty);
}

/// <param name="Name">The heading, with the unit in brackets.</param>
/// <param name="Width">In characters of the spreadsheet program.</param>
public sealed record SheetColumn(string Name, SheetColumnKind Kind, int Width)
{
    /// <summary>Beside the cell while one types.</summary>
    public string Hint { get; init; } = string.Empty;

    /// <summary>Belongs to the tier and not to the single share: all rows of the tier say the same.</summary>
    public bool OfItem { get; init; }

    /// <summary>For <see cref="SheetColumnKind.Choice"/>: what can be chosen in this policy.</summary>
    public Func<SheetWords, IReadOnlyList<SheetOption>> Options { get; init; } = _ => [];
}
