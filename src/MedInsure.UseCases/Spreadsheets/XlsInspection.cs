using System.Globalization;
using System.Text;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>
/// Looks through a whole .xls (Excel 97 to 2003) before the library reads it: the container, passwords, macros, every record's length, the shared texts, rows, columns and cells. Nothing is kept but counts and
/// the places of formulas.
/// </summary>
internal sealed class XlsInspection
{
    private const int MostRows = 65_536;
    private const int MostColumns = 256;
    private const int WorksheetType = 0x10;

    private static readonly string[] MacroNames = ["_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA", "Macros"];

    private readonly SheetLimits limits;
    private readonly BiffRecords records;
    private readonly Dictionary<string, SheetFacts> facts = new(StringComparer.Ordinal);
    private int formats;
    private int cells;

    private XlsInspection(byte[] workbook, SheetLimits limits)
    {
        (Workbook, this.limits) = (workbook, limits);
        records = new BiffRecords(workbook, new InflationBudget(long.MaxValue, limits.MaxElements));
    }

    /// <summary>Kinds of records, by their numbers in the format.</summary>
    private enum Kind
    {
        Formula = 0x06,
        End = 0x0A,
        Password = 0x2F,
        SheetName = 0x85,
        Numbers = 0xBD,
        MacroProject = 0xD3,
        RichLabel = 0xD6,
        Texts = 0xFC,
        SharedLabel = 0xFD,
        Extent = 0x200,
        Number = 0x203,
        Label = 0x204,
        FlagOrError = 0x205,
        ShortNumber = 0x27E,
        Format = 0x41E,
        Begin = 0x809,
    }

    /// <summary>The stream of records, out of its container.</summary>
    public byte[] Workbook { get; }

    public List<ListedSheet> Sheets { get; } = [];

