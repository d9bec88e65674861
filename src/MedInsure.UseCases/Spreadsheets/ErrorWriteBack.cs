using DocumentFormat.OpenXml.Packaging;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>
/// Gives a person's own file back with a column 错误说明 that explains every wrong row. The rest stays as it was: an xlsx keeps its sheets,
/// styles and formulas, a csv its encoding and separator. A file that carries the column already gets it rewritten.
/// </summary>
public static class ErrorWriteBack
{
    public static Result<byte[]> Write(UploadedFile file, HeadedSheet headed, IReadOnlyList<RowMessage> errors)
    {
        var texts = errors.GroupBy(e => e.Row).ToDictionary(g => g.Key, g => string.Join("；", g.Select(e => $"{e.Column}：{e.Sentence.TrimEnd('。')}")) + "。");
        var column = ColumnFor(headed);
        if (headed.Sheet.Csv is { } csv)
        {
            return ErrorsInCsv.Write(file.Content, csv, headed.HeaderRow, column, texts);
        }

        try
        {
            return ErrorsInXlsx.Write(file.Content, headed.Sheet.Name, headed.HeaderRow, column, texts);
        }
        catch (Exception failure) when (failure is OpenXmlPackageException or InvalidDataException or FormatException or ArgumentException or InvalidOperationException or System.Xml.XmlException)
        {
            return new Refused("无法在这个文件中写回错误说明。请按页面上列出的错误修改，或把数据粘贴到新下载的模板中再上传。");
        }
    }

    /// <summary>The existing column, or the first one behind all content; counted from 0.</summary>
    private static int ColumnFor(HeadedSheet headed)
    {
        var header = headed.Sheet.Rows.First(r => r.Number == headed.HeaderRow);
        var existing = header.Cells.ToList().FindIndex(c => PlainText.Key(c.Text) == SheetHeader.ErrorColumn);
        return existing >= 0 ? existing : headed.Sheet.Rows.Max(r => r.Cells.ToList().FindLastIndex(c => c.Text.Length > 0 || c.IsFormula)) + 1;
    }
}
