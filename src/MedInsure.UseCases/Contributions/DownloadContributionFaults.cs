using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Headcounts;

namespace MedInsure.UseCases.Contributions;

/// <summary>The person's own file back, each wrong row explained in a column 错误说明. It holds numbers in full and leaves an audit entry.</summary>
public sealed record DownloadContributionFaults(long BatchId);

public sealed class DownloadContributionFaultsHandler(TenantDb tenantDb, TimeProvider clock, InstallationKey key)
{
    public async Task<Result<DownloadedFile>> HandleAsync(Actor actor, DownloadContributionFaults request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (ContributionPermissions.ToBring(actor) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var found = await ContributionPermissions.FindAsync(db, actor, request.BatchId, isLocked: false, ct);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        var batch = found.Value;
        var frame = await ContributionBasis.FrameAsync(db, actor, batch.CoverageYear, ChinaTime.Date(clock.GetUtcNow()), ct);
        var file = frame.IsOk ? await ContributionBasis.FileAsync(db, key, batch, ct) : frame.Problem;
        if (!file.IsOk)
        {
            return file.Problem;
        }

        var read = ContributionSheet.Read(file.Value, frame.Value, int.MaxValue, null, ct);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        if (read.Value.Reading.WrongRows == 0)
        {
            return new Refused("这个文件没有填写错误，不需要下载错误说明。");
        }

        var explained = read.Value.Explained(file.Value);
        if (!explained.IsOk)
        {
            return explained.Problem;
        }

        var isCsv = read.Value.Place.Csv is not null;
        var saved = await db.SaveAsync(nameof(DownloadContributionFaults), $"contribution/{batch.Id}", new { batch.FileName, read.Value.Reading.WrongRows }, ct);
        return saved.IsOk
            ? new DownloadedFile($"{Path.GetFileNameWithoutExtension(batch.FileName)}（错误说明）{(isCsv ? ".csv" : ".xlsx")}", isCsv ? DownloadedFile.Csv : DownloadedFile.Xlsx, explained.Value)
            : saved.Problem;
    }
}
