using MedInsure.Persistence.Headcounts;
using MedInsure.Persistence.Model;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Shell;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Headcounts;

/// <summary>
/// Writes what a person typed or pasted: all cells or none. A unit has one as-of date; with a later date than the unit has, its other
/// figures are carried over to that date, and the older ones stay in the table.
/// </summary>
/// <param name="AsOf">The date that the figures speak of.</param>
public sealed record ChangeHeadcounts(int FundingYear, HeadcountBasis Basis, DateOnly AsOf, IReadOnlyList<HeadcountCellChange> Cells);

/// <param name="Text">As typed; blank removes the figure.</param>
/// <param name="ExpectedVersion">The version that the person saw; null for a cell that was empty.</param>
public sealed record HeadcountCellChange(string RegionCode, EnrolmentBasis Enrolment, string Text, uint? ExpectedVersion);

/// <param name="Changed">Cells that have another figure now.</param>
/// <param name="Unchanged">Cells that had this figure already.</param>
public sealed record ChangedHeadcounts(int Changed, int Unchanged);

public sealed class ChangeHeadcountsHandler(TenantDb tenantDb, TimeProvider clock)
{
    private const int MaxCells = 20_000;

    public async Task<Result<ChangedHeadcounts>> HandleAsync(Actor actor, ChangeHeadcounts request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var db = await tenantDb.OpenAsync(actor, ct);
        if (HeadcountPowers.Writing(actor, request.Basis) is { } notAllowed)
        {
            return await RefusedActs.RecordAsync(db, nameof(ChangeHeadcounts), request.FundingYear, request.Basis, notAllowed, ct);
        }

        if (await ClosedYear.CheckAsync(db.Rows, request.FundingYear, request.Basis, ct) is { } closed)
        {
            return await RefusedActs.RecordAsync(db, nameof(ChangeHeadcounts), request.FundingYear, request.Basis, closed, ct);
        }

        if ((FundingYears.Check(request.FundingYear)
            ?? FundingYears.CheckAsOf(request.FundingYear, request.Basis, request.AsOf, clock.Today())
            ?? CheckShape(request.Cells)) is { } refusal)
        {
            return refusal;
        }

        await using var transaction = await db.BeginAsync(ct);
        await HeadcountLock.TakeAsync(db, ct);
        var units = await FundingUnits.ReadAsync(db.Rows, actor, request.FundingYear, ct);
        var read = HeadcountCells.Read(request.Cells, units);
        if (!read.IsOk)
        {
            await transaction.RollbackAsync(ct);
            return read.Problem is NotAllowed
                ? await RefusedActs.RecordAsync(db, nameof(ChangeHeadcounts), request.FundingYear, request.Basis, read.Problem, ct)
                : read.Problem;
        }

        var cells = read.Value;
        var regions = cells.Select(cell => cell.Unit).Distinct().ToList();
        if (await OwnReports.CheckAsync(db.Rows, actor, request.FundingYear, request.Basis, regions, ct) is { } own)
        {
            await transaction.RollbackAsync(ct);
            return await RefusedActs.RecordAsync(db, nameof(ChangeHeadcounts), request.FundingYear, request.Basis, own, ct);
        }

        return await WriteAsync(db, request, cells, [.. regions.Select(region => region.Code)], ct);
    }

    private static async Task<Result<ChangedHeadcounts>> WriteAsync(
        TenantSession db, ChangeHeadcounts request, IReadOnlyList<HeadcountCell> cells, IReadOnlyList<RegionCode> regions, CancellationToken ct)
    {
        var current = await CurrentHeadcounts.Of(db.Rows, request.FundingYear, request.Basis).Where(count => regions.Contains(count.RegionCode)).ToListAsync(ct);
        if (await HeadcountConflicts.FindAsync(db.Rows, request, cells, current, ct) is { } conflict)
        {
            return conflict;
        }

        var edit = new HeadcountEdit(request, current);
        if (edit.CheckDates(cells) is { } earlier)
        {
            return earlier;
        }

        var changes = edit.Apply(db.Rows, cells);
        if (changes.Count == 0)
        {
            return new ChangedHeadcounts(0, cells.Count);
        }

        var saved = await db.SaveAsync(
            nameof(ChangeHeadcounts),
            $"headcount/{request.FundingYear}/{request.Basis}",
            new { request.AsOf, Cells = changes.Count, Changes = changes.Take(200) },
            ct);
        return saved.IsOk ? new ChangedHeadcounts(changes.Count, cells.Count - changes.Count) : saved.Problem;
    }

    private static Refused? CheckShape(IReadOnlyList<HeadcountCellChange> cells)
    {
        if (cells.Count == 0)
        {
            return new Refused("没有要保存的修改。请先填写或粘贴人数。");
        }

        return cells.Count > MaxCells ? new Refused($"一次最多保存 {MaxCells} 个单元格。请分几次粘贴，或改用文件导入。") : null;
    }
}
