using System.Globalization;
using System.Text;
using MedInsure.Persistence.People;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Subsidies;
using MedInsure.UseCases.Entitlements;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.People;

/// <summary>
/// The columns in which officers keep the ledger, and a line in them. A line is an identity; what was contributed and what is granted belong to the person and stand in the first of his lines only, so that a
/// column can be summed. Texts that occur again and again are made into cells once.
/// </summary>
/// <param name="choices">Of <see cref="LedgerReading.Choices"/>.</param>
internal sealed class LedgerColumns(XlsxStream sheet, IReadOnlyDictionary<string, string> categories, IReadOnlyDictionary<int, LedgerChoice>? choices, Month month, bool fullNumbers)
{
    public static IReadOnlyList<XlsxColumn> All { get; } =
    [
        new("序号", 8), new("纳入时间", 12), new("取消时间", 12), new("变更情况", 10), new("镇街", 16), new("村居", 16), new("姓名", 14), new("身份证号码", 22), new("身份", 26), new("是否参保", 10), new("缴费金额", 12),
        new("缴费时间", 12), new("是否符合资助", 14), new("资助身份", 26), new("资助方式", 12), new("资助金额", 12), new("备注", 20),
    ];

    private readonly Dictionary<string, byte[]> known = new(StringComparer.Ordinal);
    private readonly Dictionary<(EntitlementState, int), Judged> subsidies = [];
    private readonly byte[] person = new byte[IdentityVault.SealedLength];
    private long first;
    private readonly byte[] unchanged = Cells("", "");
    private readonly byte[] added = Cells("", "新增");
    private readonly byte[] left = Cells("取消");
    private readonly byte[] unpaid = Cells("否", "", "");
    private readonly byte[] paid = Cells("是");
    private readonly byte[] unjudged = Cells("", "", "", "");
    private readonly byte[] nothing = Cells("");

    /// <param name="serial">Lines of a person follow each other.</param>
    /// <param name="number">18 characters in ASCII.</param>
    public void Write(long serial, in LedgerEntry row, Span<byte> number)
    {
        sheet.Row();
        sheet.Number(serial);
        Day(row.Identified);
        if (row.Until < month)
        {
            sheet.Text(row.Until!.Value.Plus(1).ToString());
            sheet.Ready(left);
        }
        else
        {
            sheet.Ready(row.IsNew ? added : unchanged);
        }

        sheet.Text(row.Town);
        sheet.Text(row.Village);
        sheet.Text(row.Name);
        if (!fullNumbers)
        {
            number[4..14].Fill((byte)'*');
        }

        sheet.Text(number);
        sheet.Ready(Category(row.Category));
        var isFirst = serial == 1 || !row.SealedNumber.SequenceEqual(person);
        if (isFirst)
        {
            row.SealedNumber.CopyTo(person);
            first = serial;
        }

        Contribution(row, isFirst);
        Subsidy(row, isFirst);
    }

    private static byte[] Cells(params IReadOnlyList<string> texts) => [.. texts.SelectMany(XlsxStream.CellOf)];

    private void Contribution(in LedgerEntry row, bool isFirst)
    {
        if (row.ContributionFen is not { } fen)
        {
            sheet.Ready(unpaid);
            return;
        }

        sheet.Ready(paid);
        Amount(isFirst ? fen : null);
        Day(row.PaidOn);
    }

    /// <summary>Nobody who was not judged yet is said to be entitled, or not to be.</summary>
    private void Subsidy(in LedgerEntry row, bool isFirst)
    {
        var judged = row is { State: { } state, Choice: { } choice } ? Subsidy(state, choice) : null;
        var fen = judged is null ? null : choices![row.Choice!.Value].AmountFen;
        if (judged is null)
        {
            sheet.Ready(unjudged);
        }
        else
        {
            sheet.Ready(judged.Cells);
            Amount(isFirst ? fen : null);
        }

        if (isFirst || (row.ContributionFen ?? fen) is null)
        {
            sheet.Ready(judged?.RemarkCell ?? nothing);
        }
        else
        {
            sheet.Text($"{(judged is { Remark.Length: > 0 } ? $"{judged.Remark}；" : "")}同一人，金额见序号 {first}");
        }
    }

    private void Amount(int? fen)
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

    private Judged Subsidy(EntitlementState state, int number)
    {
        if (!subsidies.TryGetValue((state, number), out var judged))
        {
            judged = Of(state, choices![number]);
            subsidies.Add((state, number), judged);
        }

        return judged;
    }

    private Judged Of(EntitlementState state, LedgerChoice choice)
    {
        var remark = state is EntitlementState.TopUp or EntitlementState.Confirm ? EntitlementWords.Of(state) : choice.Problem ?? "";
        return new Judged(
            Cells(
                state switch
                {
                    EntitlementState.None => "否",
                    EntitlementState.Unknown => "无法计算",
                    _ => choice.AmountFen > 0 ? "是" : "否",
                },
                choice.Winner is { } winner ? categories.GetValueOrDefault(winner, winner) : "",
                choice.Winner is null ? "" : EntitlementWords.Of(choice.Mode)),
            remark,
            Cells(remark));
    }

    private byte[] Category(ReadOnlySpan<byte> id)
    {
        Span<char> text = stackalloc char[128];
        if (id.Length > text.Length)
        {
            var written = Encoding.UTF8.GetString(id);
            return XlsxStream.CellOf(categories.GetValueOrDefault(written, written));
        }

        text = text[..Encoding.UTF8.GetChars(id, text)];
        if (!known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var cell))
        {
            var written = text.ToString();
            cell = XlsxStream.CellOf(categories.GetValueOrDefault(written, written));
            known.Add(written, cell);
        }

        return cell;
    }

    private void Day(DateOnly? day)
    {
        if (day is not { } known)
        {
            sheet.Blank();
            return;
        }

        Span<byte> text = stackalloc byte[10];
        known.TryFormat(text, out _, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        sheet.Text(text);
    }

    /// <param name="Cells">Before the amount.</param>
    private sealed record Judged(byte[] Cells, string Remark, byte[] RemarkCell);
}
