using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.Web.Headcounts;

/// <summary>
/// A block copied from a spreadsheet, laid over the table: from the chosen cell down and to the right over the rows that are shown, or, when
/// its first column holds codes, on the units of those codes. A block that does not fit changes nothing.
/// </summary>
public static class PastedHeadcounts
{
    private static int ColumnCount => HeadcountWords.Columns.Count;

    /// <summary>The number of cells that were typed over.</summary>
    public static Result<int> Paste(HeadcountSheet sheet, IReadOnlyList<HeadcountUnit> shown, SheetPlace from, string text)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(shown);
        var parsed = ClipboardBlock.Parse(text);
        if (!parsed.IsOk)
        {
            return parsed.Problem;
        }

        var block = parsed.Value;
        var cells = StartsWithCodes(sheet, block) ? ByCode(sheet, block) : ByPlace(shown, from, block);
        if (!cells.IsOk)
        {
            return cells.Problem;
        }

        foreach (var (place, figure) in cells.Value)
        {
            sheet.Type(place, figure);
        }

        return cells.Value.Count;
    }

    /// <summary>Six digits can be persons as well: they are codes where something follows them and most of them are units of this table.</summary>
    private static bool StartsWithCodes(HeadcountSheet sheet, IReadOnlyList<IReadOnlyList<string>> block) =>
        block[0].Count > 1
        && block.All(row => RegionCode.IsValid(row[0]))
        && block.Count(row => sheet.Has(new RegionCode(row[0]))) * 2 > block.Count;

    private static Result<IReadOnlyList<(SheetPlace Place, string Text)>> ByPlace(IReadOnlyList<HeadcountUnit> shown, SheetPlace from, IReadOnlyList<IReadOnlyList<string>> block)
    {
        var first = shown.TakeWhile(unit => unit.Code != from.Unit).Count();
        var (rows, columns) = (shown.Count - first, ColumnCount - from.Column);
        if (block.Count > rows)
        {
            return new Refused($"粘贴的内容有 {block.Count} 行，从所选单元格起只有 {rows} 行，没有粘贴任何数字。请核对复制的范围，或从更靠上的单元格粘贴。");
        }

        return block[0].Count > columns
            ? new Refused($"粘贴的内容有 {block[0].Count} 列，从所选单元格起只有 {columns} 列，没有粘贴任何数字。请核对复制的范围，或从更靠左的单元格粘贴。")
            : Cells(block.Select((row, i) => (shown[first + i].Code, (IEnumerable<string>)row)), from.Column);
    }

    private static Result<IReadOnlyList<(SheetPlace Place, string Text)>> ByCode(HeadcountSheet sheet, IReadOnlyList<IReadOnlyList<string>> block)
    {
        if (block.FirstOrDefault(row => !sheet.Has(new RegionCode(row[0]))) is { } unknown)
        {
            return new Refused($"粘贴的内容中，区划代码 {unknown[0]} 不在本表中，没有粘贴任何数字。请核对后再粘贴。");
        }

        if (block.GroupBy(row => row[0]).FirstOrDefault(unit => unit.Skip(1).Any()) is { } twice)
        {
            return new Refused($"粘贴的内容中，区划代码 {twice.Key} 出现了两次，没有粘贴任何数字。请只保留一行。");
        }

        // A name between code and figures is for the reader.
        var start = block[0].Count > 1 && block.All(row => row[1].Length > 0 && !FigureText.TryPlain(row[1], out _)) ? 2 : 1;
        var width = block[0].Count - start;
        return width is < 1 || width > ColumnCount
            ? new Refused($"区划代码后面应是 1 至 {ColumnCount} 列人数（户籍、居住证、学籍、港澳台），现在是 {Math.Max(width, 0)} 列，没有粘贴任何数字。")
            : Cells(block.Select(row => (new RegionCode(row[0]), row.Skip(start))), 0);
    }

    private static Result<IReadOnlyList<(SheetPlace Place, string Text)>> Cells(IEnumerable<(RegionCode Unit, IEnumerable<string> Figures)> rows, int column) =>
        Result<IReadOnlyList<(SheetPlace Place, string Text)>>.Ok([.. rows.SelectMany(row => row.Figures.Select((text, i) => (new SheetPlace(row.Unit, column + i), text)))]);
}
