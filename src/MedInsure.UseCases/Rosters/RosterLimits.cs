using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Rosters;

/// <summary>
/// How much a roster may hold that is read whole: 200,000 persons of a city in the 17 columns of a ledger, and room for titles. Its rows are read one by one, so what stands in memory is the file, its shared
/// texts and the checked rows, whatever the sheet unpacks to. A long text has a limit of its own.
/// </summary>
public static class RosterLimits
{
    public static SheetLimits Sheet { get; } = new()
    {
        MaxFileBytes = 60L * 1024 * 1024,
        MaxInflatedBytes = 600L * 1024 * 1024,
        MaxRows = 250_000,
        MaxColumns = 60,
        MaxCells = 5_000_000,
        MaxFormulas = 500_000,
        MaxElements = 20_000_000,
    };

    /// <summary>A text that is plain enough is read as bytes on its way into the database (<see cref="RosterBulk"/>): ten million rows are some 900 MB.</summary>
    public static RosterLimit Text { get; } = new(2L * 1024 * 1024 * 1024, new("文件超过 2 GB。请按县（市、区）拆成几个文件后再上传。"));

    /// <summary>Why a long text was not read.</summary>
    public static Refused NotPlain { get; } = new(
        $"超过 {Sheet.MaxFileBytes / (1024 * 1024)} MB 的名单只能是 UTF-8 编码的 csv，字段不加引号，也不能有“变更情况”为取消的行。请另存为“CSV UTF-8（逗号分隔）”，或按县（市、区）拆成几个文件后再上传。");

    /// <summary>By the first bytes of a file: workbooks are archives, or compound files.</summary>
    public static RosterLimit Of(byte[] beginning) => IsText(beginning) ? Text : new(Sheet.MaxFileBytes, SheetRefusal.TooLarge(Sheet));

    public static bool IsText(ReadOnlySpan<byte> beginning) => !beginning.StartsWith("PK"u8) && !beginning.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0]);
}

/// <param name="TooLarge">What is said of a longer one.</param>
public sealed record RosterLimit(long Bytes, Refused TooLarge);
