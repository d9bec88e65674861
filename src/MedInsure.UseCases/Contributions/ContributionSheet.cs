using MedInsure.Rules.Contributions;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Contributions;

/// <param name="Reading">Rows, faults, counts and whether the file is taken.</param>
/// <param name="Notes">About the file as a whole: columns and sheets that were not read.</param>
/// <param name="Encoding">"xlsx", "UTF-8" or "GB18030".</param>
internal sealed record ContributionRead(ExplanationPlace Place, ContributionReading Reading, IReadOnlyList<string> Notes, string Encoding)
{
    /// <summary>The person's own file with 错误说明 on every wrong row; read with all faults kept.</summary>
    public Result<byte[]> Explained(UploadedFile file) =>
        ErrorWriteBack.Write(file, Place, [.. Reading.Faults.Select(fault => new RowMessage(fault.RowNumber, ContributionColumns.NameOf(fault.Column), fault.Sentence))]);
}

/// <summary>From the bytes of a list of contributions to its checked rows, one row at a time. No database: the check and the annotated file read the same way.</summary>
internal static class ContributionSheet
{
    private const int Step = 1_000;

    /// <param name="progress">Told the rows that were read.</param>
    public static Result<ContributionRead> Read(UploadedFile file, ContributionFrame frame, int keptFaults, Action<long>? progress, CancellationToken ct) =>
        UploadedSheet.Read<ContributionRead>(file, RosterLimits.Sheet, sheet => Read(sheet, frame, keptFaults, progress, ct));

    private static Result<ContributionRead> Read(SheetStream sheet, ContributionFrame frame, int keptFaults, Action<long>? progress, CancellationToken ct)
    {
        if (sheet.Stamp is not null)
        {
            return new Refused("这是本系统其他业务的模板，不是缴费记录。请上传税务部门提供的缴费明细。");
        }

        var found = SheetHeader.PlaceOf(sheet.Rows.Take(SheetHeader.SearchedRows), [.. ContributionColumns.All.Select(one => new ExpectedColumn(one.Name, one.IsRequired || (one.Column == ContributionColumn.Region && frame.MustSayRegion && frame.Places.MustBeSaid), one.Aliases))]);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        var place = found.Value;
        var columns = ContributionColumns.All.Select(one => place.Columns.TryGetValue(one.Name, out var column) ? column : -1).ToArray();
        var (check, contributions, texts, lastColumn) = (new ContributionRowCheck(frame), new ContributionFile(keptFaults), new string[columns.Length], 0);
        SheetRow? header = null;
        var n = 0L;
        foreach (var row in sheet.Rows)
        {
            lastColumn = Math.Max(lastColumn, row.LastColumn);
            header = row.Number == place.Row ? row : header;
            if (row.Number <= place.Row)
            {
                continue;
            }

            for (var i = 0; i < columns.Length; i++)
            {
                var cell = columns[i] < 0 ? SheetCell.Blank : row[columns[i]];
                texts[i] = cell is not { IsFormula: true, Text.Length: 0 } ? cell.Text : i == (int)ContributionColumn.Serial ? "" : RosterRowCheck.NoResult;
            }

            if (!IsFoot(texts) && !ContributionRowCheck.IsBlank(texts) && !Repeats(header!, columns, texts))
            {
                contributions.Add(check.Read(row.Number, texts));
            }

            if (++n % Step == 0)
            {
                ct.ThrowIfCancellationRequested();
                progress?.Invoke(n);
            }
        }

        var encoding = sheet.Csv is { } csv ? csv.Encoding == CsvEncoding.Gb18030 ? "GB18030" : "UTF-8" : "xlsx";
        return new ContributionRead(new ExplanationPlace(sheet.Name, sheet.Csv, place.Row, place.ErrorColumn ?? lastColumn + 1), contributions.Close(), [.. sheet.Notes, .. place.Notes], encoding);
    }

    /// <summary>合计 below the list: it names nobody.</summary>
    private static bool IsFoot(string[] texts) =>
        texts[(int)ContributionColumn.Number].Trim().Length == 0
        && (IsTotal(texts[(int)ContributionColumn.Serial]) || IsTotal(texts[(int)ContributionColumn.Name]));

    private static bool IsTotal(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter))).TrimEnd('：', ':') is "合计" or "总计" or "小计" or "本页小计";

    /// <summary>Long lists repeat their header on every page.</summary>
    private static bool Repeats(SheetRow header, int[] columns, string[] texts) =>
        texts[(int)ContributionColumn.Name] == header[columns[(int)ContributionColumn.Name]].Text && texts[(int)ContributionColumn.Number] == header[columns[(int)ContributionColumn.Number]].Text;
}
