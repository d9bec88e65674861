using MedInsure.Persistence.Access;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Shell;

/// <summary>行距: how close the rows of tables stand for a person, at whichever machine that person sits.</summary>
public enum TableDensity
{
    Standard,
    Compact,
}

/// <summary>Chooses a density for oneself.</summary>
public sealed record ChooseTableDensity(TableDensity Density);

/// <summary>The person's own choice; everybody signed in has one, whatever the role.</summary>
public sealed class TableDensityHandler(TenantDb tenantDb)
{
    private const string Key = "table-density";

    public async Task<TableDensity> HandleAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await tenantDb.OpenAsync(actor, ct);
        var kept = await db.Rows.UserPreferences.AsNoTracking().Where(one => one.UserId == actor.UserId && one.Key == Key).Select(one => one.Value).SingleOrDefaultAsync(ct);
        return Enum.TryParse<TableDensity>(kept, out var density) ? density : TableDensity.Standard;
    }

    public async Task<Result<TableDensity>> HandleAsync(Actor actor, ChooseTableDensity request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        await using var db = await tenantDb.OpenAsync(actor, ct);
        var kept = await db.Rows.UserPreferences.SingleOrDefaultAsync(one => one.UserId == actor.UserId && one.Key == Key, ct);
        if (kept is null)
        {
            db.Rows.Add(new UserPreferenceEntity { UserId = actor.UserId, Key = Key, Value = request.Density.ToString() });
        }
        else
        {
            kept.Value = request.Density.ToString();
        }

        var saved = await db.SaveAsync(nameof(ChooseTableDensity), $"user/{actor.UserId}", new { Density = request.Density.ToString() }, ct);
        return saved.IsOk ? request.Density : saved.Problem;
    }
}
