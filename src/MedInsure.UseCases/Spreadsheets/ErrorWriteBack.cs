using System.Globalization;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Where the explanations go in a person's own file.</summary>
/// <param name="Column">The column 错误说明 that the file has already, or the first one behind all content; counted from 0.</param>
public sealed record ExplanationPlace(string SheetName, CsvShape? Csv, int HeaderRow, int Column);

/// <summary>
/// Gives a person's own file back with a column 错误说明 that explains every wrong row. The rest stays as it was: an xlsx keeps its sheets,
/// styles and formulas, a csv its encoding and separator; an .xls becomes a new .xlsx (<see cref="ErrorsInXls"/>). A file that carries the column already gets it rewritten.
/// </summary>
public static class ErrorWriteBack
{
    /// <summary>A spreadsheet program takes no longer text in a cell.</summary>
    private const int MaxLength = 32_000;

    public static Result<byte[]> Write(UploadedFile file, HeadedSheet headed, IReadOnlyList<RowMessage> errors)
    {
        var header = headed.Sheet.Rows.First(r => r.Number == headed.HeaderRow);
        var existing = header.Cells.ToList().FindIndex(c => PlainText.Key(c.Text) == SheetHeader.ErrorColumn);
        var column = existing >= 0 ? existing : headed.Sheet.Rows.Max(r => r.LastColumn) + 1;
        return Write(file, new ExplanationPlace(headed.Sheet.Name, headed.Sheet.Csv, headed.HeaderRow, column), errors);
    }

    public static Result<byte[]> Write(UploadedFile file, ExplanationPlace place, IReadOnlyList<RowMessage> errors)
    {
        var texts = TextsOf(errors);
        try
        {
            return place.Csv is { } csv
                ? ErrorsInCsv.Write(file.Content, csv, place.HeaderRow, place.Column, texts)
                : UploadedSheet.IsCompound(file.Content) ? InXls(file, place, texts)
                : ErrorsInXlsx.Write(file.Content, place.SheetName, place.HeaderRow, place.Column, texts);
        }
        catch (Exception failure) when (failure is InvalidDataException or FormatException or ArgumentException or InvalidOperationException or OverflowException or System.Xml.XmlException)
        {
            return new Refused("无法在这个文件中写回错误说明。请按页面上列出的错误修改，或把数据粘贴到新下载的模板中再上传。");
        }
    }

    /// <summary>By row, what is said of it.</summary>
    internal static IReadOnlyDictionary<int, string> TextsOf(IEnumerable<RowMessage> errors) =>
        errors.GroupBy(e => e.Row).ToDictionary(g => g.Key, g => Shortened(string.Join("；", g.Select(e => $"{e.Column}：{e.Sentence.TrimEnd('。')}")) + "。"));

    /// <summary>The file was within the limits of whoever read it; the format itself holds no more than this.</summary>
    private static Result<byte[]> InXls(UploadedFile file, ExplanationPlace place, IReadOnlyDictionary<int, string> texts) => UploadedSheet.Read<byte[]>(
        file,
        new SheetLimits { MaxFileBytes = long.MaxValue, MaxRows = 65_536, MaxColumns = 256, MaxCells = int.MaxValue, MaxFormulas = int.MaxValue, MaxElements = int.MaxValue },
        sheet => ErrorsInXls.Write(sheet, place.HeaderRow, place.Column, texts));

    private static string Shortened(string text) => text.Length <= MaxLength ? text : string.Create(CultureInfo.InvariantCulture, $"{text[..MaxLength]}……");
}
