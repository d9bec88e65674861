using System.Text;
using ExcelDataReader;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Reads the first visible sheet of an .xls that passed the inspection. The library gets the stream of records without its container.</summary>
internal static class XlsReading
{
    static XlsReading() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Result<SheetStream> Open(byte[] content, SheetLimits limits) => XlsxReading.Guarded<SheetStream>(() =>
    {
        var inspection = XlsInspection.Of(content, limits);
        var withContent = inspection.Sheets.Where(sheet => inspection.FactsOf(sheet).LastRow > 0).ToList();
        if (withContent.FirstOrDefault(sheet => sheet.IsVisible) is not { } chosen)
        {
            return SheetRefusal.NoVisibleSheet;
        }

        var stamp = withContent.FirstOrDefault(sheet => !sheet.IsVisible && sheet.Name == TemplateSheets.Stamp);
        return new SheetStream(SheetFormat.Xls, chosen.Name, Rows(inspection, chosen))
        {
            Notes = [.. XlsxReading.NotesOn(withContent, chosen)],
            Stamp = stamp is null ? null : XlsxReading.StampIn(Rows(inspection, stamp)),
        };
    });

    private static IEnumerable<SheetRow> Rows(XlsInspection inspection, ListedSheet sheet) => XlsxReading.Rows(
        () => ExcelReaderFactory.CreateBinaryReader(new MemoryStream(inspection.Workbook, writable: false), new ExcelReaderConfiguration { FallbackEncoding = CsvText.StrictGb18030 }), sheet.Name, inspection.FactsOf(sheet));
}
