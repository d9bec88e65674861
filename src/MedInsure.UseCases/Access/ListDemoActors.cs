using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Access;

/// <summary>The demo accounts as actors, for seeding through the use cases: maker and checker are different people there too.</summary>
public sealed class ListDemoActorsHandler(TenantDb tenantDb)
{
    public async Task<IReadOnlyList<DemoActor>> HandleAsync(CancellationToken ct)
    {
        var actors = new List<DemoActor>();
        foreach (var bureau in await tenantDb.ListBureausAsync(ct))
        {
            await using var db = await tenantDb.OpenBeforeSignInAsync(bureau.Id, ct);
            var users = await db.Rows.Users.AsNoTracking().Include(user => user.Roles).Where(user => user.IsDemo && user.DisabledAt == null).ToListAsync(ct);
            actors.AddRange(users.Select(user => new DemoActor(
                bureau.Code,
                user.UserName,
                new Actor(bureau.Id, bureau.Code, user.Id, user.DisplayName, user.Roles.Aggregate(Role.None, (all, one) => all | one.Role), []))));
        }

        return actors;
    }
}

/// <param name="UserName">As in <see cref="SeedDemoUsersHandler.People"/>: "zhengce" writes a policy, "fuhe" reviews it.</param>
public sealed record DemoActor(string BureauCode, string UserName, Actor Actor);
