using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using MedInsure.Rules.Rosters;

namespace MedInsure.Persistence.Vaults;

/// <summary>
/// Numbers of identity cards as the database holds them: one AES-256 block each, under a key of the bureau that is derived from the installation's and stands nowhere in the database. A number has one
/// block, so the column is searched by equality and kept unique without being read; see docs/adr/0013. Not for several threads at once.
/// </summary>
public sealed class IdentityVault : IDisposable
{
    /// <summary>Bytes of a sealed number.</summary>
    public const int SealedLength = 16;

    /// <summary>Bytes of the installation's key.</summary>
    public const int KeyLength = 32;

    private const string CannotBeOpened = "The number of the identity card cannot be opened: it was sealed with another key or was changed.";

    private readonly Aes aes;
    private readonly byte[] blocks = new byte[SealedLength * 4096];

    /// <param name="installationKey">32 random bytes that the installation keeps outside of the database.</param>
    public IdentityVault(ReadOnlySpan<byte> installationKey, int tenantId)
    {
        if (installationKey.Length != KeyLength)
        {
            throw new ArgumentException($"The installation's key has {KeyLength} bytes.", nameof(installationKey));
        }

        Span<byte> key = stackalloc byte[KeyLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, installationKey, key, [], System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"medinsure identity {tenantId}")));
        aes = Aes.Create();
        aes.SetKey(key);
        CryptographicOperations.ZeroMemory(key);
    }

    public byte[] Seal(IdentityNumber number)
    {
        var block = new byte[SealedLength];
        Write(number.Value, block);
        Encrypt(block, block);
        return block;
    }

    /// <summary>Seals many numbers that were checked: 18 characters each, one behind the other.</summary>
    /// <param name="sealedNumbers">16 bytes a number, in the same order.</param>
    public void SealMany(ReadOnlySpan<char> numbers, Span<byte> sealedNumbers)
    {
        var count = numbers.Length / IdentityNumber.Length;
        if (count * IdentityNumber.Length != numbers.Length || sealedNumbers.Length != count * SealedLength)
        {
            throw new ArgumentException("A number has 18 characters and becomes 16 bytes.", nameof(numbers));
        }

        for (var done = 0; done < count;)
        {
            var part = Math.Min(count - done, blocks.Length / SealedLength);
            for (var i = 0; i < part; i++)
            {
                Write(numbers.Slice((done + i) * IdentityNumber.Length, IdentityNumber.Length), blocks.AsSpan(i * SealedLength, SealedLength));
            }

            Encrypt(blocks.AsSpan(0, part * SealedLength), sealedNumbers.Slice(done * SealedLength, part * SealedLength));
            done += part;
        }
    }

    /// <summary>The same for numbers that were read as figures: 17 digits, the check digit follows from them.</summary>
    public void SealMany(ReadOnlySpan<ulong> first17, Span<byte> sealedNumbers)
    {
        if (sealedNumbers.Length != first17.Length * SealedLength)
        {
            throw new ArgumentException("A number becomes 16 bytes.", nameof(sealedNumbers));
        }

        for (var i = 0; i < first17.Length; i++)
        {
            var block = sealedNumbers.Slice(i * SealedLength, SealedLength);
            BinaryPrimitives.WriteUInt64BigEndian(block, first17[i]);
            block[8..].Clear();
        }

        Encrypt(sealedNumbers, sealedNumbers);
    }

    /// <exception cref="CryptographicException">The bytes were not sealed with this bureau's key, or were changed.</exception>
    public IdentityNumber Open(ReadOnlySpan<byte> sealedNumber)
    {
        Span<char> digits = stackalloc char[IdentityNumber.Length];
        Open(sealedNumber, digits);
        return IdentityNumber.Stored(digits);
    }

    /// <summary>The number's 18 characters into the caller's own space: the way of bulk exports, without an allocation.</summary>
    /// <exception cref="CryptographicException">As above.</exception>
    public void Open(ReadOnlySpan<byte> sealedNumber, Span<char> number)
    {
        Span<byte> block = stackalloc byte[SealedLength];
#pragma warning disable CA5358 // One block that occurs once: there is no mode to choose. See the class.
        if (sealedNumber.Length != SealedLength || aes.DecryptEcb(sealedNumber, block, PaddingMode.None) != SealedLength)
#pragma warning restore CA5358
        {
            throw new CryptographicException(CannotBeOpened);
        }

        Read(block, number);
    }

    /// <summary>Opens many numbers, one behind the other.</summary>
    /// <param name="numbers">18 characters a number, in ASCII and in the same order.</param>
    /// <exception cref="CryptographicException">One of them was not sealed with this bureau's key, or was changed.</exception>
    public void OpenMany(ReadOnlySpan<byte> sealedNumbers, Span<byte> numbers)
    {
        var count = sealedNumbers.Length / SealedLength;
        if (count * SealedLength != sealedNumbers.Length || numbers.Length != count * IdentityNumber.Length)
        {
            throw new ArgumentException("16 bytes become a number of 18 characters.", nameof(numbers));
        }

        Span<char> number = stackalloc char[IdentityNumber.Length];
        for (var done = 0; done < count;)
        {
            var part = Math.Min(count - done, blocks.Length / SealedLength);
#pragma warning disable CA5358 // Independent blocks that each occur once: there is no mode to choose. See the class.
            aes.DecryptEcb(sealedNumbers.Slice(done * SealedLength, part * SealedLength), blocks, PaddingMode.None);
#pragma warning restore CA5358
            for (var i = 0; i < part; i++)
            {
                Read(blocks.AsSpan(i * SealedLength, SealedLength), number);
                System.Text.Ascii.FromUtf16(number, numbers.Slice((done + i) * IdentityNumber.Length, IdentityNumber.Length), out _);
            }

            done += part;
        }
    }

    public void Dispose() => aes.Dispose();

    private static void Read(ReadOnlySpan<byte> block, Span<char> number)
    {
        if (block[8..].IndexOfAnyExcept((byte)0) >= 0)
        {
            throw new CryptographicException(CannotBeOpened);
        }

        BinaryPrimitives.ReadUInt64BigEndian(block).TryFormat(number, out _, "00000000000000000", CultureInfo.InvariantCulture);
        number[17] = IdentityNumber.CheckDigitOf(number);
    }

    private static void Write(ReadOnlySpan<char> number, Span<byte> block)
    {
        BinaryPrimitives.WriteUInt64BigEndian(block, ulong.Parse(number[..17], NumberStyles.None, CultureInfo.InvariantCulture));
        block[8..].Clear();
    }

    private void Encrypt(ReadOnlySpan<byte> plain, Span<byte> cipher)
    {
#pragma warning disable CA5358 // Independent blocks that each occur once: there is no mode to choose. See the class.
        aes.EncryptEcb(plain, cipher, PaddingMode.None);
#pragma warning restore CA5358
    }
}
