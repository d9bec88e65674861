using MedInsure.Persistence.People;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.People;

/// <summary>The person's own exports of the ledger, the newest first, and what can be chosen for a new one.</summary>
public sealed record ListLedgers(int Year);

/// <param name="MayUnmask">The person may have the numbers in full.</param>
public sealed record LedgerList(string BureauName, IReadOnlyList<LedgerRow> Rows, IReadOnlyList<Region> Counties, IReadOnlyList<KeyValuePair<string, string>> Categories, bool MayUnmask);

public enum LedgerStanding
{
    /// <summary>正在导出</summary>
    Working,

    /// <summary>可下载</summary>
    Ready,

    /// <summary>已过期</summary>
    Expired,

    /// <summary>未完成</summary>
    Failed,

    /// <summary>已取消</summary>
    Cancelled,
}

/// <param name="What">Counties and category in words.</param>
/// <param name="Sentence">Why it was not made; null otherwise.</param>
public sealed record LedgerRow(long Id, Month Month, string What, bool HasFullNumbers, LedgerStanding Standing, long Rows, long Length, DateTimeOffset MadeAt, DateTimeOffset? ExpiresAt, string? Sentence);

public sealed class ListLedgersHandler(TenantDb tenantDb, TimeProvider clock)
{
    private const int Most = 20;

    public async Task<Result<LedgerList>> HandleAsync(Actor actor, ListLedgers request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (PeoplePowers.Seeing(actor) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var read = await PeopleBasis.ReadAsync(db, actor, request.Year, ct);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        var (basis, now) = (read.Value, clock.GetUtcNow());
        var exports = await db.Rows.LedgerExports.AsNoTracking().Where(one => one.MadeBy == actor.UserId).OrderByDescending(one => one.Id).Take(Most).ToListAsync(ct);
        return new LedgerList(
            basis.BureauName,
            [
                .. exports.Select(one => new LedgerRow(
                    one.Id,
                    one.Month,
                    $"{(one.RegionCode is { } region ? basis.NameOf(region) : "全部县（市、区）")}，{(one.Category is { } category ? basis.NameOf(category) : "全部身份")}",
                    one.HasFullNumbers,
                    StandingOf(one, now),
                    one.Rows,
                    one.Length,
                    one.MadeAt,
                    one.ExpiresAt,
                    one.Sentence)),
            ],
            basis.Mine,
            [.. basis.Categories],
            PeoplePowers.Unmasking(actor) is null);
    }

    internal static LedgerStanding StandingOf(LedgerExportEntity export, DateTimeOffset now) => export.State switch
    {
        LedgerState.Asked => LedgerStanding.Working,
        LedgerState.Ready => export.ExpiresAt > now ? LedgerStanding.Ready : LedgerStanding.Expired,
        LedgerState.Cancelled => LedgerStanding.Cancelled,
        _ => LedgerStanding.Failed,
    };
}
