using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>A block of cells copied from a spreadsheet program and pasted into a grid: tab between cells, quotes around cells with line breaks.</summary>
public static class ClipboardBlock
{
    private static readonly SheetLimits Limits = new() { MaxRows = 5_000, MaxColumns = 100, MaxCells = 100_000 };

    /// <summary>Rows of equal width, cut free of blank rows at the end; figures lose full-width digits and thousands separators, other text is only trimmed.</summary>
    public static Result<IReadOnlyList<IReadOnlyList<string>>> Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new Refused("剪贴板中没有可粘贴的内容。请先在 Excel 或 WPS 中复制要粘贴的单元格。");
        }

        try
        {
            var rows = DelimitedText.Split(text.Replace("\0", "", StringComparison.Ordinal), '\t', Limits);
            rows = [.. rows.Take(rows.FindLastIndex(r => r.Any(f => !string.IsNullOrWhiteSpace(f))) + 1)];
            var width = rows.Max(r => r.Count);
            return Result<IReadOnlyList<IReadOnlyList<string>>>.Ok([.. rows.Select(r => (IReadOnlyList<string>)[.. Enumerable.Range(0, width).Select(i => i < r.Count ? Cell(r[i]) : "")])]);
        }
        catch (SheetRefusedException refused)
        {
            return new Refused(refused.Refusal == SheetRefusal.TooManyRows(Limits)
                ? $"一次最多粘贴 {Limits.MaxRows} 行。请分几次粘贴，或改用文件导入。"
                : "粘贴的内容不是完整的表格。请在 Excel 或 WPS 中重新复制单元格后再粘贴。");
        }
    }

    private static string Cell(string text) => FigureText.TryPlain(text, out var figure) ? figure : text.Trim();
}
