using System.Collections.Concurrent;
using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Allocations;

/// <summary>
/// The rows of the runs that are on somebody's screen now. The result of a run never changes, so all who look at it share one copy, which goes
/// when the last of them leaves: a province's table is by far the largest thing that a page holds.
/// </summary>
internal static class SharedRows
{
    private const int Many = 256;

    private static readonly ConcurrentDictionary<string, WeakReference<IReadOnlyList<TableRow>>> OnScreen = new(StringComparer.Ordinal);

    /// <param name="key">Names bureau, run, result and the regions that the viewer may see; null shares nothing.</param>
    public static IReadOnlyList<TableRow> Of(string? key, Func<IReadOnlyList<TableRow>> make)
    {
        if (key is null)
        {
            return make();
        }

        if (OnScreen.TryGetValue(key, out var held) && held.TryGetTarget(out var rows))
        {
            return rows;
        }

        foreach (var gone in OnScreen.Count < Many ? [] : OnScreen.Where(entry => !entry.Value.TryGetTarget(out _)).Select(entry => entry.Key))
        {
            OnScreen.TryRemove(gone, out _);
        }

        var made = make();
        OnScreen[key] = new WeakReference<IReadOnlyList<TableRow>>(made);
        return made;
    }
}
