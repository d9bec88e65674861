using System.Security.Cryptography;
using MedInsure.Persistence.Headcounts;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Shell;
using MedInsure.UseCases.Spreadsheets;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Headcounts;

/// <summary>
/// Takes in a filled-in template: reads it to the limit, checks it, keeps it with its errors for preview. The figures are not touched. A file
/// that cannot be read at all is refused and not kept; the refusal leaves an audit entry with the file's hash.
/// </summary>
/// <param name="Content">Read once, to the limit and no further.</param>
public sealed record UploadHeadcounts(int FundingYear, HeadcountBasis Basis, string FileName, Stream Content);

/// <summary>The import that <see cref="PreviewHeadcountImport"/> shows; the same file again gives the same number.</summary>
public sealed record UploadedHeadcounts(long BatchId);

public sealed class UploadHeadcountsHandler(TenantDb tenantDb, TimeProvider clock)
{
    private const int MaxNameLength = 200;

    public async Task<Result<UploadedHeadcounts>> HandleAsync(Actor actor, UploadHeadcounts request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (FundingYears.Check(request.FundingYear) is { } wrongYear)
        {
            return wrongYear;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        if (HeadcountPowers.Writing(actor, request.Basis) is { } notAllowed)
        {
            return await RefusedActs.RecordAsync(db, nameof(UploadHeadcounts), request.FundingYear, request.Basis, notAllowed, ct);
        }

        if (await ClosedYear.CheckAsync(db.Rows, request.FundingYear, request.Basis, ct) is { } closed)
        {
            return await RefusedActs.RecordAsync(db, nameof(UploadHeadcounts), request.FundingYear, request.Basis, closed, ct);
        }

        var name = PlainName(request.FileName);
        var received = await UploadedFile.ReceiveAsync(request.Content, name, HeadcountImports.Limits, ct);
        if (!received.IsOk)
        {
            return await RefusedActs.RecordAsync(db, nameof(UploadHeadcounts), request.FundingYear, request.Basis, received.Problem, ct, new { FileName = name });
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(received.Value.Content));
        var check = await HeadcountImports.CheckAsync(db.Rows, actor, request.FundingYear, request.Basis, received.Value, clock.Today(), ct);
        if (!check.IsOk)
        {
            return await RefusedActs.RecordAsync(db, nameof(UploadHeadcounts), request.FundingYear, request.Basis, check.Problem, ct, new { FileName = name, Sha256 = hash });
        }

        return await KeepAsync(db, actor, request, received.Value, hash, check.Value, ct);
    }

    private async Task<Result<UploadedHeadcounts>> KeepAsync(
        TenantSession db, Actor actor, UploadHeadcounts request, UploadedFile file, string hash, CheckedImport check, CancellationToken ct)
    {
        await using var transaction = await db.BeginAsync(ct);
        await HeadcountLock.TakeAsync(db, ct);
        var template = HeadcountImports.TemplateKey(request.FundingYear, request.Basis);
        var batch = await db.Rows.ImportBatches.SingleOrDefaultAsync(one => one.Template == template && one.FileSha256 == hash, ct);
        if (batch is not null && actor.RegionScope.Count > 0 && batch.CreatedBy != actor.UserId)
        {
            return new Conflict("另一位同事已经上传过完全相同的文件。请与其核对；确需再次导入时，请修改文件后重新上传。");
        }

        if (batch is null)
        {
            batch = new ImportBatchEntity
            {
                Template = template,
                FileSha256 = hash,
                FileName = file.Name,
                File = file.Content,
                FundingYear = request.FundingYear,
                CreatedBy = actor.UserId,
                CreatedAt = clock.GetUtcNow(),
            };
            db.Rows.ImportBatches.Add(batch);
        }

        if (batch.State != ImportState.Committed)
        {
            batch.State = check.IsClean ? ImportState.Validated : ImportState.HasErrors;
            (batch.RowCount, batch.ErrorCount) = (check.RowCount, check.WrongRows);
        }

        var saved = await db.SaveAsync(
            nameof(UploadHeadcounts),
            () => $"import/{batch.Id}",
            new { request.FundingYear, Basis = request.Basis.ToString(), batch.FileName, Sha256 = hash, Rows = check.RowCount, check.WrongRows },
            null,
            ct);
        return saved.IsOk ? new UploadedHeadcounts(batch.Id) : saved.Problem;
    }

    /// <summary>A name to show and to keep: no folders, no control characters, not too long.</summary>
    private static string PlainName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var plain = string.Concat(last.Where(c => !char.IsControl(c))).Trim();
        return plain.Length == 0 ? "未命名文件" : plain.Length <= MaxNameLength ? plain : plain[..MaxNameLength];
    }
}
