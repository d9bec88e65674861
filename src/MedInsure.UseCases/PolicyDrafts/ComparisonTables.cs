using MedInsure.Rules.Documents;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Documents;
using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>政策变动对比 as official tables: the page and the workbook are made from the same three.</summary>
/// <param name="Redline">Value by value, the old one struck through.</param>
/// <param name="Payers">Null, as <paramref name="Counties"/> is, where no money can be said.</param>
public sealed record ComparisonTables(OfficialTable Redline, OfficialTable? Payers, OfficialTable? Counties)
{
    private const int LongestClause = 400;

    public IReadOnlyList<OfficialTable> All => [Redline, .. new[] { Payers, Counties }.OfType<OfficialTable>()];

    /// <param name="before">The version before, whose documents its sources name.</param>
    internal static ComparisonTables Of(
        ComparedVersion before, ComparedVersion after, IReadOnlyList<PolicyChange> changes, IssuedPolicy old, IssuedPolicy current, ClauseTexts texts, MoneyEffect? money, string bureau, MoneyUnit unit)
    {
        var subtitle = $"{after.BureauName}　{NameOf(before)} → {NameOf(after)}";
        var has = money is { Headcounts: not null, Counties.Count: > 0 };
        return new ComparisonTables(
            Values(changes, old, current, texts, after, bureau, subtitle),
            has ? PayerTable(money!, bureau, subtitle, unit) : null,
            has ? CountyTable(money!, bureau, subtitle, unit) : null);
    }

    public static string Of(PolicyChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return change.Kind switch
        {
            ChangeKind.Added => "新增",
            ChangeKind.Removed => "删除",
            _ when change.IsSourceOnly => "仅依据变更",
            _ when change.KeepsSource => "修改（依据未变）",
            _ => "修改",
        };
    }

    private static string NameOf(ComparedVersion version) => $"{version.FundingYear}年度第{version.Number}版";

    private static OfficialTable Values(IReadOnlyList<PolicyChange> changes, IssuedPolicy old, IssuedPolicy current, ClauseTexts texts, ComparedVersion after, string bureau, string subtitle)
    {
        var header = new TableHeader(
            new Column("no", "序号", ColumnKind.Serial),
            new Column("item", "项目", ColumnKind.Text),
            new Column("section", "部分", ColumnKind.Text),
            new Column("kind", "变动", ColumnKind.Text),
            new HeaderGroup("变动前", [new Column("before", "规定", ColumnKind.Text), new Column("before-source", "依据", ColumnKind.Text)]),
            new HeaderGroup("变动后", [new Column("after", "规定", ColumnKind.Text), new Column("after-source", "依据", ColumnKind.Text)]));
        List<TableRow> rows = [.. changes.Select((change, i) => new TableRow(RowKind.Line,
        [
            new CountCell(i + 1),
            new TextCell(change.Label),
            new TextCell(change.Section),
            new TextCell(Of(change)),
            new TextCell(change.BeforeText ?? "—") { IsStruck = change is { BeforeText: not null, IsSourceOnly: false } },
            new TextCell(Sources(old, change.BeforeCite, texts)),
            new TextCell(change.AfterText ?? "—"),
            new TextCell(Sources(current, change.AfterCite, texts)),
        ]))];
        if (rows.Count == 0)
        {
            rows.Add(TableRow.Note("两个版本的内容相同，没有变动。", header.Columns.Count));
        }

        return new OfficialTable($"{after.FundingYear}年度政策变动对比表", header, rows)
        {
            Subtitle = subtitle,
            ReportingUnit = bureau,
            CountedIn = "见各项规定",
            Notes = ["“规定”加删除线的，为变动前的内容。“文件库”后的是政策文件库现在的条款文字。"],
        };
    }

    private static OfficialTable PayerTable(MoneyEffect money, string bureau, string subtitle, MoneyUnit unit)
    {
        var header = new TableHeader(
            new Column("no", "序号", ColumnKind.Serial),
            new Column("payer", "出资方", ColumnKind.Text),
            new Column("before", "变动前", ColumnKind.Money),
            new Column("after", "变动后", ColumnKind.Money),
            new Column("difference", "差额", ColumnKind.Money));
        var rows = money.Payers.Select((effect, i) => new TableRow(RowKind.Line,
            [new CountCell(i + 1), new TextCell(PayerNames.Of(effect.Payers)), new MoneyCell(effect.Before.Fen), new MoneyCell(effect.After.Fen), new MoneyCell(effect.Difference.Fen)]));
        return new OfficialTable("资金影响（按出资方）", header, [.. rows, Total([new TextCell("合计") { Span = 2 }], money.Payers)])
        {
            Subtitle = subtitle,
            ReportingUnit = bureau,
            Unit = unit,
            Notes = [Basis(money)],
        };
    }

