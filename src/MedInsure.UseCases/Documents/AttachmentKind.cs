using System.IO.Compression;
using System.Text;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Documents;

/// <summary>The kinds of file that a document can have, known by their content; the name has to say the same.</summary>
internal static class AttachmentKind
{
    private const int MostEntries = 20_000;

    private static readonly (string Extension, string MediaType, Func<byte[], bool> Is)[] Kinds =
    [
        (".pdf", "application/pdf", bytes => Begins(bytes, "%PDF-"u8)),
        (".doc", "application/msword", IsOle),
        (".xls", "application/vnd.ms-excel", IsOle),
        (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", bytes => Holds(bytes, "word/document.xml")),
        (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes => Holds(bytes, "xl/workbook.xml")),
        (".ofd", "application/ofd", bytes => Holds(bytes, "OFD.xml")),
        (".jpg", "image/jpeg", IsJpeg),
        (".jpeg", "image/jpeg", IsJpeg),
        (".png", "image/png", bytes => Begins(bytes, [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])),
    ];

    /// <returns>The media type.</returns>
    public static Result<string> Of(string fileName, byte[] content)
    {
        var extension = Path.GetExtension(fileName).ToLowerInvariant();
        var kind = Array.Find(Kinds, one => one.Extension == extension);
        return kind.MediaType is null ? new Refused("只能上传 pdf、doc、docx、xls、xlsx、ofd、jpg、png 格式的文件，请转换后再上传。")
            : kind.Is(content) ? kind.MediaType
            : new Refused($"文件内容不是 {extension.TrimStart('.')} 格式，与文件名不符，没有保存；请核对文件。");
    }

    private static bool Begins(byte[] bytes, ReadOnlySpan<byte> mark) => bytes.AsSpan().StartsWith(mark);

    private static bool IsOle(byte[] bytes) => Begins(bytes, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    private static bool IsJpeg(byte[] bytes) => Begins(bytes, [0xFF, 0xD8, 0xFF]);

    /// <summary>Only the list of parts is read, nothing is unpacked. A file with macros is none of these kinds.</summary>
    private static bool Holds(byte[] bytes, string part)
    {
        if (!Begins(bytes, "PK"u8))
        {
            return false;
        }

        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read, leaveOpen: false, Encoding.UTF8);
            return zip.Entries.Count <= MostEntries && zip.GetEntry(part) is not null && !zip.Entries.Any(entry => entry.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
