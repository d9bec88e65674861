using System.IO.Compression;
using System.Text;

namespace MedInsure.UseCases.Tests.Spreadsheets;

/// <summary>An xlsx put together part by part, so that a test can make any one of them hostile.</summary>
internal sealed class RawXlsx
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private readonly List<(string Name, byte[] Content)> parts = [];

    public static string Prologue => "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

    /// <summary>A sound workbook; each sheet is the inner XML of its sheetData, visible unless its name begins with a dot.</summary>
    public static RawXlsx Of(params (string Name, string Rows)[] sheets)
    {
        var file = new RawXlsx();
        file.With("[Content_Types].xml", Prologue + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
            + string.Concat(sheets.Select((_, i) => $"<Override PartName=\"/xl/worksheets/sheet{i + 1}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>")) + "</Types>");
        file.With("_rels/.rels", Prologue + $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        file.With("xl/workbook.xml", Prologue + $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets>"
            + string.Concat(sheets.Select((s, i) => $"<sheet name=\"{s.Name.TrimStart('.')}\" sheetId=\"{i + 1}\"{(s.Name[0] == '.' ? " state=\"veryHidden\"" : "")} r:id=\"s{i + 1}\"/>")) + "</sheets></workbook>");
        file.With("xl/_rels/workbook.xml.rels", Prologue + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"s{i + 1}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>")) + "</Relationships>");
        for (var i = 0; i < sheets.Length; i++)
        {
            file.With($"xl/worksheets/sheet{i + 1}.xml", Worksheet(sheets[i].Rows));
        }

        return file;
    }

    public static RawXlsx OneRow(string text = "甲") => Of(("填报", Row(1, text)));

    public static string Worksheet(string rows) => Prologue + $"<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData></worksheet>";

    /// <summary>A row of text cells.</summary>
    public static string Row(int number, params string[] texts) =>
        $"<row r=\"{number}\">" + string.Concat(texts.Select((t, i) => t.Length == 0 ? "" : $"<c r=\"{(char)('A' + i)}{number}\" t=\"inlineStr\"><is><t>{t}</t></is></c>")) + "</row>";

    /// <summary>Adds a part, or replaces it.</summary>
    public RawXlsx With(string name, string content) => With(name, Encoding.UTF8.GetBytes(content));

    public RawXlsx With(string name, byte[] content)
    {
        parts.RemoveAll(p => p.Name == name);
        parts.Add((name, content));
        return this;
    }

    /// <summary>Adds a part even where one of that name exists.</summary>
    public RawXlsx WithAnother(string name, string content)
    {
        parts.Add((name, Encoding.UTF8.GetBytes(content)));
        return this;
    }

    public bool Has(string name) => parts.Any(p => p.Name == name);

    public string Text(string name) => Encoding.UTF8.GetString(parts.Single(p => p.Name == name).Content);

    public byte[] Bytes()
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var stream = archive.CreateEntry(name).Open();
                stream.Write(content);
            }
        }

        return file.ToArray();
    }
}