    private static OfficialTable CountyTable(MoneyEffect money, string bureau, string subtitle, MoneyUnit unit)
    {
        var payers = money.Payers.Select(effect => effect.Payers).ToList();
        var header = new TableHeader(
        [
            new Column("no", "序号", ColumnKind.Serial),
            new Column("region", "县（市、区）", ColumnKind.Text),
            new Column("persons", "参保人数（人）", ColumnKind.Count),
            new HeaderGroup("财政补助合计", [new Column("before", "变动前", ColumnKind.Money), new Column("after", "变动后", ColumnKind.Money), new Column("difference", "差额", ColumnKind.Money)]),
            .. payers.Count == 0 ? [] : new HeaderNode[] { new HeaderGroup("差额其中", [.. payers.Select(payer => new Column($"payer-{(int)payer}", PayerNames.Of(payer), ColumnKind.Money))]) },
        ]);
        var blank = new TextCell("");
        IEnumerable<TableCell> Figures(CountyEffect county)
        {
            if (county.Reason is { } reason)
            {
                var none = new StateCell(CellState.CannotCompute, $"{county.Name}：{reason}。");
                TableCell Amount(Rules.Amounts.Money? money) => money is { } known ? new MoneyCell(known.Fen) : none;
                return [Amount(county.Before), Amount(county.After), none, .. payers.Select(_ => (TableCell)none)];
            }

            return
            [
                new MoneyCell(county.Before!.Value.Fen),
                new MoneyCell(county.After!.Value.Fen),
                new MoneyCell((county.After.Value - county.Before.Value).Fen),
                .. payers.Select(payer => new MoneyCell(county.Payers.FirstOrDefault(effect => effect.Payers == payer)?.Difference.Fen ?? 0)),
            ];
        }

        var rows = money.Counties.Select((county, i) => new TableRow(RowKind.Line,
            [new CountCell(i + 1), new TextCell(county.Name), county.Persons is { } persons ? new CountCell(persons) : new StateCell(CellState.NotReported, "参保人数尚未填报。"), .. Figures(county)]));
        var total = Total([new TextCell("合计") { Span = 2 }, blank], money.Payers);
        return new OfficialTable("资金影响（按县）", header, [.. rows, total with { Cells = [.. total.Cells, .. money.Payers.Select(effect => new MoneyCell(effect.Difference.Fen))] }])
        {
            Subtitle = subtitle,
            ReportingUnit = bureau,
            Unit = unit,
            FrozenColumns = 2,
            Notes = [Basis(money)],
        };
    }

    private static TableRow Total(IReadOnlyList<TableCell> label, IReadOnlyList<PayerEffect> payers) => new(RowKind.Total,
        [.. label, new MoneyCell(payers.Sum(effect => effect.Before.Fen)), new MoneyCell(payers.Sum(effect => effect.After.Fen)), new MoneyCell(payers.Sum(effect => effect.Difference.Fen))]);

    private static string Basis(MoneyEffect money)
    {
        var without = money.Counties.Count(county => county.Reason is not null);
        return $"按{money.Headcounts}，以两个版本分别计算财政补助；差额＝变动后−变动前。{(without > 0 ? $"合计不含{without}个不能比较的单位。" : "")}";
    }

    /// <summary>Document, clause, what the policy says of it, and what the clause reads in the library.</summary>
    private static string Sources(IssuedPolicy policy, IReadOnlyList<Citation> cite, ClauseTexts texts) => cite.Count == 0 ? "—" : string.Join(
        "；",
        policy.SourcesOf(cite).Distinct().Select(source => texts.Of(source.DocumentNumber, source.Clause) is { } clause ? $"{source}（文件库{DocumentWords.Of(clause.Form)}：{Cut(clause.Text)}）" : source.ToString()));

    /// <summary>A clause of an original can fill a page, and the cell stands in each line that rests on it.</summary>
    private static string Cut(string text)
    {
        var line = string.Join(' ', text.Split('\n'));
        return line.Length <= LongestClause ? line : line[..LongestClause] + "……";
    }
}
