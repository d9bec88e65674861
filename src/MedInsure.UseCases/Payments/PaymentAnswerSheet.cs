using System.Globalization;
using MedInsure.Persistence.Payments;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Payments;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Payments;

/// <summary>An item as an answer file can name it.</summary>
internal sealed record AnswerableItem(int Number, IdentityNumber Person, PaymentItemState State);

/// <summary>Reads what bank or tax office sends back. Our own list with two columns added is such a file; what stands above and below the list is passed over. One wrong row and nothing is booked.</summary>
internal static class PaymentAnswerSheet
{
    private const string Serial = "序号";
    private const string Number = "身份证号码";
    private const string Outcome = "结果";
    private const string Reason = "失败原因";

    private static readonly string[] Paid = ["成功", "支付成功", "发放成功", "缴费成功", "已支付", "代发成功"];
    private static readonly string[] Failed = ["失败", "支付失败", "发放失败", "缴费失败", "退回", "退票", "代发失败"];

    public static Result<IReadOnlyList<PaymentAnswer>> Read(UploadedFile file, IReadOnlyList<AnswerableItem> items, DateOnly today)
    {
        var sheet = UploadedSheet.Read(file, Rosters.RosterLimits.Sheet);
        if (!sheet.IsOk)
        {
            return sheet.Problem;
        }

        var headed = SheetHeader.Find(sheet.Value,
        [
            new ExpectedColumn(Serial, false, "编号"),
            new ExpectedColumn(Number, false, "身份证号", "证件号码", "公民身份号码"),
            new ExpectedColumn(Outcome, true, "处理结果", "支付结果", "发放结果", "代发结果", "缴费结果"),
            new ExpectedColumn(Reason, false, "原因", "退回原因", "失败说明", "备注"),
        ]);
        if (!headed.IsOk)
        {
            return headed.Problem;
        }

        if (!headed.Value.Columns.ContainsKey(Serial) && !headed.Value.Columns.ContainsKey(Number))
        {
            return new Refused("文件中没有“序号”或“身份证号码”列，认不出是谁的结果。请核对后重新上传。");
        }

        var (byNumber, byPerson) = (items.ToDictionary(item => item.Number), items.ToDictionary(item => item.Person));
        var (answers, errors) = (new Dictionary<int, PaymentAnswer>(), new List<FieldError>());
        foreach (var row in headed.Value.Rows.Where(row => !IsOutside(row, headed.Value.Columns.ContainsKey(Serial))))
        {
            var (answer, problem) = Answer(row, byNumber, byPerson, today);
            problem ??= answer is not null && !answers.TryAdd(answer.Number, answer) ? "与前面的一行是同一条明细，请只保留一行。" : null;
            if (problem is not null)
            {
                errors.Add(new FieldError($"第 {row.Number} 行", problem));
            }
        }

        return errors.Count > 0 ? new Invalid($"回盘文件有 {errors.Count} 行不正确，没有登记任何结果。请改正后重新上传整个文件。", errors)
            : answers.Count == 0 ? new Refused("文件中没有一行结果，没有登记。请核对是否选错了文件。")
            : Result<IReadOnlyList<PaymentAnswer>>.Ok([.. answers.Values]);
    }

    /// <summary>Totals and signatures below the list have no result and name nobody.</summary>
    private static bool IsOutside(HeadedRow row, bool isNumbered) =>
        row[Outcome].Text.Trim().Length == 0 && !(isNumbered ? int.TryParse(row[Serial].Text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out _) : row[Number].Text.Any(char.IsDigit));

    private static (PaymentAnswer? Answer, string? Problem) Answer(HeadedRow row, Dictionary<int, AnswerableItem> byNumber, Dictionary<IdentityNumber, AnswerableItem> byPerson, DateOnly today)
    {
        AnswerableItem? item = null;
        if (row[Number].Text.Trim() is { Length: > 0 } written)
        {
            var fault = IdentityNumber.Read(written.AsSpan().TrimStart("'‘’`=").Trim('"'), today, out var person);
            if (fault != IdentityNumberFault.None)
            {
                return (null, IdentityNumberWords.SentenceOf(fault));
            }

            if (!byPerson.TryGetValue(person, out item))
            {
                return (null, "这个人不在这一批中，请核对是否选错了批次或文件。");
            }
        }

        if (row[Serial].Text.Trim() is { Length: > 0 } serial)
        {
            if (!int.TryParse(serial, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !byNumber.TryGetValue(number, out var numbered))
            {
                return (null, $"这一批没有序号 {serial}，请核对。");
            }

            if (item is not null && item != numbered)
            {
                return (null, "序号和身份证号码不是同一个人，请核对。");
            }

            item = numbered;
        }

        var outcome = PlainText.Of(row[Outcome].Text);
        var isFailed = Failed.Contains(outcome, StringComparer.Ordinal);
        var reason = row[Reason].Text.Trim();
        return item is null ? (null, "没有填序号或身份证号码，请补填。")
            : !isFailed && !Paid.Contains(outcome, StringComparer.Ordinal) ? (null, outcome.Length == 0 ? "没有填结果，请填“成功”或“失败”。" : $"结果“{outcome}”认不出来，请填“成功”或“失败”。")
            : isFailed && reason.Length == 0 ? (null, "结果是失败而没有填失败原因，请补填。")
            : item.State != PaymentItemState.Sent ? (null, $"这条明细已登记为“{item.State.Chinese()}”，请删去这一行。")
            : (new PaymentAnswer(item.Number, isFailed ? reason.Length > 200 ? reason[..200] : reason : null), null);
    }
}
