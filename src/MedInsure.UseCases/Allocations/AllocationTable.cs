using MedInsure.Rules.Allocations;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Allocations;

/// <summary>What stands on a run's table besides its figures.</summary>
/// <param name="DocumentNumbers">The notices that the run rests on, from the bureau's own up.</param>
/// <param name="SharedAs">Names what the rows follow from; tables of the same name share their rows.</param>
/// <param name="GapTexts">Per gap id: what is missing and which document would give it.</param>
public sealed record AllocationTableFrame(
    string BureauName,
    int FundingYear,
    Scheme Scheme,
    string Kind,
    string State,
    string DocumentNumbers,
    IReadOnlyDictionary<string, string> GapTexts,
    Signatures Signatures,
    RunStamp Run,
    string? Watermark,
    string? SharedAs = null);

/// <summary>
/// The official table of a run. A unit that waits for a basis has its line with the state in each figure's place, and below it one row for every
/// possibility; those rows are in no sum.
/// </summary>
public sealed class AllocationTable(AllocationSnapshot snapshot, AllocationResult result, AllocationTableFrame frame)
{
    private readonly IReadOnlyList<Payers> payers = PayerColumns(result);
    private readonly bool isIllness = frame.Scheme == Scheme.CriticalIllness;
    private readonly CellMark? assumed = result.Lines.Where(line => line.Computed is not null).SelectMany(line => line.Assumptions).Distinct().ToList() is { Count: > 0 } labels ? CellMark.Assumed(string.Join("；", labels)) : null;
    private readonly Dictionary<Payers, string> payerKeys = PayerColumns(result).ToDictionary(payer => payer, AmountKey.OfPayers);

    public OfficialTable Build(MoneyUnit unit)
    {
        var header = Header();
        return new OfficialTable(Title(), header, SharedRows.Of(frame.SharedAs, () => [.. Rows(header.Columns.Count)]))
        {
            Subtitle = $"{frame.FundingYear}年度　{frame.Kind}（{frame.State}）　依据：{frame.DocumentNumbers}",
            ReportingUnit = frame.BureauName,
            Unit = unit,
            FrozenColumns = 2,
            TotalInWordsFen = result.Total.Lines > 0 ? result.Total.Total.Fen : null,
            TotalInWordsMark = SumMark(result.Total),
            Notes = [.. Notes()],
            Signatures = frame.Signatures,
            Run = frame.Run,
            Watermark = frame.Watermark,
        };
    }

    /// <summary>All four where no line has a row. Otherwise the single payers in order, then the buckets; a 省直管县's bucket without the city stands in the column of the bucket that it came from.</summary>
    private static IReadOnlyList<Payers> PayerColumns(AllocationResult result)
    {
        var all = result.Lines.SelectMany(line => line.Rows).SelectMany(row => row.Cells).Select(cell => cell.Payers).Distinct().ToList();
        if (all.Count == 0)
        {
            return PayerNames.InOrder;
        }

        return [.. all.Where(payer => !all.Contains(payer | Payers.City) || payer.HasFlag(Payers.City) || !IsBucket(payer)).OrderBy(PayerNames.Rank).ThenBy(payer => IsBucket(payer)).ThenBy(payer => payer)];
    }

    private static bool IsBucket(Payers payers) => !System.Numerics.BitOperations.IsPow2((int)payers);

    private Payers ColumnOf(Payers cell) => payerKeys.ContainsKey(cell) ? cell : cell | Payers.City;

    private string Title() => isIllness
        ? $"{frame.FundingYear}年度城乡居民大病保险筹资分配表"
        : $"{frame.FundingYear}年度城乡居民基本医疗保险财政补助资金分配表";

    private TableHeader Header() => isIllness
        ? new TableHeader(
            new Column("no", "序号", ColumnKind.Serial),
            new Column("region", "县（市、区）", ColumnKind.Text),
            new Column("tier", "档次", ColumnKind.Text),
            new Column("persons", "参保人数（人）", ColumnKind.Count),
            new Column("per-capita", "人均筹资标准（元/人）", ColumnKind.PerCapita),
            new Column("amount", "筹资金额", ColumnKind.Money))
        : new TableHeader(
            new Column("no", "序号", ColumnKind.Serial),
            new Column("region", "县（市、区）", ColumnKind.Text),
            new Column("tier", "档次", ColumnKind.Text),
            new Column("persons", "参保人数（人）", ColumnKind.Count),
            new HeaderGroup("人均财政补助（元/人）", [new Column("per-capita", "合计", ColumnKind.PerCapita), .. payers.Select(payer => new Column($"per-{payerKeys[payer]}", PayerNames.Of(payer), ColumnKind.PerCapita))]),
            new HeaderGroup("财政补助金额", [new Column("amount", "合计", ColumnKind.Money), .. payers.Select(payer => new Column(payerKeys[payer], PayerNames.Of(payer), ColumnKind.Money))]));

