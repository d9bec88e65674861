using System.Globalization;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Sheets;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>A workbook that came back: what it was made of, and what its cells say now.</summary>
/// <param name="Problems">Tables whose header is not the one that went out.</param>
internal sealed record PolicyBookFile(long VersionId, PolicyContent Exported, IReadOnlyList<FilledSheet> Sheets, IReadOnlyList<SheetError> Problems, IReadOnlyList<string> Notes)
{
    /// <summary>A workbook of tables has some tens of kilobytes.</summary>
    public static SheetLimits Limits { get; } = new() { MaxFileBytes = 4L * 1024 * 1024, MaxRows = 5_000, MaxCells = 100_000 };

    private static Refused Torn => new($"文件中的版本信息不完整，无法与原来的版本比较。{PolicyBook.Again}");

    public static Result<PolicyBookFile> Read(UploadedFile file, string tenant, string bureau, int fundingYear)
    {
        var read = UploadedSheet.ReadBook(file, Limits);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        var stampRows = read.Value.FirstOrDefault(sheet => sheet.Name == TemplateSheets.Stamp)?.Rows ?? [];
        List<string> about = [.. Texts(stampRows, 1)];
        if (TemplateStamps.Mismatch(TemplateStamps.Of(about), new TemplateStamp(PolicyBook.Template, PolicyBook.Version, tenant, fundingYear), PolicyBook.Title, bureau, PolicyBook.Again) is { } mismatch)
        {
            return mismatch;
        }

        // The text is believed because its hash is the stamp's, and read as strictly as any other.
        return about.Count > 5 && long.TryParse(about[4], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && CarriedText.Of(Texts(stampRows, 2)) is { Length: <= SaveDraftHandler.MaxCharacters } text && PolicyJson.HashOfText(text) == about[5]
            && PolicyJson.Read(text) is { IsOk: true } content && content.Value.Tenant == tenant && content.Value.Year.Funding == fundingYear
            ? Of(version, content.Value, read.Value)
            : Torn;
    }

    private static PolicyBookFile Of(long version, PolicyContent content, IReadOnlyList<Sheet> sheets)
    {
        var (filled, problems) = (new List<FilledSheet>(), new List<SheetError>());
        foreach (var form in PolicySheets.Forms)
        {
            if (sheets.FirstOrDefault(sheet => sheet.Name == form.Name) is not { } sheet)
            {
                continue;
            }

            var headed = SheetHeader.Find(sheet, [.. form.Columns.Select(column => new ExpectedColumn(column.Name, column.Kind != SheetColumnKind.Note)), new ExpectedColumn(PolicySheets.KeyColumn, true)]);
            if (headed.IsOk)
            {
                filled.Add(new FilledSheet(form.Name, [.. headed.Value.Rows.Select(row => Row(headed.Value, row))]));
            }
            else
            {
                problems.Add(new SheetError(form.Name, null, headed.Problem.Sentence));
                filled.Add(new FilledSheet(form.Name, []));
            }
        }

        List<string> ours = [PolicyBook.InstructionSheet, TemplateSheets.Stamp, .. PolicySheets.Forms.SelectMany(form => new[] { form.Name, TemplateSheets.ListsOf(form.Name) })];
        return new PolicyBookFile(version, content, filled, problems, [.. sheets.Where(sheet => !ours.Contains(sheet.Name)).Select(sheet => $"工作表“{sheet.Name}”不是导出时有的，没有读取。")]);
    }

    private static FilledRow Row(HeadedSheet sheet, HeadedRow row) => new(
        row.Number,
        Cell(sheet, row, PolicySheets.KeyColumn),
        sheet.Columns.Keys.Where(column => column != PolicySheets.KeyColumn).ToDictionary(column => column, column => Cell(sheet, row, column), StringComparer.Ordinal));

    private static FilledCell Cell(HeadedSheet sheet, HeadedRow row, string column) =>
        new(row[column].Text, XlsxPage.Reference(row.Number - 1, sheet.Columns[column]), row[column].IsFormula);

    private static IEnumerable<string> Texts(IReadOnlyList<Spreadsheets.SheetRow> rows, int number) => rows.Where(row => row.Number == number).SelectMany(row => row.Cells).Select(cell => cell.Text);
}
