using System.Globalization;
using MedInsure.Persistence.People;
using MedInsure.Persistence.Rosters;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Subsidies;
using MedInsure.UseCases.Entitlements;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.People;

/// <summary>The columns in which officers keep the ledger, and a line in them.</summary>
internal sealed class LedgerColumns(XlsxStream sheet, IdentityVault vault, IReadOnlyDictionary<string, string> categories, Month month, bool fullNumbers)
{
    public static IReadOnlyList<XlsxColumn> All { get; } =
    [
        new("序号", 8), new("纳入时间", 12), new("取消时间", 12), new("变更情况", 10), new("镇街", 16), new("村居", 16), new("姓名", 14), new("身份证号码", 22), new("身份", 26), new("是否参保", 10), new("缴费金额", 12),
        new("缴费时间", 12), new("是否符合资助", 14), new("资助身份", 26), new("资助方式", 12), new("资助金额", 12), new("备注", 20),
    ];

    private readonly char[] number = new char[Rules.Rosters.IdentityNumber.Length];

    public void Write(long serial, LedgerLine line)
    {
        var left = line.Until < month;
        sheet.Row();
        sheet.Number(serial);
        Day(line.Identified);
        sheet.Text(left ? line.Until!.Value.Plus(1).ToString() : "");
        sheet.Text(left ? "取消" : line.IsNew ? "新增" : "");
        sheet.Text(line.Town);
        sheet.Text(line.Village);
        sheet.Text(line.Name);
        vault.Open(line.IdNumber.Span, number);
        if (!fullNumbers)
        {
            number.AsSpan(4, 10).Fill('*');
        }

        sheet.Text(number);
        sheet.Text(categories.GetValueOrDefault(line.Category, line.Category));
        sheet.Text(line.ContributionFen is null ? "否" : "是");
        Yuan(line.ContributionFen);
        Day(line.PaidOn);
        Subsidy(line.Subsidy);
    }

    /// <summary>Nobody who was not judged yet is said to be entitled, or not to be.</summary>
    private void Subsidy(LedgerSubsidy? subsidy)
    {
        sheet.Text(subsidy?.State switch
        {
            null => "",
            EntitlementState.None => "否",
            EntitlementState.Unknown => "无法计算",
            _ => subsidy.AmountFen > 0 ? "是" : "否",
        });
        sheet.Text(subsidy?.Winner is { } winner ? categories.GetValueOrDefault(winner, winner) : "");
        sheet.Text(subsidy?.Winner is null ? "" : EntitlementWords.Of(subsidy.Mode));
        Yuan(subsidy?.AmountFen);
        sheet.Text(subsidy switch
        {
            null => "",
            { State: EntitlementState.TopUp or EntitlementState.Confirm } => EntitlementWords.Of(subsidy.State),
            { Problem: { } problem } => problem,
            _ => "",
        });
    }

    private void Day(DateOnly? day)
    {
        if (day is not { } known)
        {
            sheet.Blank();
            return;
        }

        Span<char> text = stackalloc char[10];
        known.TryFormat(text, out var length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        sheet.Text(text[..length]);
    }

    private void Yuan(int? fen)
    {
        if (fen is { } known)
        {
            sheet.Yuan(known);
        }
        else
        {
            sheet.Blank();
        }
    }
}
