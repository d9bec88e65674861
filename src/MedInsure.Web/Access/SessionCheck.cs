using System.Collections.Concurrent;
using MedInsure.UseCases.Access;

namespace MedInsure.Web.Access;

/// <summary>
/// Whether a cookie's session is still open. The database is asked once in ten seconds for a session, so that the dozen requests of one page ask once;
/// a sign-out here counts at once.
/// </summary>
public sealed class SessionCheck(RevalidateSessionHandler revalidate, TimeProvider clock)
{
    private const int Most = 20_000;
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> asked = new();

    public async Task<bool> IsOpenAsync(SignedInPerson person, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(person);
        var now = clock.GetUtcNow();
        if (asked.TryGetValue(person.SessionId, out var at) && now - at < Trusted)
        {
            return true;
        }

        if (await revalidate.HandleAsync(person, now, ct) is null)
        {
            asked.TryRemove(person.SessionId, out _);
            return false;
        }

        if (asked.Count >= Most)
        {
            asked.Clear();
        }

        asked[person.SessionId] = now;
        return true;
    }

    public void Forget(Guid sessionId) => asked.TryRemove(sessionId, out _);
}
