using System.Security.Claims;
using MedInsure.Persistence.Sessions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Access;

/// <summary>
/// Asked for every cookie and, at least once a minute, for every circuit: is the session still open, not idle for 30 minutes, not older than 10 hours, is the
/// account as it was at sign-in? Null means no: the cookie goes, the circuit ends.
/// </summary>
public sealed class RevalidateSessionHandler(TenantDb tenantDb, TimeProvider clock)
{
    private static readonly TimeSpan Precision = TimeSpan.FromSeconds(30);

    /// <param name="activeAt">When the person last did something; a page that only stands open does not keep its session alive.</param>
    public async Task<ClaimsPrincipal?> HandleAsync(SignedInPerson person, DateTimeOffset activeAt, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(person);
        var now = clock.GetUtcNow();
        var me = person.Actor.UserId;
        await using var db = await tenantDb.OpenAsync(person.Actor, ct);
        var stamp = await db.Rows.Users.Where(user => user.Id == me && user.DisabledAt == null).Select(user => user.SecurityStamp).SingleOrDefaultAsync(ct);
        var session = await db.Rows.UserSessions.AsNoTracking().SingleOrDefaultAsync(one => one.Id == person.SessionId && one.UserId == me, ct);
        if (stamp != person.Stamp || session is null || session.EndedAt is not null || session.ExpiresAt <= now)
        {
            return null;
        }

        var seen = activeAt > session.LastSeenAt ? activeAt : session.LastSeenAt;
        if (now - seen > AccountRules.Idle)
        {
            return null;
        }

        if (seen - session.LastSeenAt >= Precision)
        {
            // A note of the clock, not an act: it leaves no audit row. The one place that may write past the audit (BanTests names it).
#pragma warning disable RS0030
            await db.Rows.UserSessions.Where(one => one.Id == person.SessionId).ExecuteUpdateAsync(set => set.SetProperty(one => one.LastSeenAt, seen), ct);
#pragma warning restore RS0030
        }

        return person.ToPrincipal();
    }
}
