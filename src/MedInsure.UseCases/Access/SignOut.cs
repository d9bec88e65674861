using MedInsure.Persistence.Sessions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Access;

/// <summary>Ends this session; the person's other browsers stay signed in.</summary>
public sealed class SignOutHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task HandleAsync(SignedInPerson person, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(person);
        await using var db = await tenantDb.OpenAsync(person.Actor, ct);
        var session = await db.Rows.UserSessions.SingleOrDefaultAsync(one => one.Id == person.SessionId && one.UserId == person.Actor.UserId, ct);
        if (session is { EndedAt: null })
        {
            session.EndedAt = clock.GetUtcNow();
            await db.SaveAsync("SignOut", $"user/{person.Actor.UserId}", null, ct);
        }
    }
}
