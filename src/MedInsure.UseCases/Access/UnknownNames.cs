using System.Collections.Concurrent;

namespace MedInsure.UseCases.Access;

/// <summary>
/// Counts failures for names that no account has, so that such a name is "locked" after as many tries as a real one and the answer does not tell which
/// names exist. In memory and bounded: forgetting one costs nothing.
/// </summary>
public sealed class UnknownNames(TimeProvider clock)
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<(int Tenant, string Name), (int Failures, DateTimeOffset Until)> seen = new();

    /// <summary>Counts one more failure; true when the name was locked before it.</summary>
    internal bool Fail(int tenant, string name)
    {
        var now = clock.GetUtcNow();
        var key = (tenant, name);
        if (seen.TryGetValue(key, out var before) && before.Failures >= AccountRules.FailuresBeforeLock && before.Until > now)
        {
            return true;
        }

        if (seen.Count >= Most)
        {
            seen.Clear();
        }

        seen.AddOrUpdate(key, (1, now + AccountRules.Lock), (_, old) => ((old.Failures % AccountRules.FailuresBeforeLock) + 1, now + AccountRules.Lock));
        return false;
    }
}
