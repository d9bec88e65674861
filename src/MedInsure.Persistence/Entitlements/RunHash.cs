using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MedInsure.Persistence.Entitlements;

/// <summary>
/// Hashes the rows of a run on their way to the database: byte for byte what <c>entitlement_digest.sql</c> makes of the rows that are kept, without reading them again. The order of the columns is that of its
/// records.
/// </summary>
internal sealed class RunHash : IDisposable
{
    private readonly Side wentIn = new();
    private readonly Side cameOut = new();
    private long last = long.MinValue;

    public long Count { get; private set; }

    /// <exception cref="InvalidOperationException">The persons do not come in the order of their ids.</exception>
    public void Add(long person, EntitlementAnswer answer)
    {
        if (person <= last)
        {
            throw new InvalidOperationException($"Person {person} comes behind {last}.");
        }

        if (Count > 0 && person >> 16 != last >> 16)
        {
            wentIn.EndBlock();
            cameOut.EndBlock();
        }

        wentIn.Add(person, answer.WentIn);
        cameOut.Add(person, answer.CameOut);
        (last, Count) = (person, Count + 1);
    }

    /// <summary>Of all rows. Nothing can be added afterwards.</summary>
    public EntitlementDigest Whole()
    {
        if (Count > 0)
        {
            wentIn.EndBlock();
            cameOut.EndBlock();
        }

        return new EntitlementDigest(wentIn.Whole(), cameOut.Whole());
    }

    public void Dispose()
    {
        wentIn.Dispose();
        cameOut.Dispose();
    }

    /// <summary>Records of five columns, the person first. Hashed block by block of the key, and the hashes of the blocks once more.</summary>
    private sealed class Side : IDisposable
    {
        private readonly IncrementalHash rows = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly IncrementalHash blocks = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly byte[] buffer = new byte[64 * 1024];
        private int used;

        public void Add(long person, byte[] columns)
        {
            if (used + RecordBytes.PersonLength + columns.Length > buffer.Length)
            {
                Flush();
            }

            RecordBytes.Person(buffer.AsSpan(used), person);
            columns.CopyTo(buffer.AsSpan(used + RecordBytes.PersonLength));
            used += RecordBytes.PersonLength + columns.Length;
        }

        public void EndBlock()
        {
            Flush();
            blocks.AppendData(rows.GetHashAndReset());
        }

        public string Whole() => Convert.ToHexStringLower(blocks.GetHashAndReset());

        public void Dispose()
        {
            rows.Dispose();
            blocks.Dispose();
        }

        private void Flush()
        {
            rows.AppendData(buffer, 0, used);
            used = 0;
        }
    }
}

/// <summary>Columns of a record as PostgreSQL sends them (<c>record_send</c>): the number of the type, the length or -1, and the value.</summary>
internal static class RecordBytes
{
    /// <summary>The count of a record's columns and its first one.</summary>
    public const int PersonLength = sizeof(int) + (2 * sizeof(int)) + sizeof(long);

    public static void Person(Span<byte> target, long id)
    {
        BinaryPrimitives.WriteInt32BigEndian(target, 5);
        BinaryPrimitives.WriteInt32BigEndian(target[4..], 20);
        BinaryPrimitives.WriteInt32BigEndian(target[8..], sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(target[12..], id);
    }

    public static byte[] SmallInteger(short value)
    {
        var bytes = new byte[sizeof(short)];
        BinaryPrimitives.WriteInt16BigEndian(bytes, value);
        return Column(21, bytes);
    }

    public static byte[] Integer(int? value) => Column(23, value is { } number ? Number(number) : null);

    public static byte[] Text(string value) => Column(25, Encoding.UTF8.GetBytes(value));

    private static byte[] Column(int type, byte[]? value) => [.. Number(type), .. Number(value?.Length ?? -1), .. value ?? []];

    private static byte[] Number(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
