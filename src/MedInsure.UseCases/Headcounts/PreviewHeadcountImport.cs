using MedInsure.Persistence.Headcounts;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Spreadsheets;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Headcounts;

/// <summary>Checks an uploaded file again, as the table stands now, and shows what a commit would do.</summary>
public sealed record PreviewHeadcountImport(long BatchId);

/// <param name="Rows">Filled-in rows of the file.</param>
/// <param name="WrongRows">Rows with at least one error; while there is one, nothing can be committed.</param>
/// <param name="Errors">The first of them; the annotated file has all.</param>
/// <param name="Changes">What would be written; rows that change nothing are only counted.</param>
/// <param name="Fingerprint">To be named by the commit.</param>
/// <param name="Committed">When and by whom the same file was committed; null when it was not.</param>
public sealed record HeadcountImportPreview(
    long BatchId,
    int FundingYear,
    HeadcountBasis Basis,
    string FileName,
    int Rows,
    int WrongRows,
    int New,
    int Changed,
    int Unchanged,
    IReadOnlyList<RowMessage> Errors,
    int ErrorCount,
    IReadOnlyList<RowMessage> Warnings,
    IReadOnlyList<string> Notes,
    IReadOnlyList<HeadcountImportLine> Changes,
    string Fingerprint,
    string? Committed)
{
    public bool CanCommit => WrongRows == 0 && New + Changed > 0 && Committed is null;
}

/// <param name="Before">Null where there is no figure yet.</param>
public sealed record HeadcountImportLine(string Code, string Name, EnrolmentBasis Enrolment, DateOnly AsOf, long? Before, long After);

public sealed class PreviewHeadcountImportHandler(TenantDb tenantDb, TimeProvider clock)
{
    private const int ShownErrors = 100;
    private const int ShownChanges = 500;

    public async Task<Result<HeadcountImportPreview>> HandleAsync(Actor actor, PreviewHeadcountImport request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (HeadcountPowers.Reading(actor) is { } notAllowed)
        {
            return notAllowed;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var found = await HeadcountImports.FindAsync(db.Rows, actor, request.BatchId, ct);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        var batch = found.Value;
        var basis = HeadcountImports.BasisOf(batch);
        if (HeadcountPowers.Writing(actor, basis) is { } refusal)
        {
            return refusal;
        }

        var check = await HeadcountImports.CheckAsync(db.Rows, actor, batch.FundingYear, basis, new UploadedFile(batch.FileName, batch.File ?? []), clock.Today(), ct);
        if (!check.IsOk)
        {
            return check.Problem;
        }

        var by = await db.Rows.Users.AsNoTracking().Where(user => user.Id == batch.CreatedBy).Select(user => user.DisplayName).SingleOrDefaultAsync(ct);
        return Preview(batch, basis, check.Value, batch is { State: ImportState.Committed, CommittedAt: { } at } ? $"{by ?? "系统"}上传，{ChinaTime.Text(at)} 已入库" : null);
    }

    private static HeadcountImportPreview Preview(ImportBatchEntity batch, HeadcountBasis basis, CheckedImport check, string? committed)
    {
        var changes = check.Rows.Changes.Where(change => !change.IsSame).ToList();
        return new HeadcountImportPreview(
            batch.Id,
            batch.FundingYear,
            basis,
            batch.FileName,
            check.RowCount,
            check.WrongRows,
            changes.Count(change => change.IsNew),
            changes.Count(change => !change.IsNew),
            check.Rows.Changes.Count - changes.Count,
            [.. check.Checked.Check.Errors.Take(ShownErrors)],
            check.Checked.Check.Errors.Count,
            [.. check.Checked.Check.Warnings.Take(ShownErrors)],
            check.Checked.Notes,
            [.. changes.Take(ShownChanges).Select(change => new HeadcountImportLine(
                change.Region.Value, check.Units.Tree.Find(change.Region)!.Name, change.Enrolment, change.AsOf, change.Before, change.After))],
            check.Rows.Fingerprint(),
            committed);
    }
}
