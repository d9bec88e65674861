using System.Globalization;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>
/// Where the stamp stands and what it must say. In an xlsx it is on a very hidden sheet and must be there. A csv template carries it in its first line; a csv
/// without that line is accepted, because other systems export csv that nobody stamps: there the year is the one chosen on the page and the regions speak for themselves.
/// </summary>
public static class TemplateStamps
{
    private const string LineStart = "【模板标记】";
    private const string LineEnd = "（请勿修改本行）";

    /// <summary>The first line of a csv template: one field, no separator in it.</summary>
    public static string CsvLine(TemplateStamp stamp) =>
        string.Create(CultureInfo.InvariantCulture, $"{LineStart}{stamp.Template}|{stamp.Version}|{stamp.Tenant}|{stamp.FundingYear}{LineEnd}");

    /// <summary>The reason why a sheet does not fit the template that is asked for, or null where it fits.</summary>
    public static Refused? Mismatch(Sheet sheet, SheetTemplate asked) =>
        sheet is { Format: SheetFormat.Csv, Stamp: null }
            ? null
            : Mismatch(sheet.Stamp, asked.Stamp, asked.Title, asked.ReportingUnit, $"请下载{asked.Stamp.FundingYear}年度“{asked.Title}”模板，填写后再上传。");

    /// <param name="again">Where the right one is to be had.</param>
    internal static Refused? Mismatch(TemplateStamp? stamp, TemplateStamp expected, string title, string bureau, string again) => stamp switch
    {
        null => new($"文件不是从本系统下载的模板（没有模板标记）。{again}"),
        var s when s.Template != expected.Template => new($"这是另一种业务的模板，不是“{title}”模板。{again}"),
        var s when s.Tenant != expected.Tenant => new($"这个模板是其他机构的，不属于{bureau}。{again}"),
        var s when s.FundingYear != expected.FundingYear => new($"这是{s.FundingYear}年度的模板，现在填报的是{expected.FundingYear}年度。请切换到{s.FundingYear}年度，或{(again.StartsWith('请') ? again[1..] : again)}"),
        var s when s.Version != expected.Version => new($"模板版本不符（文件为第{s.Version}版，现用第{expected.Version}版）。{again}"),
        _ => null,
    };

    internal static TemplateStamp? OfCsvLine(string field)
    {
        var text = PlainText.Of(field);
        var (start, end) = (PlainText.Of(LineStart), PlainText.Of(LineEnd));
        return text.StartsWith(start, StringComparison.Ordinal) && text.EndsWith(end, StringComparison.Ordinal)
            ? Of(text[start.Length..^end.Length].Split('|'))
            : null;
    }

    internal static TemplateStamp? Of(IReadOnlyList<string> parts) =>
        parts.Count >= 4 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            ? new TemplateStamp(parts[0], version, parts[2], year)
            : null;

    /// <summary>In the order in which <see cref="Of"/> reads them back.</summary>
    internal static IReadOnlyList<string> Parts(TemplateStamp stamp) =>
        [stamp.Template, stamp.Version.ToString(CultureInfo.InvariantCulture), stamp.Tenant, stamp.FundingYear.ToString(CultureInfo.InvariantCulture)];
}
