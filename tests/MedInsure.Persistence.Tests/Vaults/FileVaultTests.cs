using System.Security.Cryptography;
using MedInsure.Persistence.Vaults;

namespace MedInsure.Persistence.Tests.Vaults;

public sealed class FileVaultTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, IdentityVault.KeyLength).Select(i => (byte)i)];
    private static readonly byte[] Plain = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i % 251))];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    public void What_is_sealed_opens_again(int length)
    {
        using var vault = new FileVault(Key, 5);
        var piece = vault.Seal(17, 3, false, Plain.AsSpan(0, length));
        Assert.Equal(length + FileVault.Overhead, piece.Length);
        Assert.Equal(Plain[..length], vault.Open(17, 3, false, piece));
        Assert.NotEqual(piece, vault.Seal(17, 3, false, Plain.AsSpan(0, length)));
    }

    [Fact]
    public void A_piece_opens_in_its_own_place_only()
    {
        using var vault = new FileVault(Key, 5);
        var piece = vault.Seal(17, 3, false, Plain);
        Assert.ThrowsAny<CryptographicException>(() => vault.Open(18, 3, false, piece)); // another batch
        Assert.ThrowsAny<CryptographicException>(() => vault.Open(17, 2, false, piece)); // another place
        Assert.ThrowsAny<CryptographicException>(() => vault.Open(17, 3, true, piece)); // what followed was cut off
        using var neighbour = new FileVault(Key, 4);
        using var stranger = new FileVault([.. Key.Reverse()], 5);
        Assert.ThrowsAny<CryptographicException>(() => neighbour.Open(17, 3, false, piece));
        Assert.ThrowsAny<CryptographicException>(() => stranger.Open(17, 3, false, piece));
    }

    [Fact]
    public void A_changed_or_shortened_piece_does_not_open()
    {
        using var vault = new FileVault(Key, 5);
        var piece = vault.Seal(17, 0, true, Plain.AsSpan(0, 40));
        for (var i = 0; i < piece.Length; i++)
        {
            var changed = piece.ToArray();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => vault.Open(17, 0, true, changed));
            Assert.ThrowsAny<CryptographicException>(() => vault.Open(17, 0, true, piece.AsSpan(0, i)));
        }

        Assert.Throws<ArgumentException>(() => vault.Seal(1, 0, true, new byte[FileVault.ChunkLength + 1]));
        Assert.Throws<ArgumentException>(() => new FileVault(Key.AsSpan(0, 16), 5));
    }
}
