using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Tenants;
using MedInsure.Rules.Access;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Jobs;

/// <summary>The person whose work is done in the background, with the powers of now and not of when it was asked for.</summary>
internal static class JobActor
{
    /// <summary>Null when the account is closed.</summary>
    public static async Task<Actor?> ReadAsync(TenantDb tenantDb, BureauEntity bureau, long userId, CancellationToken ct)
    {
        await using var db = await tenantDb.OpenBeforeSignInAsync(bureau.Id, ct);
        var user = await db.Rows.Users.AsNoTracking().Include(one => one.Roles).Include(one => one.Regions).SingleOrDefaultAsync(one => one.Id == userId && one.DisabledAt == null, ct);
        return user is null
            ? null
            : new Actor(bureau.Id, bureau.Code, user.Id, user.DisplayName, user.Roles.Aggregate(Role.None, (all, one) => all | one.Role), [.. user.Regions.Select(region => region.RegionCode)]);
    }
}
