using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace MedInsure.UseCases.Tests.PolicyDrafts;

/// <summary>A workbook after a person typed into it, with nothing of the application's own: the sheets' XML in the archive. Each act gives a new file.</summary>
internal sealed class EditedXlsx(byte[] file)
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public byte[] Bytes => file;

    public EditedXlsx Type(string sheet, string cell, string text, bool formula = false) => Change(PartOf(sheet), xml =>
    {
        var place = xml.Descendants(Main + "c").Single(one => (string?)one.Attribute("r") == cell);
        place.Attribute("t")?.Remove();
        place.RemoveNodes();
        Fill(place, text, formula);
    });

    public EditedXlsx DeleteRow(string sheet, int row) => Change(PartOf(sheet), xml => xml.Descendants(Main + "row").Single(one => (int?)one.Attribute("r") == row).Remove());

    public EditedXlsx AddRow(string sheet, int row, params (string Column, string Text)[] cells) => Change(PartOf(sheet), xml => xml.Descendants(Main + "sheetData").Single().Add(
        new XElement(Main + "row", new XAttribute("r", row), cells.Select(cell =>
        {
            var place = new XElement(Main + "c", new XAttribute("r", $"{cell.Column}{row}"));
            Fill(place, cell.Text, formula: false);
            return place;
        }))));

    public EditedXlsx Rename(string sheet, string name) => Change("xl/workbook.xml", xml => xml.Descendants(Main + "sheet").Single(one => (string?)one.Attribute("name") == sheet).SetAttributeValue("name", name));

    private static void Fill(XElement cell, string text, bool formula)
    {
        if (formula)
        {
            cell.Add(new XElement(Main + "f", "1+1"), new XElement(Main + "v", text));
        }
        else
        {
            cell.SetAttributeValue("t", "inlineStr");
            cell.Add(new XElement(Main + "is", new XElement(Main + "t", text)));
        }
    }

    private string PartOf(string sheet)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        var id = (string?)Read(archive, "xl/workbook.xml").Descendants(Main + "sheet").Single(one => (string?)one.Attribute("name") == sheet).Attribute(Office + "id");
        var target = (string)Read(archive, "xl/_rels/workbook.xml.rels").Elements().Single(one => (string?)one.Attribute("Id") == id).Attribute("Target")!;
        return target.StartsWith('/') ? target[1..] : "xl/" + target;
    }

    private EditedXlsx Change(string part, Action<XElement> change)
    {
        using var copy = new MemoryStream();
        copy.Write(file);
        using (var archive = new ZipArchive(copy, ZipArchiveMode.Update, leaveOpen: true))
        {
            var xml = Read(archive, part);
            change(xml);
            archive.GetEntry(part)!.Delete();
            using var stream = archive.CreateEntry(part).Open();
            xml.Save(stream, SaveOptions.DisableFormatting);
        }

        return new EditedXlsx(copy.ToArray());
    }

    private static XElement Read(ZipArchive archive, string part)
    {
        using var stream = archive.GetEntry(part)!.Open();
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return XElement.Load(reader, LoadOptions.PreserveWhitespace);
    }
}
