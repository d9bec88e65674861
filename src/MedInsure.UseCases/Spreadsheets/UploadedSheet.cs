using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Reads an uploaded spreadsheet. The first bytes decide what it is, not its extension.</summary>
public static class UploadedSheet
{
    private static ReadOnlySpan<byte> Zip => "PK\x03\x04"u8;

    private static ReadOnlySpan<byte> EmptyZip => "PK\x05\x06"u8;

    private static ReadOnlySpan<byte> CompoundSignature => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>"EncryptedPackage" as a compound file's directory spells it.</summary>
    private static ReadOnlySpan<byte> EncryptedPackage => "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"u8;

    public static async Task<Result<Sheet>> ReadAsync(Stream stream, string name, SheetLimits limits, CancellationToken ct)
    {
        var file = await UploadedFile.ReceiveAsync(stream, name, limits, ct);
        return file.IsOk ? Read(file.Value, limits) : file.Problem;
    }

    public static Result<Sheet> Read(UploadedFile file, SheetLimits limits) => Read<Sheet>(file, limits, stream => stream.Rows.ToList() is { Count: > 0 } rows
        ? new Sheet(stream.Format, stream.Name, rows) { Notes = stream.Notes, Stamp = stream.Stamp, Csv = stream.Csv }
        : SheetRefusal.NoVisibleSheet);

    /// <summary>For files of very many rows: hands the rows over one by one.</summary>
    public static Result<T> Read<T>(UploadedFile file, SheetLimits limits, Func<SheetStream, Result<T>> read)
    {
        try
        {
            var opened = Refusal(file, limits) is { } refusal ? refusal
                : IsCompound(file.Content) ? XlsReading.Open(file.Content, limits)
                : IsPackage(file) ? XlsxReading.Open(file.Content, limits)
                : CsvReading.Open(file.Content, limits);
            return opened.IsOk ? read(opened.Value) : opened.Problem;
        }
        catch (SheetRefusedException refused)
        {
            return refused.Refusal;
        }
    }

    /// <summary>A workbook whose sheets belong together: all of them with content, hidden ones too.</summary>
    public static Result<IReadOnlyList<Sheet>> ReadBook(UploadedFile file, SheetLimits limits) =>
        Refusal(file, limits) is { } refusal ? refusal
        : IsCompound(file.Content) ? SheetRefusal.OnlyXlsx
        : IsPackage(file) ? XlsxReading.ReadAll(file.Content, limits)
        : SheetRefusal.NotASpreadsheet;

    private static Refused? Refusal(UploadedFile file, SheetLimits limits)
    {
        ReadOnlySpan<byte> content = file.Content;
        return content.Length > limits.MaxFileBytes ? SheetRefusal.TooLarge(limits)
            : IsCompound(content) && content.IndexOf(EncryptedPackage) >= 0 ? SheetRefusal.Encrypted : null;
    }

    /// <summary>The container of an .xls, and of an encrypted workbook.</summary>
    internal static bool IsCompound(ReadOnlySpan<byte> content) => content.StartsWith(CompoundSignature);

    private static bool IsPackage(UploadedFile file) => file.Content.AsSpan().StartsWith(Zip) || file.Content.AsSpan().StartsWith(EmptyZip);
}
