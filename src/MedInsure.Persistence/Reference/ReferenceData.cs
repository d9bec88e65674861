using Npgsql;

namespace MedInsure.Persistence.Reference;

/// <summary>
/// The facts that every bureau shares (regions, bureaus) and Henan's pooling regions, from the files under <c>data/</c>, which are
/// part of the assembly. The owner loads them; loading again writes only what differs.
/// </summary>
internal static class ReferenceData
{
    public static async Task<ReferenceCounts> LoadAsync(NpgsqlConnection owner, CancellationToken ct)
    {
        await using var transaction = await owner.BeginTransactionAsync(ct);
        var regions = await LoadAsync(owner, "regions.csv", "load_regions.sql", ct);
        var bureaus = await LoadAsync(owner, "tenants.csv", "load_tenants.sql", ct);
        var pooling = await LoadAsync(owner, "pooling-henan-2020.csv", "load_pooling.sql", ct);
        await transaction.CommitAsync(ct);
        return new ReferenceCounts(regions, bureaus, pooling);
    }

    /// <summary>Copies the file into a temporary table named <c>loaded</c>, all of it text, and lets the script merge that.</summary>
    private static async Task<int> LoadAsync(NpgsqlConnection owner, string file, string script, CancellationToken ct)
    {
        var text = Read("data/" + file);
        var header = text[..text.IndexOf('\n', StringComparison.Ordinal)].Trim();
        await ExecuteAsync(owner, $"CREATE TEMP TABLE loaded ({string.Join(", ", header.Split(',').Select(column => column + " text"))}) ON COMMIT DROP", ct);
        await using (var copy = await owner.BeginTextImportAsync("COPY loaded FROM STDIN (FORMAT csv, HEADER match)", ct))
        {
            await copy.WriteAsync(text.AsMemory(), ct);
        }

        await ExecuteAsync(owner, Read("sql/" + script), ct);
        await using var count = new NpgsqlCommand("SELECT count(*)::int FROM loaded", owner);
        var rows = (int)(await count.ExecuteScalarAsync(ct))!;
        await ExecuteAsync(owner, "DROP TABLE loaded", ct);
        return rows;
    }

    private static async Task ExecuteAsync(NpgsqlConnection owner, string sql, CancellationToken ct)
    {
#pragma warning disable CA2100 // Every statement is a file of this assembly, or made of its header line.
        await using var command = new NpgsqlCommand(sql, owner);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string Read(string resource)
    {
        using var stream = typeof(ReferenceData).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"'{resource}' is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <param name="Regions">Rows of regions.csv.</param>
/// <param name="Bureaus">Rows of tenants.csv.</param>
/// <param name="PoolingMembers">Rows of the pooling files.</param>
public sealed record ReferenceCounts(int Regions, int Bureaus, int PoolingMembers);
