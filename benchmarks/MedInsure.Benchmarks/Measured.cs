using System.Diagnostics;
using System.Globalization;

namespace MedInsure.Benchmarks;

/// <summary>One kind of work, timed several times in this process, with the most memory that the process held meanwhile.</summary>
/// <param name="Seconds">Median.</param>
/// <param name="PeakBytes">Of the process while the work ran, above what it held before.</param>
internal sealed record Measured(double Seconds, long PeakBytes)
{
    /// <summary>Of all processors together, median: what the work costs whoever else is busy on the machine.</summary>
    public double ProcessorSeconds { get; private init; }

    /// <param name="rounds">After one round that does not count, unless there is only one.</param>
    public static async Task<Measured> OfAsync(int rounds, Func<Task> work)
    {
        var times = new List<double>();
        var processor = new List<double>();
        using var self = Process.GetCurrentProcess();
        var peak = 0L;
        for (var round = rounds > 1 ? 0 : 1; round <= rounds; round++)
        {
            GC.Collect();
            using var ended = new CancellationTokenSource();
            var held = WatchAsync(ended.Token);
            self.Refresh();
            var (start, spent) = (Stopwatch.GetTimestamp(), self.TotalProcessorTime);
            await work();
            var took = Stopwatch.GetElapsedTime(start).TotalSeconds;
            self.Refresh();
            await ended.CancelAsync();
            if (round > 0)
            {
                times.Add(took);
                processor.Add((self.TotalProcessorTime - spent).TotalSeconds);
                peak = Math.Max(peak, await held);
            }
        }

        return new Measured(times.Order().ElementAt(times.Count / 2), peak) { ProcessorSeconds = processor.Order().ElementAt(processor.Count / 2) };
    }

    public string Line(string name, long rows) => string.Create(
        CultureInfo.InvariantCulture, $"{name,-28} {Seconds,9:F2} s {rows / Seconds,12:N0} rows/s   peak +{PeakBytes / 1048576.0,7:F0} MB");

    /// <summary>How fast this is beside a peer: 2 is twice as fast.</summary>
    public static string Ratio(string name, double ratio, double goal) => string.Create(CultureInfo.InvariantCulture, $"{name,-28} {ratio,9:F2} (goal {goal:0.##}){(ratio < goal ? "  MISSED" : "")}");

    private static async Task<long> WatchAsync(CancellationToken ct)
    {
        using var self = Process.GetCurrentProcess();
        self.Refresh();
        var (before, most) = (self.WorkingSet64, self.WorkingSet64);
        while (!ct.IsCancellationRequested)
        {
            await Task.Delay(10, CancellationToken.None).ConfigureAwait(false);
            self.Refresh();
            most = Math.Max(most, self.WorkingSet64);
        }

        return most - before;
    }
}
