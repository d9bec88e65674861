using System.IO.Compression;
using System.Xml;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>
/// Writes the explanations into the original package, entry by entry: only the sheet that was read and the style sheet change, all else is copied. The sheet passes through and never stands in memory
/// as a tree: a roster has millions of cells.
/// </summary>
internal static class ErrorsInXlsx
{
    public static byte[] Write(byte[] content, string sheetName, int headerRow, int column, IReadOnlyDictionary<int, string> texts)
    {
        using var source = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        var (sheetPart, stylesPart) = XlsxPart.Locate(source, sheetName);
        var style = stylesPart is null ? null : ErrorStyle.For(stylesPart);
        using var file = new MemoryStream(content.Length);
        using (var target = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in source.Entries)
            {
                var copy = target.CreateEntry(entry.FullName);
                copy.LastWriteTime = entry.LastWriteTime;
                using var to = copy.Open();
                using var from = entry.Open();
                if (entry != sheetPart && (entry != stylesPart || style is null))
                {
                    from.CopyTo(to);
                    continue;
                }

                using var reader = XmlReader.Create(from, XlsxPart.Reading);
                using var writer = XmlWriter.Create(to);
                if (entry == sheetPart)
                {
                    new ExplainedSheet(reader, writer, headerRow, column, texts, style?.Number).Copy();
                }
                else
                {
                    style!.Copy(reader, writer);
                }
            }
        }

        return file.ToArray();
    }
}
