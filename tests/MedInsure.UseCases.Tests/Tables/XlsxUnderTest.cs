using System.IO.Compression;
using System.Text;
using System.Xml;
using ExcelDataReader;

namespace MedInsure.UseCases.Tests.Tables;

/// <summary>Reads a workbook back with means other than those it was written with: a foreign reader for values, plain XML for the rest.</summary>
internal sealed class XlsxUnderTest(byte[] file)
{
    static XlsxUnderTest() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>All values of a sheet, row by row; null where a cell is empty.</summary>
    public IReadOnlyList<object?[]> Values(int sheet = 0)
    {
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(file));
        for (var i = 0; i < sheet; i++)
        {
            Assert.True(reader.NextResult());
        }

        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
        }

        return rows;
    }

    /// <summary>The attributes of every element of that name in a part, with the element's text under "".</summary>
    public IReadOnlyList<Dictionary<string, string>> Elements(string part, string name)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        using var stream = archive.GetEntry(part)!.Open();
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var found = new List<Dictionary<string, string>>();
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != name)
            {
                continue;
            }

            var element = new Dictionary<string, string>(StringComparer.Ordinal) { [""] = "" };
            for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
            {
                element[reader.LocalName] = reader.Value;
            }

            reader.MoveToElement();
            using var inner = reader.ReadSubtree();
            while (inner.Read())
            {
                element[""] += inner.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace ? inner.Value : "";
            }

            found.Add(element);
        }

        return found;
    }

    public IReadOnlyList<Dictionary<string, string>> Sheet(string name) => Elements("xl/worksheets/sheet1.xml", name);

    public string Part(string part)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        using var reader = new StreamReader(archive.GetEntry(part)!.Open());
        return reader.ReadToEnd();
    }

    public IReadOnlyList<string> Parts()
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        return [.. archive.Entries.Select(e => e.FullName)];
    }
}
