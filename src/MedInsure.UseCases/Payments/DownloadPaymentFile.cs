using System.Security.Cryptography;
using MedInsure.Persistence.Payments;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Headcounts;

namespace MedInsure.UseCases.Payments;

/// <summary>The list as it was sent, with numbers in full; every download leaves an audit entry.</summary>
public sealed record DownloadPaymentFile(long BatchId, bool IsCsv);

public sealed class DownloadPaymentFileHandler(TenantDb tenantDb, InstallationKey key)
{
    public async Task<Result<DownloadedFile>> HandleAsync(Actor actor, DownloadPaymentFile request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PaymentPermissions.ToSee(actor) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var found = await PaymentCase.FindAsync(db, actor, request.BatchId, isLocked: false, ct);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        var batch = found.Value.Batch;
        if (batch.FileSha256 is not { } hash)
        {
            return new Refused("报送文件在送出时生成。这个批次还没有送出，请由复核或财务人员先送出。");
        }

        var content = await PaymentFile.ReadAsync(db, key, batch, request.IsCsv, ct);
        if (!content.IsOk)
        {
            return content.Problem;
        }

        if (request.IsCsv && Convert.ToHexStringLower(SHA256.HashData(content.Value)) != hash)
        {
            throw new CryptographicException("The list that was kept is not the one that was sent.");
        }

        var saved = await db.SaveAsync(nameof(DownloadPaymentFile), found.Value.Subject, new { Form = request.IsCsv ? "csv" : "xlsx", batch.Items, batch.TotalFen }, ct);
        var name = $"{PaymentFile.Title(batch)}_{found.Value.RegionName}_第{batch.Number}批";
        return !saved.IsOk ? saved.Problem
            : request.IsCsv ? new DownloadedFile(name + ".csv", DownloadedFile.Csv, content.Value)
            : new DownloadedFile(name + ".xlsx", DownloadedFile.Xlsx, content.Value);
    }
}
