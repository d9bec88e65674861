using System.Buffers.Binary;
using MedInsure.Persistence.Vaults;

namespace MedInsure.Persistence.Rosters;

/// <summary>
/// Sound rows as the bytes of PostgreSQL's binary COPY, for rosters of millions: the texts go through as the UTF-8 that the file had, and numbers are sealed a thousand at a time. Rows that cancel do not come
/// this way. The order of the columns is that of <see cref="RosterStaging"/>.
/// </summary>
public sealed class RosterCopy
{
    private const int Batch = 1024;

    /// <summary>More than a row of the longest texts needs.</summary>
    private const int MostOfARow = 2048;

    private static readonly int Epoch = new DateOnly(2000, 1, 1).DayNumber;

    private readonly byte[] buffer = new byte[Batch * 512 + MostOfARow];
    private readonly int[] places = new int[Batch];
    private readonly ulong[] numbers = new ulong[Batch];
    private readonly byte[] sealedNumbers = new byte[Batch * IdentityVault.SealedLength];
    private readonly Stream copy;
    private readonly IdentityVault vault;
    private int rows;
    private int used;

    /// <param name="copy">As the connection gives it for a raw binary COPY.</param>
    public RosterCopy(Stream copy, IdentityVault vault)
    {
        (this.copy, this.vault) = (copy, vault);
        Signature.CopyTo(buffer);
        used = Signature.Length + (2 * sizeof(int));
    }

    /// <summary>Of the format; no flags and no extension follow it.</summary>
    private static ReadOnlySpan<byte> Signature => [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0];

    /// <param name="first17">The number without its check digit.</param>
    public void Add(
        int rowNumber, ulong first17, ReadOnlySpan<byte> name, ReadOnlySpan<byte> region, ReadOnlySpan<byte> town, ReadOnlySpan<byte> village, DateOnly born, ReadOnlySpan<byte> category, DateOnly identified)
    {
        if (rows == Batch || used + MostOfARow > buffer.Length)
        {
            Flush();
        }

        BinaryPrimitives.WriteInt16BigEndian(buffer.AsSpan(used), 11);
        used += 2;
        Int(rowNumber);
        Length(IdentityVault.SealedLength);
        (places[rows], numbers[rows]) = (used, first17);
        rows++;
        used += IdentityVault.SealedLength;
        Bytes(name);
        Bytes(region);
        Bytes(town);
        Bytes(village);
        Int(born.DayNumber - Epoch);
        Bytes(category);
        Int(identified.DayNumber - Epoch);
        Length(1);
        buffer[used++] = 0;
        Length(-1);
    }

    /// <summary>Ends the copy; the stream is the caller's to close.</summary>
    public void Complete()
    {
        Flush();
        BinaryPrimitives.WriteInt16BigEndian(buffer, -1);
        copy.Write(buffer, 0, 2);
    }

    private void Int(int value)
    {
        Length(sizeof(int));
        Length(value);
    }

    private void Length(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(used), value);
        used += sizeof(int);
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        Length(bytes.Length);
        bytes.CopyTo(buffer.AsSpan(used));
        used += bytes.Length;
    }

    private void Flush()
    {
        vault.SealMany(numbers.AsSpan(0, rows), sealedNumbers.AsSpan(0, rows * IdentityVault.SealedLength));
        for (var i = 0; i < rows; i++)
        {
            sealedNumbers.AsSpan(i * IdentityVault.SealedLength, IdentityVault.SealedLength).CopyTo(buffer.AsSpan(places[i]));
        }

        copy.Write(buffer, 0, used);
        (rows, used) = (0, 0);
    }
}
