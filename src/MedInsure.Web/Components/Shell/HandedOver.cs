using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace MedInsure.Web.Components.Shell;

/// <summary>
/// What pages read while they were rendered, waiting for their circuits: under a random name that only the page carries (protected, in its state), given once, to the
/// same sign-in session, within <see cref="Longest"/>. Circuits that come later or after <see cref="Most"/> others, or to another instance of the program, read for themselves.
/// </summary>
public sealed class HandedOver : IDisposable
{
    public const int Most = 128;

    private readonly ConcurrentDictionary<string, Entry> waiting = new(StringComparer.Ordinal);
    private readonly TimeProvider clock;
    private readonly ITimer sweep;

    public HandedOver(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        this.clock = clock;
        sweep = clock.CreateTimer(_ => Sweep(), null, Longest, Longest);
    }

    public static TimeSpan Longest { get; } = TimeSpan.FromSeconds(15);

    public int Count => waiting.Count;

    public string Keep(Guid session, IReadOnlyDictionary<object, Task> reads)
    {
        if (waiting.Count >= Most)
        {
            Sweep();
        }

        while (waiting.Count >= Most && waiting.MinBy(entry => entry.Value.Until).Key is { } oldest)
        {
            waiting.TryRemove(oldest, out _);
        }

        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        waiting[id] = new Entry(session, clock.GetUtcNow() + Longest, reads);
        return id;
    }

    /// <summary>Empty when there is nothing, or nothing for this session.</summary>
    public IReadOnlyDictionary<object, Task> Take(string id, Guid session) =>
        waiting.TryRemove(id, out var entry) && entry.Session == session && entry.Until >= clock.GetUtcNow() ? entry.Reads : new Dictionary<object, Task>();

    public void Dispose() => sweep.Dispose();

    private void Sweep()
    {
        var now = clock.GetUtcNow();
        foreach (var (id, entry) in waiting)
        {
            if (entry.Until < now)
            {
                waiting.TryRemove(id, out _);
            }
        }
    }

    private sealed record Entry(Guid Session, DateTimeOffset Until, IReadOnlyDictionary<object, Task> Reads);
}
