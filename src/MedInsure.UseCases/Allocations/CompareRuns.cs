using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Allocations;

/// <summary>差异分析: what changed from one run to another, by unit, payer and cause.</summary>
public sealed record CompareRuns(long BeforeRunId, long AfterRunId, MoneyUnit Unit = MoneyUnit.Yuan);

public sealed record RunDifference(string BeforeNumber, string AfterNumber, OfficialTable Table, IReadOnlyList<NotComparableUnit> NotComparable);

public sealed class CompareRunsHandler(TenantDb tenantDb)
{
    public async Task<Result<RunDifference>> HandleAsync(Actor actor, CompareRuns request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (RunPermissions.ToSee(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var before = await StoredRun.LoadAsync(db, request.BeforeRunId, ct);
        var after = await StoredRun.LoadAsync(db, request.AfterRunId, ct);
        if (!before.IsOk || !after.IsOk)
        {
            return (before.Problem ?? after.Problem)!;
        }

        if (before.Value.Row.Scheme != after.Value.Row.Scheme)
        {
            return new Refused("财政补助与大病保险筹资的测算不能互相比较，请选择同一类资金的两次测算。");
        }

        // The earlier run is only read; the later one is computed again.
        if (OtherEngine.Check(after.Value) is { } engine)
        {
            return engine;
        }

        var compared = (await after.Value.AgainAsync(db, ct)).CompareWith(before.Value.Result);
        var tree = new RegionTree(after.Value.Snapshot.Regions, after.Value.Snapshot.AsOf);
        var visible = compared with { Changes = [.. compared.Changes.Where(change => actor.Covers(change.Region, tree))], NotComparable = [.. compared.NotComparable.Where(unit => actor.Covers(unit.Region, tree))] };
        var bureau = (await PolicyChain.PathAsync(db, ct))[^1].Name;
        return new RunDifference(before.Value.Number, after.Value.Number, Table(before.Value, after.Value, visible, bureau, request.Unit), visible.NotComparable);
    }

    private static OfficialTable Table(StoredRun before, StoredRun after, ComparisonResult compared, string bureau, MoneyUnit unit)
    {
        var header = new TableHeader(
            new Column("no", "序号", ColumnKind.Serial),
            new Column("region", "县（市、区）", ColumnKind.Text),
            new Column("payer", "出资方", ColumnKind.Text),
            new Column("before", before.Number, ColumnKind.Money),
            new Column("after", after.Number, ColumnKind.Money),
            new Column("difference", "差额", ColumnKind.Money),
            new HeaderGroup("其中", [new Column("headcount", "人数", ColumnKind.Money), new Column("standard", "标准", ColumnKind.Money), new Column("tier", "档次", ColumnKind.Money)]));
        var rows = compared.Changes.Select((change, i) => Row(RowKind.Line, new CountCell(i + 1), change.Name, PayerNames.Of(change.Payers), [change]));
        var sums = compared.Changes.GroupBy(change => change.Payers).OrderBy(group => PayerNames.Rank(group.Key))
            .Select(group => Row(RowKind.Subtotal, new TextCell(""), "合计", PayerNames.Of(group.Key), [.. group]));
        List<TableRow> all = [.. rows, .. sums, Row(RowKind.Total, new TextCell(""), "合计", "各方", compared.Changes)];
        return new OfficialTable($"{after.Row.FundingYear}年度{AllocationWords.Of(after.Row.Scheme)}差异分析表", header, all)
        {
            Subtitle = $"{before.Number}（{before.Row.Title}）→ {after.Number}（{after.Row.Title}）",
            ReportingUnit = bureau,
            Unit = unit,
            FrozenColumns = 3,
            Notes =
            [
                "差额＝后一次−前一次，依次分为人数（人数变化×原份额）、标准（新人数×原档次内份额变化）、档次（新人数×改变档次带来的份额变化），三项相加等于差额（内部口径）。",
                .. compared.NotComparable.Count > 0 ? [$"不含{compared.NotComparable.Count}个不能比较的单位：{string.Join("、", compared.NotComparable.Select(other => $"{other.Name}（{other.Reason}）"))}。"] : (string[])[],
            ],
        };
    }

    private static TableRow Row(RowKind kind, TableCell number, string name, string payer, IReadOnlyList<AmountChange> changes)
    {
        MoneyCell Sum(Func<AmountChange, Money> amount) => new(changes.Sum(change => amount(change).Fen));
        return new TableRow(kind,
        [
            number, new TextCell(name), new TextCell(payer), Sum(change => change.Before), Sum(change => change.After), Sum(change => change.Difference),
            Sum(change => change.ByHeadcount), Sum(change => change.ByStandard), Sum(change => change.ByTier),
        ]);
    }
}
