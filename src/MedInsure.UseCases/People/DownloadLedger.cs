using MedInsure.Persistence.People;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.People;

/// <summary>Hands an exported ledger to the person who made it, until it expires. Each time is recorded.</summary>
public sealed record DownloadLedger(long ExportId);

/// <param name="CopyToAsync">Opens the file piece by piece into the answer; to be called once.</param>
public sealed record LedgerDownload(string FileName, Func<Stream, CancellationToken, Task> CopyToAsync);

public sealed class DownloadLedgerHandler(TenantDb tenantDb, InstallationKey key, TimeProvider clock)
{
    public async Task<Result<LedgerDownload>> HandleAsync(Actor actor, DownloadLedger request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        await using var db = await tenantDb.OpenAsync(actor, ct);
        var export = await db.Rows.LedgerExports.AsNoTracking().SingleOrDefaultAsync(one => one.Id == request.ExportId && one.MadeBy == actor.UserId, ct);
        if (export is null)
        {
            return new NotFound("没有这份台账，或不是您导出的。请从台账导出页面下载。");
        }

        // With the powers of now: who has lost the role or the counties since exports anew.
        if ((PeoplePowers.Seeing(actor) ?? (export.HasFullNumbers ? PeoplePowers.Unmasking(actor) : null) ?? await DataKeyBinding.CheckAsync(db, key, ct)) is { } refusal)
        {
            return refusal;
        }

        if (ListLedgersHandler.StandingOf(export, clock.GetUtcNow()) != LedgerStanding.Ready)
        {
            return new Refused("这份台账没有完成或已经过期，请重新导出。");
        }

        var saved = await db.SaveAsync(nameof(DownloadLedger), $"ledger/{export.Id}", new { export.HasFullNumbers, export.Rows }, ct);
        return saved.IsOk ? new LedgerDownload($"专项台账{export.Month.ToText()}.xlsx", (target, stopping) => CopyAsync(actor, export.Id, target, stopping)) : saved.Problem;
    }

    private async Task CopyAsync(Actor actor, long export, Stream target, CancellationToken ct)
    {
        await using var db = await tenantDb.OpenAsync(actor, ct);
        using var vault = key.LedgerVaultFor(actor.TenantId);
        await StoredLedger.CopyToAsync(db.Connection, vault, export, target, ct);
    }
}
