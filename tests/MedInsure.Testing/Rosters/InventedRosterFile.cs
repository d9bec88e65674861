using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace MedInsure.Testing.Rosters;

public enum InventedEncoding
{
    Utf8,
    Utf8WithMark,
    Gb18030,
}

/// <summary>Writes a roster as offices send it, row by row into a stream. The headings are those of another office than ours.</summary>
public static class InventedRosterFile
{
    public static IReadOnlyList<string> Headings { get; } = ["序号", "姓名", "身份证号", "人员类别", "镇街", "村居", "县区", "认定时间"];

    public static void WriteCsv(this InventedRoster roster, Stream stream, InventedEncoding encoding = InventedEncoding.Utf8)
    {
        ArgumentNullException.ThrowIfNull(roster);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var chosen = encoding == InventedEncoding.Gb18030 ? Encoding.GetEncoding("GB18030") : new UTF8Encoding(encoding == InventedEncoding.Utf8WithMark);
        using var writer = new StreamWriter(stream, chosen, 1 << 20, leaveOpen: true) { NewLine = "\r\n" };
        writer.WriteLine(string.Join(',', Headings));
        var serial = 0L;
        foreach (var row in roster.All())
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{++serial},{row.Name},{row.Written},{row.Word},{row.Town},{row.Village},{row.County.Written},{row.Identified:yyyy-MM-dd}"));
        }
    }

    public static byte[] Csv(this InventedRoster roster, InventedEncoding encoding = InventedEncoding.Utf8) => Whole(stream => roster.WriteCsv(stream, encoding));

    public static byte[] Xlsx(this InventedRoster roster) => Whole(roster.WriteXlsx);

    /// <summary>One sheet of texts; the number of the identity card is text, as it must be.</summary>
    public static void WriteXlsx(this InventedRoster roster, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(roster);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Part("[Content_Types].xml", """
            <?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>
            """);
        Part("_rels/.rels", """
            <?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """);
        Part("xl/workbook.xml", """
            <?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>
            """);
        Part("xl/_rels/workbook.xml.rels", """
            <?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>
            """);
        using var sheet = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open(), new UTF8Encoding(false), 1 << 18);
        sheet.Write("""<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>""");
        var number = 1;
        Row(Headings);
        foreach (var row in roster.All())
        {
            Row([string.Create(CultureInfo.InvariantCulture, $"{number - 1}"), row.Name, row.Written, row.Word, row.Town, row.Village, row.County.Written, row.Identified.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]);
        }

        sheet.Write("</sheetData></worksheet>");

        void Row(IReadOnlyList<string> texts)
        {
            sheet.Write(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{number}\">"));
            for (var i = 0; i < texts.Count; i++)
            {
                sheet.Write(string.Create(CultureInfo.InvariantCulture, $"<c r=\"{(char)('A' + i)}{number}\" t=\"inlineStr\"><is><t>{texts[i]}</t></is></c>"));
            }

            sheet.Write("</row>");
            number++;
        }

        void Part(string name, string text)
        {
            using var part = zip.CreateEntry(name).Open();
            part.Write(Encoding.UTF8.GetBytes(text.Trim()));
        }
    }

    private static byte[] Whole(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }
}
