using System.Buffers.Binary;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Subsidies;

namespace MedInsure.Persistence.People;

/// <summary>An identity of a person with what belongs to it, as it came from the server: texts are UTF-8, the number is sealed. Holds until the next rows are read.</summary>
public readonly ref struct LedgerEntry
{
    /// <summary>Fields that are always there and always of the same length come first, each behind four bytes that say its length; see <c>ledger.sql</c>.</summary>
    private const int PlaceAt = 6;
    private const int PersonAt = PlaceAt + 12;
    private const int FromMonthAt = PersonAt + 12;
    private const int IdentifiedAt = FromMonthAt + 8;
    private const int IsNewAt = IdentifiedAt + 8;
    private const int NumberAt = IsNewAt + 5;
    private const int TextsAt = NumberAt + IdentityVault.SealedLength;

    private static readonly int Epoch = new DateOnly(2000, 1, 1).DayNumber;

    internal LedgerEntry(ReadOnlySpan<byte> tuple, bool hasContribution, bool hasEntitlement)
    {
        Identified = DateOnly.FromDayNumber(Epoch + BinaryPrimitives.ReadInt32BigEndian(tuple[IdentifiedAt..]));
        IsNew = tuple[IsNewAt] != 0;
        SealedNumber = tuple.Slice(NumberAt, IdentityVault.SealedLength);
        var rest = tuple[TextsAt..];
        Town = Next(ref rest);
        Village = Next(ref rest);
        Name = Next(ref rest);
        Category = Next(ref rest);
        Until = Number(Next(ref rest)) is { } until ? Month.AtIndex(until) : null;
        if (hasContribution)
        {
            ContributionFen = Number(Next(ref rest));
            PaidOn = Number(Next(ref rest)) is { } day ? DateOnly.FromDayNumber(Epoch + day) : null;
        }

        if (hasEntitlement)
        {
            State = Next(ref rest) is { Length: 2 } state ? (EntitlementState)BinaryPrimitives.ReadInt16BigEndian(state) : null;
            Choice = Number(Next(ref rest));
        }
    }

    public DateOnly Identified { get; }

    /// <summary>Null while it holds.</summary>
    public Month? Until { get; }

    public bool IsNew { get; }

    public ReadOnlySpan<byte> Town { get; }

    public ReadOnlySpan<byte> Village { get; }

    public ReadOnlySpan<byte> Name { get; }

    public ReadOnlySpan<byte> SealedNumber { get; }

    public ReadOnlySpan<byte> Category { get; }

    /// <summary>What was paid for the coverage year; null where nothing is recorded.</summary>
    public int? ContributionFen { get; }

    public DateOnly? PaidOn { get; }

    /// <summary>Null where the person was not judged yet.</summary>
    public EntitlementState? State { get; }

    /// <summary>In <see cref="LedgerReading.Choices"/>; null with the state.</summary>
    public int? Choice { get; }

    /// <summary>Rows of one place stand together, and places in the order of counties and towns.</summary>
    internal static long PlaceOf(ReadOnlySpan<byte> tuple) => BinaryPrimitives.ReadInt64BigEndian(tuple[PlaceAt..]);

    /// <summary>The order within a place: town, village, name, person, category, since when. Texts by their bytes, which is the order of their characters.</summary>
    internal static int Compare(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var left = one[TextsAt..];
        var right = other[TextsAt..];
        for (var text = 0; text < 3; text++)
        {
            if (Next(ref left).SequenceCompareTo(Next(ref right)) is not 0 and var order)
            {
                return order;
            }
        }

        // Persons and months are not negative: their bytes stand in their order.
        if (one.Slice(PersonAt, sizeof(long)).SequenceCompareTo(other.Slice(PersonAt, sizeof(long))) is not 0 and var person)
        {
            return person;
        }

        return Next(ref left).SequenceCompareTo(Next(ref right)) is not 0 and var category ? category : one.Slice(FromMonthAt, sizeof(int)).SequenceCompareTo(other.Slice(FromMonthAt, sizeof(int)));
    }

    /// <summary>The length of the tuple at the beginning of the bytes; 0 where it is not all there yet, -1 at the end of all tuples.</summary>
    internal static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(short))
        {
            return 0;
        }

        var fields = BinaryPrimitives.ReadInt16BigEndian(bytes);
        if (fields < 0)
        {
            return -1;
        }

        var length = sizeof(short);
        for (var field = 0; field < fields; field++)
        {
            if (bytes.Length < length + sizeof(int))
            {
                return 0;
            }

            length += sizeof(int) + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(bytes[length..]));
        }

        return bytes.Length < length ? 0 : length;
    }

    /// <summary>Takes the field at the front off; empty for NULL too, which no text of these is.</summary>
    private static ReadOnlySpan<byte> Next(scoped ref ReadOnlySpan<byte> rest)
    {
        var length = Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(rest));
        var field = rest.Slice(sizeof(int), length);
        rest = rest[(sizeof(int) + length)..];
        return field;
    }

    private static int? Number(ReadOnlySpan<byte> field) => field.IsEmpty ? null : BinaryPrimitives.ReadInt32BigEndian(field);
}
