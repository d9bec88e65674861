using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>What stands around the cells of <see cref="XlsxStream"/>. Rows and cells carry no reference: they follow each other without a gap.</summary>
internal static class XlsxParts
{
    /// <summary>What cannot stand in XML as it is, or would be read as an escape.</summary>
    public static readonly SearchValues<char> Special = SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (char)i), '&', '<', '>', '"', '\'', '_', .. Enumerable.Range(0xD800, 0x800).Select(i => (char)i), '\uFFFE', '\uFFFF']);

    /// <summary>The same of UTF-8. 0xEF begins U+FFFE and U+FFFF, and much that is in order.</summary>
    public static readonly SearchValues<byte> SpecialBytes = SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (byte)i), .. "&<>\"'_"u8, 0xEF]);

    private const string Declaration = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    /// <summary>Headings bold, texts as text, texts that look like formulas with the mark of a text, amounts with two decimals.</summary>
    private const string Styles =
        $"""
        {Declaration}<styleSheet xmlns="{Main}"><fonts count="2"><font><sz val="11"/><name val="Microsoft YaHei"/></font><font><b/><sz val="11"/><name val="Microsoft YaHei"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7EDF5"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf fontId="1" fillId="2" applyFont="1" applyFill="1"/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" quotePrefix="1" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/></cellXfs></styleSheet>
        """;

    public static ReadOnlySpan<byte> HeadingCell => "<c s=\"1\" t=\"inlineStr\"><is><t>"u8;

    public static ReadOnlySpan<byte> TextCell => "<c s=\"2\" t=\"inlineStr\"><is><t>"u8;

    public static ReadOnlySpan<byte> QuotedCell => "<c s=\"3\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"u8;

    public static ReadOnlySpan<byte> TextEnd => "</t></is></c>"u8;

    public static ReadOnlySpan<byte> NumberCell => "<c><v>"u8;

    public static ReadOnlySpan<byte> YuanCell => "<c s=\"4\"><v>"u8;

    /// <summary>What a spreadsheet program would take for a formula when the cell is edited keeps its mark of a text.</summary>
    public static ReadOnlySpan<byte> CellOf(int first) => first is '=' or '+' or '-' or '@' or '\t' or '\r' ? QuotedCell : TextCell;

    public static string Escaped(string text) => SecurityElement.Escape(XlsxText.Safe(text));

    public static string SheetPath(int number) => string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{number}.xml");

    /// <summary>The headings stay in sight.</summary>
    public static byte[] Head(IReadOnlyList<XlsxColumn> columns) => Encoding.UTF8.GetBytes(
        $"""
        {Declaration}<worksheet xmlns="{Main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{string.Concat(columns.Select((column, i) => string.Create(CultureInfo.InvariantCulture, $"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{column.Width}\" customWidth=\"1\"/>")))}</cols><sheetData>
        """);

    public static byte[] Foot(int columns, int rows) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"</sheetData><autoFilter ref=\"A1:{(char)('A' + columns - 1)}{rows}\"/></worksheet>"));

    /// <summary>Everything but the sheets, which stand in the archive already.</summary>
    public static void Write(ZipArchive zip, IReadOnlyList<string> sheets)
    {
        string Each(Func<string, int, string> part) => string.Concat(sheets.Select((sheet, i) => part(SecurityElement.Escape(sheet), i + 1)));
        Part(zip, "xl/workbook.xml", $"""{Declaration}<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets>{Each((sheet, i) => $"<sheet name=\"{sheet}\" sheetId=\"{i}\" r:id=\"sheet{i}\"/>")}</sheets></workbook>""");
        Part(zip, "xl/_rels/workbook.xml.rels", $"""{Declaration}<Relationships xmlns="{Package}/relationships">{Each((_, i) => $"<Relationship Id=\"sheet{i}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>")}<Relationship Id="styles" Type="{Office}/styles" Target="styles.xml"/></Relationships>""");
        Part(zip, "xl/styles.xml", Styles);
        Part(zip, "_rels/.rels", $"""{Declaration}<Relationships xmlns="{Package}/relationships"><Relationship Id="book" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Part(zip, "[Content_Types].xml", $"""{Declaration}<Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{Kinds}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Kinds}.styles+xml"/>{Each((_, i) => $"<Override PartName=\"/{SheetPath(i)}\" ContentType=\"{Kinds}.worksheet+xml\"/>")}</Types>""");
    }

    private static void Part(ZipArchive zip, string path, string text)
    {
        using var part = zip.CreateEntry(path).Open();
        part.Write(Encoding.UTF8.GetBytes(text));
    }
}
