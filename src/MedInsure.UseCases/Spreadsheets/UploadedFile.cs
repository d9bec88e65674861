using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>A received file, whole in memory and not above the limit. The name is for people; what the file is, its content says.</summary>
public sealed record UploadedFile(string Name, byte[] Content)
{
    private const int LongestName = 200;

    /// <summary>A name to show and to keep: no folders, no control characters, not too long.</summary>
    public static string PlainName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var plain = string.Concat(name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Where(letter => !char.IsControl(letter))).Trim();
        return plain.Length == 0 ? "未命名文件" : plain.Length <= LongestName ? plain : plain[..LongestName];
    }

    /// <summary>Stops reading at the limit, whatever length was announced.</summary>
    public static async Task<Result<UploadedFile>> ReceiveAsync(Stream stream, string name, SheetLimits limits, CancellationToken ct)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, ct);
            if (read == 0)
            {
                return content.Length == 0 ? SheetRefusal.Empty : new UploadedFile(name, content.ToArray());
            }

            if (content.Length + read > limits.MaxFileBytes)
            {
                return SheetRefusal.TooLarge(limits);
            }

            content.Write(buffer, 0, read);
        }
    }
}
