using MedInsure.Persistence.Model;
using MedInsure.Rules.Access;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedInsure.Persistence.Sessions;

/// <summary>
/// The only door to the database. Whose rows are seen is an argument of the open call, never ambient and never changed afterwards;
/// contexts are not pooled. Safe for concurrent use; a session is not.
/// </summary>
public sealed class TenantDb
{
    private readonly NpgsqlDataSource dataSource;
    private readonly DbContextOptions<MedInsureContext> options;

    /// <exception cref="StartupRefusedException">The data source would keep one bureau's setting for the next.</exception>
    public TenantDb(NpgsqlDataSource dataSource)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ConnectionString.Check(dataSource.ConnectionString);
        this.dataSource = dataSource;
        options = new DbContextOptionsBuilder<MedInsureContext>()
            .UseNpgsql(dataSource)
            .AddInterceptors(TenantInterceptor.Instance)
            .Options;
    }

    /// <summary>A session of the person's bureau on one connection; dispose it at the end of the act.</summary>
    public Task<TenantSession> OpenAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return OpenAsync(actor.TenantId, actor.UserId, ct);
    }

    /// <summary>
    /// Before sign-in: the bureau is known from the form, the person is not. Acts that need a person's stamp fail in such a session.
    /// </summary>
    public Task<TenantSession> OpenBeforeSignInAsync(int tenantId, CancellationToken ct) => OpenAsync(tenantId, null, ct);

    /// <summary>The bureaus, for the sign-in form: reference data, readable without a tenant.</summary>
    public async Task<IReadOnlyList<Tenants.BureauEntity>> ListBureausAsync(CancellationToken ct)
    {
        await using var context = await ConnectAsync(0, null, ct);
        return await context.Bureaus.AsNoTracking().OrderBy(bureau => bureau.Id).ToListAsync(ct);
    }

    private async Task<TenantSession> OpenAsync(int tenantId, long? userId, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tenantId);
        return new TenantSession(await ConnectAsync(tenantId, userId, ct));
    }

    /// <summary>
    /// A context on an open connection. When the database was started again, all idle connections of the pool are dead: the first that is found so empties the pool, and a new one is made.
    /// </summary>
    private async Task<MedInsureContext> ConnectAsync(int tenantId, long? userId, CancellationToken ct)
    {
        for (var isAgain = false; ; isAgain = true)
        {
            var context = new MedInsureContext(options, tenantId, userId);
            try
            {
                await context.Database.OpenConnectionAsync(ct);
                return context;
            }
            catch (Exception e)
            {
                await context.DisposeAsync();
                if (isAgain || !IsLost(e))
                {
                    throw;
                }

                dataSource.Clear();
            }
        }
    }

    private static bool IsLost(Exception e) => e is NpgsqlException { IsTransient: true } || (e.InnerException is { } inner && IsLost(inner));
}
