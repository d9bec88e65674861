using System.Security.Cryptography;
using MedInsure.Persistence.Contributions;
using MedInsure.Persistence.Jobs;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Contributions;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Spreadsheets;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Contributions;

/// <summary>Keeps a file of the tax office, sealed, and asks for its check. Nothing of it is read here: the person need not wait.</summary>
/// <param name="CoverageYear">待遇年度 of the file.</param>
/// <param name="Content">Read once, to the limit and no further.</param>
public sealed record UploadContributions(int CoverageYear, string FileName, Stream Content);

/// <param name="IsNew">False when the very same file is there already: nothing has changed.</param>
public sealed record UploadedContributions(long BatchId, bool IsNew, string Sentence);

public sealed class UploadContributionsHandler(TenantDb tenantDb, TimeProvider clock, InstallationKey key)
{
    public static long MaxBytes => RosterLimits.Sheet.MaxFileBytes;

    public static Refused TooLarge => SheetRefusal.TooLarge(RosterLimits.Sheet);

    public async Task<Result<UploadedContributions>> HandleAsync(Actor actor, UploadContributions request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (ContributionPermissions.ToBring(actor) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var frame = await ContributionBasis.FrameAsync(db, actor, request.CoverageYear, ChinaTime.Date(clock.GetUtcNow()), ct);
        if (!frame.IsOk)
        {
            return frame.Problem;
        }

        var received = await UploadedFile.ReceiveAsync(request.Content, UploadedFile.PlainName(request.FileName), RosterLimits.Sheet, ct);
        if (!received.IsOk)
        {
            return received.Problem;
        }

        var file = received.Value;
        var hash = Convert.ToHexStringLower(SHA256.HashData(file.Content));
        if (await SameAsync(db, actor, request.CoverageYear, hash, ct) is { } same)
        {
            return same;
        }

        var kept = await KeepAsync(db, actor, request.CoverageYear, file, hash, ct);
        if (kept.IsOk || kept.Problem is not Conflict)
        {
            return kept;
        }

        // The same file came in at the same time by another hand.
        await using var again = await tenantDb.OpenAsync(actor, ct);
        return await SameAsync(again, actor, request.CoverageYear, hash, ct) ?? kept;
    }

    private async Task<Result<UploadedContributions>> KeepAsync(TenantSession db, Actor actor, int year, UploadedFile file, string hash, CancellationToken ct)
    {
        await using var transaction = await db.BeginAsync(ct);
        if (await DataKeyBinding.BindAsync(db, key, ct) is { } wrongKey)
        {
            return wrongKey;
        }

        var batch = new ContributionBatchEntity { CoverageYear = year, FileName = file.Name, Sha256 = hash, Length = file.Content.Length, MadeBy = actor.UserId, MadeAt = clock.GetUtcNow() };
        db.Rows.Add(batch);
        using var vault = key.ContributionVaultFor(actor.TenantId);
        var saved = await db.SaveAsync(
            nameof(UploadContributions),
            () => $"contribution/{batch.Id}",
            new { batch.CoverageYear, batch.FileName, Sha256 = hash, batch.Length },
            async connection =>
            {
                using var content = new MemoryStream(file.Content, writable: false);
                await SealedFile.Contributions.WriteAsync(connection, vault, batch.Id, content, hash, ct);
                await JobQueue.AskAsync(connection, ContributionCheckJob.Name, batch.Id, ct);
            },
            ct);
        return saved.IsOk ? new UploadedContributions(batch.Id, true, "文件已上传，正在后台校验。") : saved.Problem;
    }

    private static async Task<Result<UploadedContributions>?> SameAsync(TenantSession db, Actor actor, int year, string hash, CancellationToken ct)
    {
        var same = await db.Rows.ContributionBatches.AsNoTracking().FirstOrDefaultAsync(
            batch => batch.CoverageYear == year && batch.Sha256 == hash
                && (batch.State == ContributionBatchState.Uploaded || batch.State == ContributionBatchState.Checking || batch.State == ContributionBatchState.Previewed || batch.State == ContributionBatchState.Committed),
            ct);
        if (same is null)
        {
            return null;
        }

        if (actor.RegionScope.Count > 0 && same.MadeBy != actor.UserId)
        {
            return new Conflict("同事已经上传过完全相同的文件，没有重复接收。");
        }

        var by = await db.Rows.Users.AsNoTracking().Where(user => user.Id == same.MadeBy).Select(user => user.DisplayName).SingleAsync(ct);
        return new UploadedContributions(same.Id, false, $"完全相同的文件已由 {by} 于 {ChinaTime.Text(same.MadeAt)} 上传，就是这一批（第 {same.Id} 批，{same.State.Chinese()}）。没有重复接收，数据没有变化。");
    }
}
