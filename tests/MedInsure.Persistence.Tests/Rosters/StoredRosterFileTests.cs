using System.Security.Cryptography;
using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Vaults;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Persistence.Tests.Rosters;

public sealed class StoredRosterFileTests(TestDatabase database) : IClassFixture<TestDatabase>, IDisposable
{
    private readonly FileVault vault = new([.. Enumerable.Range(1, IdentityVault.KeyLength).Select(i => (byte)i)], 5);

    public void Dispose() => vault.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(FileVault.ChunkLength, 1)]
    [InlineData(FileVault.ChunkLength + 1, 2)]
    [InlineData((FileVault.ChunkLength * 3) - 5, 3)]
    public async Task A_file_comes_back_as_it_was(int length, int pieces)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        await using var lanzhou = await OpenAsync();
        await using var transaction = await lanzhou.BeginTransactionAsync();
        var batch = await StoreAsync(lanzhou, bytes);
        Assert.Equal(pieces, await lanzhou.ScalarAsync<long>("SELECT count(*) FROM roster_file"));
        Assert.Equal(bytes, await ReadAsync(lanzhou, batch));
        Assert.Equal(0, await lanzhou.ScalarAsync<int>("SELECT max(position(decode($1, 'hex') in bytes)) FROM roster_file", length > 32 ? Convert.ToHexString(bytes.AsSpan(0, 32)) : "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"));
    }

    [Theory]
    [InlineData("DELETE FROM roster_file WHERE chunk = 2")]
    [InlineData("DELETE FROM roster_file WHERE chunk = 0")]
    [InlineData("DELETE FROM roster_file")]
    [InlineData("UPDATE roster_file SET chunk = CASE chunk WHEN 0 THEN 10 WHEN 1 THEN 0 END WHERE chunk < 2; UPDATE roster_file SET chunk = 1 WHERE chunk = 10")]
    [InlineData("UPDATE roster_file SET bytes = set_byte(bytes, 100, (get_byte(bytes, 100) + 1) % 256) WHERE chunk = 1")]
    public async Task A_file_that_somebody_cut_or_changed_does_not_open(string harm)
    {
        await using var superuser = await database.OpenSuperuserAsync();
        await using var transaction = await superuser.BeginTransactionAsync();
        await superuser.ExecuteAsync("SELECT set_config('app.tenant_id', '5', true), set_config('app.user_id', '9504', true)");
        var batch = await StoreAsync(superuser, RandomNumberGenerator.GetBytes((2 * FileVault.ChunkLength) + 100));
        await superuser.ExecuteAsync("SET LOCAL session_replication_role = replica");
        Assert.NotEqual(0, await superuser.ExecuteAsync(harm));
        await Assert.ThrowsAnyAsync<CryptographicException>(() => ReadAsync(superuser, batch));
    }

    [Fact]
    public async Task Another_file_than_the_batch_names_is_not_stored()
    {
        await using var lanzhou = await OpenAsync();
        await using var transaction = await lanzhou.BeginTransactionAsync();
        await Assert.ThrowsAsync<InvalidDataException>(() => StoreAsync(lanzhou, [1, 2, 3], new string('0', 64)));
    }

    private Task<NpgsqlConnection> OpenAsync() => database.OpenAppAsync(5, Some.FinanceOfficer(Bureau.Lanzhou).UserId);

    private async Task<byte[]> ReadAsync(NpgsqlConnection connection, long batch)
    {
        await using var file = await StoredRosterFile.OpenAsync(connection, vault, batch, default);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);

        // Again from the middle: the job reads a file as often as it needs.
        file.Position = bytes.Length / 2;
        var half = new byte[bytes.Length - (bytes.Length / 2)];
        await file.ReadExactlyAsync(half);
        Assert.Equal(bytes[(bytes.Length / 2)..], half);
        return bytes;
    }

    private async Task<long> StoreAsync(NpgsqlConnection connection, byte[] bytes, string? named = null)
    {
        var sha256 = named ?? Convert.ToHexStringLower(SHA256.HashData(bytes));
        var batch = await connection.ScalarAsync<long>(
            """
            INSERT INTO roster_batch (tenant_id, authority, kind, month, regions, file_name, sha256, length, rows, ok, failed, state, made_by, made_at)
            VALUES (5, '民政', 'Full', 24250, '{}', '甲.csv', $1, $2, 0, 0, 0, 'Uploaded', app.uid(), now()) RETURNING id
            """,
            sha256,
            (long)bytes.Length);
        using var file = new MemoryStream(bytes);
        await StoredRosterFile.WriteAsync(connection, vault, batch, file, sha256, default);
        return batch;
    }
}
