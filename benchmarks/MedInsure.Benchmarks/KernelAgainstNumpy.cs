using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;
using MedInsure.Testing;

namespace MedInsure.Benchmarks;

/// <summary>
/// <see cref="SubsidyTable.Decide"/> beside vectorised numpy (Debian's python3-numpy) on the same arrays in the same run; one thread each, medians of five. Both must agree on
/// every sum: <c>dotnet run --project benchmarks/MedInsure.Benchmarks -c Release -- kernel [PERSONS]</c>
/// </summary>
internal static class KernelAgainstNumpy
{
    private const int Rounds = 5;

    /// <summary>Debian's, with its python3-numpy.</summary>
    private const string Python = "/usr/bin/python3";

    public static int Run(int persons)
    {
        var policy = Lanzhou();
        var regions = policy.Regions.FundingUnitsOf(policy.Own.Root!.Value).Select(unit => unit.Code).ToList();
        var table = new SubsidyTable(policy, regions);
        var (classes, sets, paid) = People(table, regions, persons);
        var (difference, states) = (new int[persons], new EntitlementState[persons]);
        var times = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            table.Decide(classes, sets, paid, difference, states);
            if (round > 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        var ours = Summary(difference, states);
        var (numpy, theirs) = Numpy(table, regions, classes, sets, paid);
        var median = times.Order().ElementAt(Rounds / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"persons {persons:N0}, categories {table.Categories.Count}, classes of regions {regions.Select(table.ClassOf).Distinct().Count()}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"kernel  {persons / median / 1e6,8:F1} M persons/s"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"numpy   {persons / numpy / 1e6,8:F1} M persons/s"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio   {numpy / median,8:F1} (goal 10)"));
        Console.WriteLine(ours == theirs ? $"both say: {ours}" : $"THEY DIFFER: {ours} and {theirs}");
        return ours == theirs ? 0 : 1;
    }

    private static EffectivePolicy Lanzhou()
    {
        var tree = new RegionTree(
            File.ReadLines(Repository.PathOf("data", "regions.csv")).Skip(1).Select(line => line.Split(',')).Select(cells => new Region(
                new RegionCode(cells[0]),
                cells[1],
                Enum.Parse<RegionKind>(cells[2]),
                cells[3].Length == 0 ? null : new RegionCode(cells[3]),
                Enum.Parse<FiscalStatus>(cells[6]),
                bool.Parse(cells[7]))),
            new DateOnly(2020, 12, 31));
        var roots = new Dictionary<string, string?> { ["national"] = null, ["gansu"] = "620000", ["lanzhou"] = "620100" };
        return new EffectivePolicy(
            [.. roots.Select(bureau => PolicyJson.Read(File.ReadAllText(Repository.PathOf("policies", $"{bureau.Key}-2020.json"))).Value is var content
                ? new IssuedPolicy(bureau.Key, bureau.Key, bureau.Value is { } code ? new RegionCode(code) : null, 1, PolicyJson.Hash(content), content)
                : throw new InvalidOperationException())],
            tree);
    }

    /// <summary>Most have one identity, one in six two, one in a hundred three; a third was paid something before.</summary>
    private static (int[] Classes, int[] Sets, int[] Paid) People(SubsidyTable table, List<RegionCode> regions, int persons)
    {
        var random = new Random(20201231);
        var numbers = regions.ConvertAll(table.ClassOf);
        var (classes, sets, paid) = (new int[persons], new int[persons], new int[persons]);
        for (var i = 0; i < persons; i++)
        {
            classes[i] = numbers[random.Next(numbers.Count)];
            for (var identities = random.Next(100) switch { 0 => 3, < 17 => 2, _ => 1 }; identities > 0; identities--)
            {
                sets[i] |= 1 << random.Next(table.Categories.Count);
            }

            paid[i] = random.Next(9) switch { 0 => 100_00, 1 => 200_00, 2 => 280_00, _ => 0 };
        }

        return (classes, sets, paid);
    }

    private static (double Seconds, string Summary) Numpy(SubsidyTable table, List<RegionCode> regions, int[] classes, int[] sets, int[] paid)
    {
        var folder = Directory.CreateTempSubdirectory("medinsure-kernel-").FullName;
        try
        {
            var each = regions.Select(table.ClassOf).Distinct().Order().ToList();
            var choices = each.SelectMany(one => Enumerable.Range(0, table.Categories.Count).Select(bit => table.ChoiceOf(one, 1 << bit))).ToList();
            Write(folder, "classes", classes);
            Write(folder, "sets", sets);
            Write(folder, "paid", paid);
            Write(folder, "amounts", [.. choices.Select(choice => (int)(choice.Amount?.Fen ?? 0))]);
            Write(folder, "contributions", [.. each.Select(one => (int)table.ChoiceOf(one, 0).Contribution!.Value.Fen)]);
            File.WriteAllBytes(Path.Combine(folder, "open"), [.. choices.Select(choice => (byte)(choice.State == ChoiceState.Unknown ? 1 : 0))]);
            var start = new ProcessStartInfo(Python, [Repository.PathOf("benchmarks", "kernel.py"), folder, Text(sets.Length), Text(table.Categories.Count), Text(each.Count), Text(Rounds)])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            };
            using var python = Process.Start(start)!;
            var said = python.StandardOutput.ReadToEnd().Trim().Split(' ', 2);
            python.WaitForExit();
            return ((double)decimal.Parse(said[0], NumberStyles.Float, CultureInfo.InvariantCulture), said[1]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Summary(int[] difference, EntitlementState[] states)
    {
        var counts = new long[6];
        foreach (var state in states)
        {
            counts[(int)state]++;
        }

        return $"{Text(difference.Sum(fen => (long)fen))} {string.Join(' ', counts.Select(count => Text(count)))}";
    }

    private static void Write(string folder, string name, int[] values) => File.WriteAllBytes(Path.Combine(folder, name), MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
