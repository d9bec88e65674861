using MedInsure.Rules.Amounts;
using MedInsure.Rules.Rosters;

namespace MedInsure.Rules.Contributions;

/// <summary>A whole file after all checks. It is recorded whole or not at all: one wrong row and nothing of it is taken.</summary>
/// <param name="Rows">The sound ones, in the order of the file.</param>
/// <param name="Faults">By row; the first ones only where there are very many.</param>
/// <param name="FaultCount">All of them.</param>
/// <param name="RowCount">Rows with content, sound and wrong.</param>
/// <param name="Total">Of the sound rows.</param>
/// <param name="Refusal">Why the file is not taken; null where it is.</param>
public sealed record ContributionReading(
    IReadOnlyList<ContributionRow> Rows, IReadOnlyList<ContributionFault> Faults, int FaultCount, int RowCount, int WrongRows, Money Total, string? Refusal);

/// <summary>Takes the rows of one file in their order and sees what no row shows alone: the same person twice.</summary>
/// <param name="keptFaults">How many faults are kept; all are counted.</param>
public sealed class ContributionFile(int keptFaults = ContributionFile.KeptFaults)
{
    public const int KeptFaults = 10_000;

    private readonly List<ContributionRow> rows = [];
    private readonly List<ContributionFault> faults = [];
    private readonly HashSet<int> wrong = [];
    private readonly Dictionary<IdentityNumber, int> first = [];
    private int rowCount;
    private int faultCount;

    public void Add(ContributionRowReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        rowCount++;
        foreach (var fault in reading.Faults)
        {
            Say(fault);
        }

        if (reading.Number is { } number && !first.TryAdd(number, reading.RowNumber))
        {
            Say(new ContributionFault(reading.RowNumber, ContributionColumn.Number, $"与第 {first[number]} 行是同一个人。一个待遇年度只有一条缴费记录，请核对后只保留一行；分次缴纳的，请合计成一行。"));
        }
        else if (reading.Row is { } row)
        {
            rows.Add(row);
        }
    }

    public ContributionReading Close() => new(
        rows, [.. faults.OrderBy(fault => fault.RowNumber)], faultCount, rowCount, wrong.Count, Money.Sum(rows.Select(row => row.Amount)),
        rowCount == 0 ? "文件中没有一行缴费记录。请核对是否上传了空白的表，或选错了工作表。"
        : wrong.Count > 0 ? $"共 {rowCount} 行，有 {wrong.Count} 行填写有误，整个文件没有接收。请下载错误说明，改正后重新上传。"
        : null);

    private void Say(ContributionFault fault)
    {
        wrong.Add(fault.RowNumber);
        if (faultCount++ < keptFaults)
        {
            faults.Add(fault);
        }
    }
}
