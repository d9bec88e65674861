using System.Globalization;
using Npgsql;

namespace MedInsure.Persistence.Jobs;

/// <summary>Rings when a bureau has work, whichever process asked for it. It hears the bureau's number and sees no row.</summary>
public sealed class JobBell(NpgsqlDataSource dataSource) : IAsyncDisposable
{
    private readonly HashSet<int> rung = [];
    private NpgsqlConnection? connection;

    /// <summary>The bureaus that rang since the last call; none when nobody did in that time. Whoever waits looks at every bureau now and then all the same: a ring while the connection was down is lost.</summary>
    public async Task<IReadOnlyCollection<int>> WaitAsync(TimeSpan atMost, CancellationToken ct)
    {
        if (connection is null)
        {
            var opened = await dataSource.OpenConnectionAsync(ct);
            opened.Notification += (_, note) => rung.Add(int.Parse(note.Payload, NumberStyles.None, CultureInfo.InvariantCulture));
            connection = opened;
            await using var listen = new NpgsqlCommand("LISTEN job", opened);
            await listen.ExecuteNonQueryAsync(ct);
        }

        try
        {
            if (rung.Count == 0)
            {
                await connection.WaitAsync(atMost, ct);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await DisposeAsync();
            throw;
        }

        int[] bureaus = [.. rung];
        rung.Clear();
        return bureaus;
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is { } open)
        {
            connection = null;
            await open.DisposeAsync();
        }
    }
}