    private IEnumerable<TableRow> Rows(int columns)
    {
        var number = 0;
        foreach (var group in result.Lines.GroupBy(line => line.Subtotal))
        {
            foreach (var line in group)
            {
                number++;
                foreach (var row in LineRows(line, number))
                {
                    yield return row;
                }
            }

            if (group.Key is not null && result.Subtotals.First(subtotal => subtotal.Code == group.Key) is var subtotal && (group.Count() > 1 || isIllness))
            {
                yield return SumRow(RowKind.Subtotal, $"{subtotal.Name}小计", subtotal.Sums);
            }
        }

        yield return SumRow(RowKind.Total, "合计", result.Total);
        if (!isIllness && result.Total.Lines > 0)
        {
            yield return ResidualRow();
        }

        if (result.Lines.Count == 0)
        {
            yield return TableRow.Note("没有可测算的县（市、区）。", columns);
        }
    }

    private IEnumerable<TableRow> LineRows(AllocationLine line, int number)
    {
        var mark = line.Assumptions.Count > 0 ? CellMark.Assumed(string.Join("；", line.Assumptions)) : null;
        TableCell persons = line.Persons is { } count
            ? new CountCell(count) { Mark = line.IsSample ? SampleMark : null }
            : new StateCell(CellState.NotReported, "参保人数尚未填报，请先在“参保人数”中填报或导入。");
        if (line.Computed is { } computed)
        {
            yield return new TableRow(RowKind.Line, [new CountCell(number), new TextCell(line.Name), new TextCell(computed.TierName), persons, .. Figures(computed, line.Region, mark, withKeys: true)]);
            yield break;
        }

        if (line.State == LineState.WithoutHeadcount)
        {
            yield return new TableRow(RowKind.Line, [new CountCell(number), new TextCell(line.Name), new TextCell(line.Rows[0].TierName), persons, .. Figures(line.Rows[0], line.Region, mark, withKeys: false)]);
            yield break;
        }

        var state = StateOf(line);
        yield return new TableRow(RowKind.Line, [new CountCell(number), new TextCell(line.Name), state, persons, .. Enumerable.Repeat<TableCell>(state, FigureCount)]);
        if (line.State != LineState.WaitingForBasis)
        {
            yield break;
        }

        foreach (var row in line.Rows)
        {
            yield return new TableRow(RowKind.Note, [new TextCell("可能"), new TextCell(row.Condition.Length > 0 ? row.Condition : "（其余条件未定）"), new TextCell(row.TierName), new TextCell(""), .. Figures(row, line.Region, mark, withKeys: false)]);
        }
    }

    private int FigureCount => isIllness ? 2 : 2 + (2 * payers.Count);

    private IEnumerable<TableCell> Figures(AllocationRow row, RegionCode region, CellMark? mark, bool withKeys)
    {
        yield return new PerCapitaCell(row.PerCapita.ToText()) { Mark = mark };
        if (isIllness)
        {
            yield return Amount(row.Cells[0], region, mark, withKeys);
            yield break;
        }

        foreach (var payer in payers)
        {
            yield return row.Cells.FirstOrDefault(cell => ColumnOf(cell.Payers) == payer) is { } cell ? new PerCapitaCell(cell.PerCapita.ToText()) { Mark = mark } : Nothing(row, payer);
        }

        yield return row.Total is { } total ? new MoneyCell(total.Fen) { Mark = mark, Key = withKeys ? AmountKey.Of(region, Payers.Whole) : null } : NotReported;
        foreach (var payer in payers)
        {
            yield return row.Cells.FirstOrDefault(cell => ColumnOf(cell.Payers) == payer) is { } cell ? Amount(cell, region, mark, withKeys) : Nothing(row, payer);
        }
    }

    private static TableCell Amount(AllocationCell cell, RegionCode region, CellMark? mark, bool withKeys) => cell.Amount is { } amount
        ? new MoneyCell(amount.Fen) { Mark = mark, Key = withKeys ? AmountKey.Of(region, cell.Payers) : null }
        : NotReported;

