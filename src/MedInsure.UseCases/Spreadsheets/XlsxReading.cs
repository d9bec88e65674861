using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Reads the sheets of an xlsx that passed the inspection.</summary>
internal static class XlsxReading
{
    /// <summary>The reader's configuration asks for Windows-1252 when it is made, even for files that never need it.</summary>
    static XlsxReading() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The first visible sheet with content.</summary>
    public static Result<SheetStream> Open(byte[] content, SheetLimits limits) => XlsxBytes.Open(content, limits) ?? OpenOrdinary(content, limits);

    /// <summary>The same, read by the library alone: what the reading of bytes is held to.</summary>
    public static Result<SheetStream> OpenOrdinary(byte[] content, SheetLimits limits) => Guarded<SheetStream>(() =>
    {
        var inspection = XlsxInspection.Of(content, limits);
        var chosen = inspection.Sheets.FirstOrDefault(s => s.IsVisible && inspection.FactsOf(s).LastRow > 0);
        return chosen is null
            ? SheetRefusal.NoVisibleSheet
            : new SheetStream(SheetFormat.Xlsx, chosen.Name, Rows(content, chosen.Name, inspection.FactsOf(chosen))) { Notes = [.. NotesOn(inspection, chosen)], Stamp = StampOf(content, inspection) };
    });

    /// <summary>All sheets with content, hidden ones too.</summary>
    public static Result<IReadOnlyList<Sheet>> ReadAll(byte[] content, SheetLimits limits) => Guarded(() =>
    {
        var inspection = XlsxInspection.Of(content, limits);
        return Result<IReadOnlyList<Sheet>>.Ok([.. inspection.Sheets.Where(s => inspection.FactsOf(s).LastRow > 0).Select(s => new Sheet(SheetFormat.Xlsx, s.Name, [.. Rows(content, s.Name, inspection.FactsOf(s))]))]);
    });

    public static Result<T> Guarded<T>(Func<Result<T>> read)
    {
        try
        {
            return read();
        }
        catch (SheetRefusedException refused)
        {
            return refused.Refusal;
        }
        catch (Exception failure) when (IsTheFiles(failure))
        {
            return SheetRefusal.NotASpreadsheet;
        }
    }

    /// <summary>Whatever a reader throws over a file that is not what it pretends to be: the file is at fault.</summary>
    public static bool IsTheFiles(Exception failure) => failure is InvalidDataException or XmlException or ExcelReaderException or IOException
        or FormatException or OverflowException or ArgumentException or NotSupportedException or InvalidOperationException or IndexOutOfRangeException or NullReferenceException or KeyNotFoundException;

    /// <summary>Guards the reader only: what the one who asks for rows does with them is not the file's fault.</summary>
    public static IEnumerable<SheetRow> Rows(Func<IExcelDataReader> open, string name, SheetFacts facts)
    {
        using var rows = RowsOf(open, name, facts).GetEnumerator();
        while (true)
        {
            try
            {
                if (!rows.MoveNext())
                {
                    yield break;
                }
            }
            catch (Exception failure) when (IsTheFiles(failure))
            {
                throw new SheetRefusedException(SheetRefusal.NotASpreadsheet);
            }

            yield return rows.Current;
        }
    }

    private static IEnumerable<SheetRow> Rows(byte[] content, string name, SheetFacts facts) =>
        Rows(() => ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(content, writable: false), new ExcelReaderConfiguration { FallbackEncoding = Encoding.UTF8 }), name, facts);

    private static IEnumerable<SheetRow> RowsOf(Func<IExcelDataReader> open, string name, SheetFacts facts)
    {
        using var reader = open();
        while (!string.Equals(reader.Name, name, StringComparison.Ordinal))
        {
            if (!reader.NextResult())
            {
                throw new SheetRefusedException(SheetRefusal.NotASpreadsheet);
            }
        }

        while (reader.Depth + 1 < facts.LastRow && reader.Read())
        {
            var number = reader.Depth + 1;
            var cells = new SheetCell[Math.Min(reader.FieldCount, facts.LastColumn)];
            for (var c = 0; c < cells.Length; c++)
            {
                var place = (number, c + 1);
                cells[c] = new SheetCell(facts.Errors.Contains(place) ? XlsxValue.Error : XlsxValue.Text(reader, c), facts.Formulas.Contains(place));
            }

            if (cells.Any(c => c.Text.Length > 0 || c.IsFormula))
            {
                yield return new SheetRow(number, cells);
            }
        }
    }

    private static TemplateStamp? StampOf(byte[] content, XlsxInspection inspection)
    {
        var sheet = inspection.Sheets.FirstOrDefault(s => !s.IsVisible && s.Name == TemplateSheets.Stamp && inspection.FactsOf(s).LastRow > 0);
        return sheet is null ? null : StampIn(Rows(content, sheet.Name, inspection.FactsOf(sheet)));
    }

    public static TemplateStamp? StampIn(IEnumerable<SheetRow> rows) => TemplateStamps.Of([.. rows.Where(r => r.Number == 1).SelectMany(r => r.Cells).Select(c => c.Text)]);

    private static IEnumerable<string> NotesOn(XlsxInspection inspection, ListedSheet chosen) => NotesOn(inspection.Sheets.Where(s => inspection.FactsOf(s).LastRow > 0), chosen);

    /// <param name="withContent">In the order of the tabs.</param>
    public static IEnumerable<string> NotesOn(IEnumerable<ListedSheet> withContent, ListedSheet chosen)
    {
        foreach (var sheet in withContent.Where(s => s != chosen && s.Name != TemplateSheets.Stamp && s.Name != TemplateSheets.Instructions))
        {
            yield return sheet.IsVisible
                ? $"只读取了工作表“{chosen.Name}”，工作表“{sheet.Name}”没有读取。"
                : $"工作表“{sheet.Name}”是隐藏的，没有读取。";
        }
    }
}