    public static XlsInspection Of(byte[] content, SheetLimits limits)
    {
        var file = CompoundFile.Open(content);
        if (file.Names.Any(name => name is "EncryptedPackage" or "EncryptionInfo"))
        {
            throw new SheetRefusedException(SheetRefusal.Encrypted);
        }

        if (file.Names.Any(name => MacroNames.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            throw new SheetRefusedException(SheetRefusal.Macro);
        }

        var workbook = file.Stream("Workbook") ?? throw new SheetRefusedException(file.Stream("Book") is null ? SheetRefusal.NotASpreadsheet : SheetRefusal.OldExcel);
        var inspection = new XlsInspection(workbook, limits);
        inspection.Globals();
        foreach (var sheet in inspection.Sheets)
        {
            inspection.facts[sheet.Name] = inspection.SheetAt(uint.Parse(sheet.RelationshipId, CultureInfo.InvariantCulture));
        }

        return inspection;
    }

    public SheetFacts FactsOf(ListedSheet sheet) => facts[sheet.Name];

    private void Globals()
    {
        records.Need((int)Kind.Begin, 4);
        if (records.Word(0) != 0x600)
        {
            throw new SheetRefusedException(SheetRefusal.OldExcel);
        }

        while (records.Read() && records.Kind != (int)Kind.End)
        {
            switch ((Kind)records.Kind)
            {
                case Kind.Password:
                    throw new SheetRefusedException(SheetRefusal.Encrypted);
                case Kind.MacroProject:
                    throw new SheetRefusedException(SheetRefusal.Macro);
                case Kind.SheetName:
                    Listed();
                    break;
                case Kind.Texts:
                    new BiffTexts(records, limits).Walk();
                    break;
                case Kind.Format when ++formats > XlsxInspection.MostFormats:
                    throw new SheetRefusedException(SheetRefusal.Bomb);
            }
        }

        if (Sheets.Count == 0 || Sheets.Count > limits.MaxEntries || Sheets.DistinctBy(sheet => sheet.Name, StringComparer.Ordinal).Count() != Sheets.Count || Sheets.DistinctBy(sheet => sheet.RelationshipId, StringComparer.Ordinal).Count() != Sheets.Count)
        {
            throw BiffRecords.Broken;
        }
    }

    private void Listed()
    {
        var (place, state, type, length, isWide) = (records.AtLeast(8).Int(0), records.Bytes[4], records.Bytes[5], records.Bytes[6], (records.Bytes[7] & 1) != 0);
        var name = records.AtLeast(8 + (length * (isWide ? 2 : 1))).Bytes[8..];
        switch (type)
        {
            case 0:
                Sheets.Add(new ListedSheet((isWide ? Encoding.Unicode : Encoding.Latin1).GetString(name[..(length * (isWide ? 2 : 1))]), state is not (1 or 2), place.ToString(CultureInfo.InvariantCulture)));
                break;
            case 1 or 6:
                throw new SheetRefusedException(SheetRefusal.Macro);
        }
    }

    private SheetFacts SheetAt(uint place)
    {
        var found = new SheetFacts();
        records.GoTo(place);
        records.Need((int)Kind.Begin, 4);
        if (records.Word(0) != 0x600)
        {
            throw BiffRecords.Broken;
        }

        if (records.Word(2) != WorksheetType)
        {
            return found;
        }

        // Behind the cells a chart may begin, with records of its own.
        while (records.Read() && (Kind)records.Kind is not (Kind.End or Kind.Begin))
        {
            Look(found);
        }

        return found;
    }

    private void Look(SheetFacts found)
    {
        switch ((Kind)records.Kind)
        {
            case Kind.Extent:
                _ = records.AtLeast(12).Int(4) <= MostRows && records.Word(10) <= MostColumns ? true : throw BiffRecords.Broken;
                break;
            case Kind.Format when ++formats > XlsxInspection.MostFormats:
                throw new SheetRefusedException(SheetRefusal.Bomb);
            case Kind.Password:
                throw new SheetRefusedException(SheetRefusal.Encrypted);
            case Kind.Number:
                Count(found, records.AtLeast(14).Word(2));
                break;
            case Kind.Label or Kind.RichLabel:
                _ = records.AtLeast(8).Word(6) <= limits.MaxCellCharacters ? true : throw new SheetRefusedException(SheetRefusal.GiantCell(limits));
                Count(found, records.Word(2));
                break;
            case Kind.SharedLabel or Kind.ShortNumber:
                Count(found, records.AtLeast(10).Word(2));
                break;
            case Kind.FlagOrError:
                Count(found, records.AtLeast(8).Word(2));
                if (records.Bytes[7] != 0)
                {
                    found.Errors.Add((records.Word(0) + 1, records.Word(2) + 1));
                }

                break;
            case Kind.Numbers:
                var (first, last, length) = (records.AtLeast(12).Word(2), records.Word(records.Length - 2), records.Length - 6);
                _ = length % 6 == 0 && last == first + (length / 6) - 1 ? true : throw BiffRecords.Broken;
                for (var column = first; column <= last; column++)
                {
                    Count(found, column);
                }

                break;
            case Kind.Formula:
                Formula(found);
                break;
            case (Kind)0x01 or (Kind)0x02 or (Kind)0x03 or (Kind)0x04 or (Kind)0x05 or (Kind)0x44 or (Kind)0x202 or (Kind)0x206 or (Kind)0x406:
                // Cells of still older programs have no place here.
                throw BiffRecords.Broken;
        }
    }

    private void Formula(SheetFacts found)
    {
        var place = (records.AtLeast(20).Word(0) + 1, records.Word(2) + 1);
        Count(found, records.Word(2));
        found.Formulas.Add(place);
        if (records.Bytes[6] == 2 && records.Word(12) == 0xFFFF)
        {
            found.Errors.Add(place);
        }

        if (found.Formulas.Count > limits.MaxFormulas)
        {
            throw new SheetRefusedException(SheetRefusal.TooManyFormulas(limits));
        }
    }

    private void Count(SheetFacts found, int column)
    {
        var row = records.Word(0) + 1;
        _ = column < MostColumns ? true : throw BiffRecords.Broken;
        (found.LastRow, found.LastColumn) = (Math.Max(found.LastRow, row), Math.Max(found.LastColumn, column + 1));
        if (row > limits.MaxRows)
        {
            throw new SheetRefusedException(SheetRefusal.TooManyRows(limits));
        }

        if (column >= limits.MaxColumns)
        {
            throw new SheetRefusedException(SheetRefusal.TooManyColumns(limits));
        }

        if (++cells > limits.MaxCells)
        {
            throw new SheetRefusedException(SheetRefusal.TooManyCells(limits));
        }
    }
}
