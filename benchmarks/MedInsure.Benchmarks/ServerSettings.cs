using MedInsure.Testing.Databases;

namespace MedInsure.Benchmarks;

/// <summary>What the figures of a run depend on: settings of the server on which both the program and its peer work.</summary>
internal static class ServerSettings
{
    private static readonly string[] Shown = ["server_version", "shared_buffers", "max_wal_size", "checkpoint_timeout", "wal_compression", "fsync"];

    public static async Task PrintAsync(TestDatabase database)
    {
        await using var superuser = await database.OpenSuperuserAsync();
        var values = await superuser.ColumnAsync("SELECT name || ' ' || current_setting(name) FROM unnest($1::text[]) WITH ORDINALITY AS s (name, place) ORDER BY place", (object)Shown);
        Console.WriteLine(string.Join(", ", values));
    }
}
