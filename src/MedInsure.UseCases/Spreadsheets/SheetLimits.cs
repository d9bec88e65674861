namespace MedInsure.UseCases.Spreadsheets;

/// <summary>
/// How much an uploaded spreadsheet may hold. Everything is checked before the content is trusted, and the bytes that really come out of the archive are counted
/// too, because the sizes that it declares can be forged.
/// </summary>
public sealed record SheetLimits
{
    public long MaxFileBytes { get; init; } = 20L * 1024 * 1024;

    /// <summary>Files inside an xlsx.</summary>
    public int MaxEntries { get; init; } = 500;

    /// <summary>All files of an xlsx unpacked.</summary>
    public long MaxInflatedBytes { get; init; } = 100L * 1024 * 1024;

    /// <summary>Unpacked to packed, for an entry of more than 1 MB; ordinary sheets stay below 60, a bomb comes near 1,000.</summary>
    public int MaxRatio { get; init; } = 200;

    /// <summary>The highest row number with content.</summary>
    public int MaxRows { get; init; } = 20_000;

    public int MaxColumns { get; init; } = 100;

    /// <summary>Cells with content, all sheets together.</summary>
    public int MaxCells { get; init; } = 200_000;

    /// <summary>Cells with a formula, all sheets together: their places are kept while the sheet is read.</summary>
    public int MaxFormulas { get; init; } = 200_000;

    /// <summary>XML elements in all files of an xlsx: each becomes an object in some library, however few bytes it takes.</summary>
    public int MaxElements { get; init; } = 1_500_000;

    /// <summary>What a spreadsheet program itself allows in a cell.</summary>
    public int MaxCellCharacters { get; init; } = 32_767;
}
