using System.Globalization;

namespace MedInsure.Testing.Rosters;

/// <param name="Id">As the policies know it.</param>
/// <param name="Words">As offices write it; one of them stands in a row.</param>
/// <param name="Share">Weight among all rows.</param>
public sealed record InventedCategory(string Id, int Share, params IReadOnlyList<string> Words);

/// <param name="Slot">The identity: the same in every month, whatever is written about it.</param>
/// <param name="Written">The number as the file has it.</param>
/// <param name="Fault">What was done to the number.</param>
public readonly record struct InventedRow(
    long Slot, long Person, string Number, string Written, InventedFault Fault, string Name, InventedCategory Category, string Word, InventedCounty County, string Town, string Village, DateOnly Identified)
{
    public bool IsSound => (Fault & ~InventedFault.Sound) == InventedFault.None;
}

/// <summary>
/// A roster of any length, the same for the same seed: persons of real counties with invented names and numbers, eight in a hundred rows the second identity of somebody, one in a hundred with a number that
/// was written otherwise. Nothing is kept, so ten million rows cost no memory. Next month some have left, some came, some have moved house.
/// </summary>
public sealed record InventedRoster(long Rows, IReadOnlyList<InventedCounty> Counties, int Seed = 1)
{
    /// <summary>Of a hundred rows so many are persons, the others their second identities.</summary>
    private const int Persons = 92;

    /// <summary>By the notices of 2020 for 兰州, with the words that its offices use.</summary>
    public static IReadOnlyList<InventedCategory> LanzhouCategories { get; } =
    [
        new("registered-poor", 40, "农村建档立卡贫困人口", "建档立卡贫困人口", "贫困人口"),
        new("rural-subsistence-1", 8, "农村低保一类对象", "农村低保一类保障对象"),
        new("rural-subsistence-2", 15, "农村低保二类保障对象"),
        new("rural-subsistence-3", 12, "农村低保三类保障对象"),
        new("rural-subsistence-4", 6, "农村低保四类保障对象"),
        new("urban-subsistence-full", 6, "城市全额保障对象", "城市低保全额保障对象"),
        new("urban-subsistence-partial", 8, "城市低保差额保障对象"),
        new("extreme-poverty", 4, "特困人员"),
        new("orphan", 1, "孤儿"),
    ];

    public IReadOnlyList<InventedCategory> Categories { get; init; } = LanzhouCategories;

    /// <summary>The month of the roster; everybody was identified before it.</summary>
    public DateOnly Month { get; init; } = new(2020, 11, 1);

    /// <summary>How many months after the first: 0, or 1 for the roster that follows.</summary>
    public int Later { get; init; }

    /// <summary>Rows in a thousand whose number is written otherwise.</summary>
    public int Faulty { get; init; } = 10;

    public InventedFault Faults { get; init; } = InventedFault.AllButBlank;

    public static InventedRoster OfLanzhou(long rows, int seed = 1) => new(rows, InventedPlaces.CountiesOf("620100"), seed);

    /// <summary>Only what the notices of 2020 leave to civil affairs: the roster of that office.</summary>
    public InventedRoster OfCivilAffairs() => this with { Categories = [.. Categories.Where(category => category.Id != "registered-poor")] };

    /// <summary>The same persons with every number as it should be.</summary>
    public InventedRoster Mended() => this with { Faulty = 0 };

    /// <summary>Two in a hundred have left, two came, three live elsewhere.</summary>
    public InventedRoster NextMonth() => this with { Month = Month.AddMonths(1), Later = 1 };

    public IEnumerable<InventedRow> All()
    {
        if (Rows * 2 > InventedIdentity.Most)
        {
            throw new InvalidOperationException($"There are numbers for {InventedIdentity.Most / 2} rows.");
        }

        for (var slot = 0L; slot < Rows + (Later > 0 ? Rows / 50 : 0); slot++)
        {
            if (!HasLeft(slot))
            {
                yield return Of(slot);
            }
        }
    }

    /// <summary>Whether the identity is written in this month's roster.</summary>
    public bool Has(long slot) => slot < Rows + (Later > 0 ? Rows / 50 : 0) && !HasLeft(slot);

    public InventedRow Of(long slot)
    {
        var (person, second) = PersonOf(slot);
        var dice = Dice(person, 1);
        var more = Dice(person, 2);
        var county = Counties[(int)(dice % (ulong)Counties.Count)];
        var issued = more % 1_000 == 0 ? $"8{1 + (more / 1_000 % 3)}0000" : Counties[(int)(more % (ulong)Counties.Count)].Code.Replace('L', '9');
        var (category, word) = CategoryOf(person, second);
        var number = InventedIdentity.NumberOf(person, issued);
        var fault = FaultOf(slot);
        var moved = Later > 0 && HasMoved(person);
        return new InventedRow(
            slot, person, number, InventedIdentity.Written(number, fault), fault, InventedNames.Of(Dice(person, 3)), category, word, county, InventedPlaces.Town(dice >> 20),
            InventedPlaces.Village((dice >> 30) + (moved ? 1UL : 0)), new DateOnly(2016, 1, 1).AddDays((int)(Dice(slot, 4) % 1_700)));
    }

    internal bool HasMoved(long person) => Dice(person, 5) % 100 < 3;

    internal static (long Person, bool Second) PersonOf(long slot)
    {
        var (block, place) = Math.DivRem(slot, 100);
        return place < Persons ? ((block * Persons) + place, false) : ((block * Persons) + ((place - Persons) * 11), true);
    }

    private bool HasLeft(long slot) => Later > 0 && slot < Rows && Dice(slot, 6) % 100 < 2;

    private (InventedCategory, string) CategoryOf(long person, bool second)
    {
        var dice = Dice(person, 7);
        var left = (int)(dice % (ulong)Categories.Sum(category => category.Share));
        var first = 0;
        while (left >= Categories[first].Share)
        {
            left -= Categories[first++].Share;
        }

        var chosen = Categories[second ? (first + 1 + (int)((dice >> 32) % (ulong)(Categories.Count - 1))) % Categories.Count : first];
        return (chosen, chosen.Words[(int)((dice >> 16) % (ulong)chosen.Words.Count)]);
    }

    private InventedFault FaultOf(long slot)
    {
        var dice = Dice(slot, 8 + Later);
        if (dice % 1_000 >= (ulong)Faulty)
        {
            return InventedFault.None;
        }

        var kinds = Enum.GetValues<InventedFault>().Where(kind => int.IsPow2((int)kind) && Faults.HasFlag(kind)).ToList();
        return kinds[(int)((dice >> 20) % (ulong)kinds.Count)];
    }

    /// <summary>Random bits of a person or an identity, always the same (SplitMix64).</summary>
    private ulong Dice(long of, int about)
    {
        unchecked
        {
            var z = ((ulong)of * 0x9E3779B97F4A7C15UL) + ((ulong)Seed << 40) + ((ulong)about * 0xD1B54A32D192ED03UL);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rows} rows, {Counties.Count} counties, seed {Seed}, {Month:yyyy-MM}");
}
