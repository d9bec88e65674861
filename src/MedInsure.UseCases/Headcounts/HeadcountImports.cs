using MedInsure.Persistence.Headcounts;
using MedInsure.Persistence.Model;
using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Spreadsheets;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Headcounts;

/// <summary>One file, checked against the template and against the table as it stands. Preview, error file and commit all begin here.</summary>
internal sealed record CheckedImport(CheckedHeadcountFile Checked, HeadcountImportRows Rows, FundingUnits Units)
{
    public bool IsClean => Checked.Check.Errors.Count == 0;

    public int RowCount => Checked.Check.Rows.Select(row => row.RowNumber).Concat(Checked.Check.Errors.Select(error => error.Row)).Distinct().Count();

    public int WrongRows => Checked.Check.Errors.Select(error => error.Row).Distinct().Count();
}

internal static class HeadcountImports
{
    public static SheetLimits Limits { get; } = new();

    /// <summary>
    /// The name under which a batch is known: the same bytes are one import per template, year and basis (year and basis are not in a csv, and
    /// the basis is in no file).
    /// </summary>
    public static string TemplateKey(int year, HeadcountBasis basis) => $"{HeadcountTemplate.Id}/{HeadcountTemplate.Version}/{year}/{basis}";

    public static HeadcountBasis BasisOf(ImportBatchEntity batch) => BasisOf(batch.Template);

    public static HeadcountBasis BasisOf(string template) => Enum.Parse<HeadcountBasis>(template[(template.LastIndexOf('/') + 1)..]);

    public static SheetTemplate Template(FundingUnits units, int year) =>
        HeadcountTemplate.For(units.Bureau.Code, units.Bureau.Name, year, [.. units.Mine.Select(unit => (unit.Code, unit.Name))]);

    public static async Task<Result<CheckedImport>> CheckAsync(
        MedInsureContext rows, Actor actor, int year, HeadcountBasis basis, UploadedFile file, DateOnly today, CancellationToken ct)
    {
        var units = await FundingUnits.ReadAsync(rows, actor, year, ct);
        if (units.Nothing() is { } nothing)
        {
            return nothing;
        }

        var scope = new HeadcountScope(units.Tree.All.ToDictionary(region => region.Code, region => region.Name), units.Mine.Select(unit => unit.Code).ToHashSet(), year);
        var read = HeadcountFile.Check(file, Template(units, year), scope, Limits);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        var check = read.Value.Check;
        var regions = check.Rows.Select(row => row.Region).Distinct().ToList();
        if (await OwnReports.CheckAsync(rows, actor, year, basis, [.. units.Mine.Where(unit => regions.Contains(unit.Code))], ct) is { } own)
        {
            return own;
        }

        var current = await CurrentHeadcounts.Of(rows, year, basis).AsNoTracking().Where(count => regions.Contains(count.RegionCode)).ToListAsync(ct);
        var plan = new HeadcountImportRows(check.Rows, current);
        var late = plan.Errors(year, basis, today).ToList();
        var wrong = late.Select(error => error.Row).ToHashSet();
        var all = check with { Errors = [.. check.Errors.Concat(late).OrderBy(error => error.Row)], Rows = [.. check.Rows.Where(row => !wrong.Contains(row.RowNumber))] };
        return new CheckedImport(read.Value with { Check = all }, plan, units);
    }

    /// <summary>The person's batch, or the sentence why there is none for this person.</summary>
    public static async Task<Result<ImportBatchEntity>> FindAsync(MedInsureContext rows, Actor actor, long batchId, CancellationToken ct)
    {
        var batch = await rows.ImportBatches.SingleOrDefaultAsync(one => one.Id == batchId && one.Template.StartsWith(HeadcountTemplate.Id + "/"), ct);
        // A person limited to regions sees own files only: another's may speak of other regions.
        return batch is null || (actor.RegionScope.Count > 0 && batch.CreatedBy != actor.UserId)
            ? new NotFound("没有找到这次导入，请重新上传文件。")
            : batch;
    }
}