    /// <summary>A payer without a share in the row: contained in a bucket, or not a payer there.</summary>
    private TableCell Nothing(AllocationRow row, Payers payer)
    {
        if (row.Cells.FirstOrDefault(cell => IsBucket(cell.Payers) && (cell.Payers & payer) != Payers.None) is { } bucket)
        {
            return bucket.OpenGap is { } gap
                ? new StateCell(CellState.BasisPending, GapText(gap))
                : new StateCell(CellState.OpenToLowerLevel, $"上级文件只规定{PayerNames.Of(bucket.Payers)}，由下级确定各自份额并备案。");
        }

        return new StateCell(CellState.NotApplicable, "该地区没有这一级出资（省直管县没有市级出资，或已逐级分清）。", "—");
    }

    private StateCell StateOf(AllocationLine line) => line.State switch
    {
        LineState.WaitingForBasis => new StateCell(CellState.BasisPending, string.Join("；", line.Gaps.Select(GapText))),
        _ => new StateCell(CellState.Inconsistent, line.Reason!),
    };

    private string GapText(string gap) => frame.GapTexts.GetValueOrDefault(gap, gap);

    private TableRow SumRow(RowKind kind, string label, AllocationSums sums)
    {
        var mark = SumMark(sums);
        TableCell Money(long fen) => new MoneyCell(fen) { Mark = mark };
        List<TableCell> cells = [new TextCell(label) { Span = 3 }];
        if (sums.Lines == 0 && sums.Excluded > 0)
        {
            var none = new StateCell(CellState.CannotCompute, "所含的县（市、区）都不能计算，没有可以相加的金额。");
            return new TableRow(kind, [.. cells, none, .. Enumerable.Repeat<TableCell>(none, FigureCount)]);
        }

        cells.Add(new CountCell(sums.Persons) { Mark = mark });
        var blank = new TextCell("");
        if (isIllness)
        {
            return new TableRow(kind, [.. cells, blank, Money(sums.Total.Fen)]);
        }

        cells.AddRange(Enumerable.Repeat<TableCell>(blank, 1 + payers.Count));
        cells.Add(Money(sums.Total.Fen));
        cells.AddRange(payers.Select(payer => Money(sums.Payers.Where(sum => ColumnOf(sum.Payers) == payer).Sum(sum => sum.Amount.Fen))));
        return new TableRow(kind, cells);
    }

    /// <summary>A sum says what is not in it, and that an assumption is.</summary>
    private CellMark? SumMark(AllocationSums sums)
    {
        var without = sums.Excluded > 0 ? CellMark.Without(sums.Excluded) : null;
        if (assumed is null)
        {
            return without;
        }

        return without is null ? assumed : new CellMark($"{assumed.Label}，{without.Label}", $"{assumed.Note}；{without.Note}");
    }

    private TableRow ResidualRow()
    {
        TableCell Money(long fen) => new MoneyCell(fen) { Mark = assumed };
        List<TableCell> cells = [new TextCell("其中：尾差（已含在各方金额内）") { Span = 3 }, new TextCell("")];
        cells.AddRange(Enumerable.Repeat<TableCell>(new TextCell(""), 1 + payers.Count));
        cells.Add(Money(result.Total.Payers.Sum(sum => sum.ResidualFen)));
        cells.AddRange(payers.Select(payer => Money(result.Total.Payers.Where(sum => ColumnOf(sum.Payers) == payer).Sum(sum => sum.ResidualFen))));
        return new TableRow(RowKind.Residual, cells);
    }

    private IEnumerable<string> Notes()
    {
        if (snapshot.Assumptions.Count > 0)
        {
            yield return $"本表含假设，只供试算，不能审批：{string.Join("；", snapshot.Assumptions.Select(assumption => $"{assumption.Label}（代替：{GapText(assumption.Gap)}）"))}。";
        }

        if (result.Lines.Any(line => line.IsSample))
        {
            yield return "参保人数含示例数据（虚构，仅供演示）。";
        }

        if (!isIllness && result.Total.Payers.Any(sum => sum.ResidualFen > 0))
        {
            yield return "尾差：各方金额按最大余数法取整到分，余数相同时依次为中央、省级、市级、县级；尾差已含在各方金额内（内部口径）。";
        }
    }

    private static CellMark SampleMark => new("示例", "参保人数为虚构的示例数据，仅供演示。");

    private static StateCell NotReported => new(CellState.NotReported, "参保人数尚未填报，请先在“参保人数”中填报或导入。");
}
