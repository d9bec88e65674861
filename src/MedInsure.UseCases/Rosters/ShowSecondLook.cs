using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Rosters;

/// <summary>第二人确认比例 that holds now.</summary>
public sealed record ShowSecondLook;

/// <param name="MaySet">The person may change it.</param>
public sealed record SecondLookView(SecondLookRate Rate, bool MaySet);

public sealed class ShowSecondLookHandler(TenantDb tenantDb)
{
    public async Task<Result<SecondLookView>> HandleAsync(Actor actor, ShowSecondLook request, CancellationToken ct)
    {
        if (SecondLookRates.ToSee(actor) is { } notAllowed)
        {
            return notAllowed;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var bureau = await db.Rows.Bureaus.AsNoTracking().SingleAsync(one => one.Id == actor.TenantId, ct);
        if (bureau.RootRegion is null)
        {
            return new NotFound($"{bureau.Name}不直接管理名单，请由各省、市医疗保障局办理。");
        }

        return new SecondLookView(await SecondLookRates.ShownAsync(db, await SecondLookRates.InForceAsync(db, ct), ct), SecondLookRates.ToSet(actor) is null);
    }
}
