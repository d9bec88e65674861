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
    private readonly DbContextOptions<MedInsureContext> options;

    /// <exception cref="StartupRefusedException">The data source would keep one bureau's setting for the next.</exception>
    public TenantDb(NpgsqlDataSource dataSource)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ConnectionString.Check(dataSource.ConnectionString);
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
        await using var context = new MedInsureContext(options, 0, null);
        return await context.Bureaus.AsNoTracking().OrderBy(bureau => bureau.Id).ToListAsync(ct);
    }

    private async Task<TenantSession> OpenAsync(int tenantId, long? userId, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tenantId);
        var context = new MedInsureContext(options, tenantId, userId);
        try
        {
            await context.Database.OpenConnectionAsync(ct);
        }
        catch
        {
            await context.DisposeAsync();
            throw;
        }

        return new TenantSession(context);
    }
}
