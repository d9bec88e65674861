using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MedInsure.Persistence.Vaults;

/// <summary>
/// Uploaded files as the database holds them: AES-256-GCM in pieces of 1 MB under a key of the bureau. Each piece is bound to its batch, its number and whether it is the last,
/// so a file that was cut, put together otherwise or taken from another batch does not open. Not for several threads at once.
/// </summary>
public sealed class FileVault : IDisposable
{
    /// <summary>Bytes of a piece before it is sealed; the last one may be shorter.</summary>
    public const int ChunkLength = 1024 * 1024;

    /// <summary>Bytes that sealing adds: a random nonce of 12 before, a tag of 16 behind.</summary>
    public const int Overhead = NonceLength + TagLength;

    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly AesGcm aes;

    /// <param name="installationKey">32 random bytes that the installation keeps outside of the database.</param>
    /// <param name="purpose">Which files: those of one purpose do not open as those of another.</param>
    public FileVault(ReadOnlySpan<byte> installationKey, int tenantId, string purpose = "file")
    {
        if (installationKey.Length != IdentityVault.KeyLength)
        {
            throw new ArgumentException($"The installation's key has {IdentityVault.KeyLength} bytes.", nameof(installationKey));
        }

        Span<byte> key = stackalloc byte[IdentityVault.KeyLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, installationKey, key, [], Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"medinsure {purpose} {tenantId}")));
        aes = new AesGcm(key, TagLength);
        CryptographicOperations.ZeroMemory(key);
    }

    public byte[] Seal(long batch, int chunk, bool isLast, ReadOnlySpan<byte> plain)
    {
        if (plain.Length > ChunkLength)
        {
            throw new ArgumentException($"A piece has at most {ChunkLength} bytes.", nameof(plain));
        }

        var result = new byte[plain.Length + Overhead];
        var nonce = result.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        aes.Encrypt(nonce, plain, result.AsSpan(NonceLength, plain.Length), result.AsSpan(NonceLength + plain.Length), Place(batch, chunk, isLast));
        return result;
    }

    /// <exception cref="CryptographicException">The piece was sealed with another key or for another place, or was changed.</exception>
    public byte[] Open(long batch, int chunk, bool isLast, ReadOnlySpan<byte> sealedChunk)
    {
        if (sealedChunk.Length < Overhead)
        {
            throw new CryptographicException("A piece of a sealed file is too short.");
        }

        var plain = new byte[sealedChunk.Length - Overhead];
        aes.Decrypt(sealedChunk[..NonceLength], sealedChunk[NonceLength..^TagLength], sealedChunk[^TagLength..], plain, Place(batch, chunk, isLast));
        return plain;
    }

    public void Dispose() => aes.Dispose();

    private static byte[] Place(long batch, int chunk, bool isLast)
    {
        var place = new byte[13];
        BinaryPrimitives.WriteInt64BigEndian(place, batch);
        BinaryPrimitives.WriteInt32BigEndian(place.AsSpan(8), chunk);
        place[12] = isLast ? (byte)1 : (byte)0;
        return place;
    }
}
