using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Headcounts;

/// <summary>The person's own file back, each wrong row explained in a column 错误说明. To be mended there and uploaded again.</summary>
public sealed record DownloadImportErrors(long BatchId);

/// <param name="ContentType">Of an xlsx or a csv.</param>
public sealed record DownloadedFile(string FileName, string ContentType, byte[] Content)
{
    internal const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    internal const string Csv = "text/csv";
}

public sealed class DownloadImportErrorsHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<DownloadedFile>> HandleAsync(Actor actor, DownloadImportErrors request, CancellationToken ct)
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

        if (check.Value.IsClean)
        {
            return new Refused("这个文件没有错误，不需要下载错误说明，可以直接确认导入。");
        }

        var content = check.Value.Checked.WithErrors();
        if (!content.IsOk)
        {
            return content.Problem;
        }

        var isCsv = check.Value.Checked.Sheet.Sheet.Format == SheetFormat.Csv;
        var saved = await db.SaveAsync(nameof(DownloadImportErrors), $"import/{batch.Id}", new { batch.FileName, check.Value.WrongRows }, ct);
        return saved.IsOk
            ? new DownloadedFile(
                $"{Path.GetFileNameWithoutExtension(batch.FileName)}（错误说明）{(isCsv ? ".csv" : ".xlsx")}",
                isCsv ? DownloadedFile.Csv : DownloadedFile.Xlsx,
                content.Value)
            : saved.Problem;
    }
}
