using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Rosters;

/// <summary>
/// How much a roster may hold: 200,000 persons of a city in the 17 columns of a ledger, and room for titles. Rows are read one by one, so what stands in memory is the file, its shared texts and the
/// checked rows, whatever the sheet unpacks to.
/// </summary>
public static class RosterLimits
{
    public static SheetLimits Sheet { get; } = new()
    {
        MaxFileBytes = 60L * 1024 * 1024,
        MaxInflatedBytes = 600L * 1024 * 1024,
        MaxRows = 250_000,
        MaxColumns = 60,
        MaxCells = 5_000_000,
        MaxFormulas = 500_000,
        MaxElements = 20_000_000,
    };
}
