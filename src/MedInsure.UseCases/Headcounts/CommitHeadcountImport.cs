using MedInsure.Persistence.Headcounts;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Shell;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Headcounts;

/// <summary>
/// Writes an uploaded file's figures, all or none, in one transaction. The file is checked once more by the same rules; if the table is no
/// longer what the preview showed, the person is asked to look again. A file that is in already changes nothing.
/// </summary>
/// <param name="Fingerprint">Of the preview that the person agreed to.</param>
public sealed record CommitHeadcountImport(long BatchId, string Fingerprint);

/// <param name="Written">Figures that are new or different now.</param>
/// <param name="WasAlreadyIn">The file had been committed before; nothing was written this time.</param>
public sealed record CommittedHeadcountImport(int FundingYear, HeadcountBasis Basis, int Written, bool WasAlreadyIn);

public sealed class CommitHeadcountImportHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<CommittedHeadcountImport>> HandleAsync(Actor actor, CommitHeadcountImport request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (HeadcountPowers.Reading(actor) is { } notAllowed)
        {
            return notAllowed;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        await using var transaction = await db.BeginAsync(ct);
        await HeadcountLock.TakeAsync(db, ct);
        var found = await HeadcountImports.FindAsync(db.Rows, actor, request.BatchId, ct);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        var batch = found.Value;
        var basis = HeadcountImports.BasisOf(batch);
        if (HeadcountPowers.Writing(actor, basis) is { } refusal)
        {
            await transaction.RollbackAsync(ct);
            return await RefusedActs.RecordAsync(db, nameof(CommitHeadcountImport), batch.FundingYear, basis, refusal, ct);
        }

        if (batch.State == ImportState.Committed)
        {
            return new CommittedHeadcountImport(batch.FundingYear, basis, 0, true);
        }

        if (await ClosedYear.CheckAsync(db.Rows, batch.FundingYear, basis, ct) is { } closed)
        {
            await transaction.RollbackAsync(ct);
            return await RefusedActs.RecordAsync(db, nameof(CommitHeadcountImport), batch.FundingYear, basis, closed, ct);
        }

        var check = await HeadcountImports.CheckAsync(db.Rows, actor, batch.FundingYear, basis, new UploadedFile(batch.FileName, batch.File ?? []), clock.Today(), ct);
        if (!check.IsOk)
        {
            return check.Problem;
        }

        if (!check.Value.IsClean)
        {
            return new Refused($"文件中有 {check.Value.WrongRows} 行填写不正确，没有导入任何数字。请下载带错误说明的文件，改正后重新上传。");
        }

        return check.Value.Rows.Fingerprint() == request.Fingerprint
            ? await WriteAsync(db, batch, basis, check.Value, ct)
            : new Conflict("预览之后，这些单位的人数又有变化，没有导入任何数字。请重新核对预览，再确认导入。");
    }

    private async Task<Result<CommittedHeadcountImport>> WriteAsync(TenantSession db, ImportBatchEntity batch, HeadcountBasis basis, CheckedImport check, CancellationToken ct)
    {
        var bulk = new HeadcountBulk(batch.FundingYear, basis, batch.Id, check.Rows.Incoming($"导入：{batch.FileName}"));
        (batch.State, batch.CommittedAt) = (ImportState.Committed, clock.GetUtcNow());
        (batch.RowCount, batch.ErrorCount) = (check.RowCount, 0);
        var saved = await db.SaveAsync(
            nameof(CommitHeadcountImport),
            () => $"import/{batch.Id}",
            new { batch.FundingYear, Basis = basis.ToString(), batch.FileName, Sha256 = batch.FileSha256, Rows = check.RowCount },
            connection => bulk.WriteAsync(connection, ct),
            ct);
        return saved.IsOk ? new CommittedHeadcountImport(batch.FundingYear, basis, bulk.Written, false) : saved.Problem;
    }
}
