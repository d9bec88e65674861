using System.Security.Cryptography;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Rosters;

namespace MedInsure.Persistence.Tests.Vaults;

/// <summary>The numbers are made by the test: sequences 000 to 999 of one day.</summary>
public sealed class IdentityVaultTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, IdentityVault.KeyLength).Select(i => (byte)i)];

    private static string Number(int sequence)
    {
        var first = $"62012319900228{sequence:000}";
        return first + IdentityNumber.CheckDigitOf(first);
    }

    private static IdentityNumber Read(string text)
    {
        Assert.Equal(IdentityNumberFault.None, IdentityNumber.Read(text, new DateOnly(2020, 12, 31), out var number));
        return number;
    }

    [Fact]
    public void What_is_sealed_opens_again_and_one_number_is_always_the_same_bytes()
    {
        using var vault = new IdentityVault(Key, 5);
        using var again = new IdentityVault(Key, 5);
        for (var i = 0; i < 1000; i++)
        {
            var number = Read(Number(i));
            var bytes = vault.Seal(number);
            Assert.Equal(bytes, again.Seal(number));
            Assert.Equal(number, again.Open(bytes));
        }

        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(i => Convert.ToHexString(vault.Seal(Read(Number(i))))).Distinct().Count());
    }

    [Fact]
    public void Many_are_sealed_as_one_by_one()
    {
        using var vault = new IdentityVault(Key, 5);
        var numbers = Enumerable.Range(0, 9000).Select(i => Number(i % 1000)).ToList();
        var bytes = new byte[numbers.Count * IdentityVault.SealedLength];
        vault.SealMany(string.Concat(numbers), bytes);
        for (var i = 0; i < numbers.Count; i++)
        {
            Assert.True(bytes.AsSpan(i * IdentityVault.SealedLength, IdentityVault.SealedLength).SequenceEqual(vault.Seal(Read(numbers[i]))));
        }

        var opened = new byte[numbers.Count * 18];
        vault.OpenMany(bytes, opened);
        Assert.Equal(string.Concat(numbers), System.Text.Encoding.ASCII.GetString(opened));
        bytes[^1] ^= 1;
        Assert.Throws<CryptographicException>(() => vault.OpenMany(bytes, opened));
        Assert.Throws<ArgumentException>(() => vault.OpenMany(bytes.AsSpan(1), opened));
        Assert.Throws<ArgumentException>(() => vault.OpenMany(bytes, opened.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => vault.SealMany("123", new byte[16]));
        Assert.Throws<ArgumentException>(() => vault.SealMany(numbers[0], new byte[15]));
    }

    [Fact]
    public void Another_bureau_another_key_and_a_changed_byte_open_nothing()
    {
        using var vault = new IdentityVault(Key, 5);
        var bytes = vault.Seal(Read(Number(7)));
        using var neighbour = new IdentityVault(Key, 4);
        using var stranger = new IdentityVault([.. Key.Reverse()], 5);
        Assert.NotEqual(bytes, neighbour.Seal(Read(Number(7))));
        Assert.Throws<CryptographicException>(() => neighbour.Open(bytes));
        Assert.Throws<CryptographicException>(() => stranger.Open(bytes));
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 1;
            Assert.Throws<CryptographicException>(() => vault.Open(changed));
        }

        Assert.Throws<CryptographicException>(() => vault.Open(bytes.AsSpan(0, 15)));
        Assert.Throws<ArgumentException>(() => new IdentityVault(Key.AsSpan(0, 16), 5));
        Assert.DoesNotContain("19900228", Convert.ToHexString(bytes), StringComparison.Ordinal);
    }
}
