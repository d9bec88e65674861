using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>
/// An .xls is not written back: nobody here writes that format. The person gets a new .xlsx with the sheet that was read, its texts in the rows and columns where they stood, the explanations beside them, and
/// the mark of the template if there was one; number formats, colours and other sheets are not in it.
/// </summary>
internal static class ErrorsInXls
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    /// <summary>Texts as text, explanations red and wrapped.</summary>
    private const string Styles =
        $"""<styleSheet xmlns="{Main}"><fonts count="2"><font><sz val="11"/><name val="Microsoft YaHei"/></font><font><sz val="11"/><color rgb="FFC00000"/><name val="Microsoft YaHei"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf fontId="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>""";

    public static byte[] Write(SheetStream sheet, int headerRow, int column, IReadOnlyDictionary<int, string> texts)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part(archive, "xl/worksheets/sheet1.xml", part => Rows(part, sheet.Rows, headerRow, column, texts));
            var stamp = sheet.Stamp is { } its ? TemplateStamps.Parts(its) : null;
            if (stamp is not null)
            {
                Part(archive, "xl/worksheets/sheet2.xml", part => Rows(part, [new SheetRow(1, [.. stamp.Select(text => new SheetCell(text, false))])], int.MaxValue, 0, texts));
            }

            Part(archive, "xl/styles.xml", part => part.Write(Styles));
            Part(archive, "xl/workbook.xml", part => part.Write(
                $"""<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="{SecurityElement.Escape(XlsxText.Safe(sheet.Name))}" sheetId="1" r:id="r1"/>{(stamp is null ? "" : $"<sheet name=\"{TemplateSheets.Stamp}\" sheetId=\"2\" state=\"veryHidden\" r:id=\"r2\"/>")}</sheets></workbook>"""));
            Part(archive, "xl/_rels/workbook.xml.rels", part => part.Write(Relations([("r1", "worksheet", "worksheets/sheet1.xml"), .. stamp is null ? [] : new[] { ("r2", "worksheet", "worksheets/sheet2.xml") }, ("r3", "styles", "styles.xml")])));
            Part(archive, "_rels/.rels", part => part.Write(Relations([("r1", "officeDocument", "xl/workbook.xml")])));
            Part(archive, "[Content_Types].xml", part => part.Write(
                $"""<Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="{Kinds}.worksheet+xml"/><Override PartName="/xl/workbook.xml" ContentType="{Kinds}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Kinds}.styles+xml"/></Types>"""));
        }

        return file.ToArray();
    }

    private static void Rows(TextWriter part, IEnumerable<SheetRow> rows, int headerRow, int column, IReadOnlyDictionary<int, string> texts)
    {
        part.Write($"""<worksheet xmlns="{Main}"><cols><col min="{column + 1}" max="{column + 1}" width="{(headerRow == int.MaxValue ? 16 : 60)}" customWidth="1"/></cols><sheetData>""");
        foreach (var row in rows)
        {
            var text = row.Number == headerRow ? SheetHeader.ErrorColumn : row.Number > headerRow ? texts.GetValueOrDefault(row.Number, "") : null;
            part.Write(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{row.Number}\">"));
            for (var i = 0; i < Math.Max(row.LastColumn + 1, text is null ? 0 : column + 1); i++)
            {
                Cell(part, row.Number, i, i == column && text is not null ? text : row[i].Text, i == column && text is not null);
            }

            part.Write("</row>");
        }

        part.Write("</sheetData></worksheet>");
    }

    private static void Cell(TextWriter part, int row, int column, string text, bool isExplanation)
    {
        if (text.Length > 0)
        {
            part.Write($"<c r=\"{XlsxPage.Reference(row - 1, column)}\" s=\"{(isExplanation ? 2 : 1)}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(XlsxText.Safe(text))}</t></is></c>");
        }
    }

    private static string Relations(IEnumerable<(string Id, string Type, string Target)> relations) =>
        $"""<Relationships xmlns="{Package}/relationships">{string.Concat(relations.Select(one => $"<Relationship Id=\"{one.Id}\" Type=\"{Office}/{one.Type}\" Target=\"{one.Target}\"/>"))}</Relationships>""";

    private static void Part(ZipArchive archive, string name, Action<TextWriter> write)
    {
        using var part = new StreamWriter(archive.CreateEntry(name).Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        part.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""");
        write(part);
    }
}
