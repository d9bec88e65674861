using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Tenants;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Rosters;

/// <summary>What the rosters of a month are read by: the words, offices and counties of the bureau.</summary>
internal sealed record RosterBasis(BureauEntity Bureau, CategoryWords Categories, IReadOnlyList<string> Authorities, RosterPlaces Places)
{
    /// <summary>
    /// The policy is that of the month's year; before the bureau has published it, the newest one before (内部口径): rosters go on in January, and the policy of a year is published in its course.
    /// </summary>
    public static async Task<Result<RosterBasis>> ReadAsync(TenantSession db, Actor actor, Month month, DateOnly today, CancellationToken ct)
    {
        if (month.FirstDay > today)
        {
            return new Refused($"{month.ToText()}还没有到，不能上传那个月的名单。请核对名单月份。");
        }

        var year = await db.Rows.ReadablePolicyVersions.AsNoTracking()
            .Where(version => version.TenantId == actor.TenantId && version.State == PolicyState.Published && version.FundingYear <= month.Year)
            .MaxAsync(version => (int?)version.FundingYear, ct) ?? month.Year;
        var loaded = await PolicyChain.InForceAsync(db, year, ct);
        if (!loaded.IsOk)
        {
            return loaded.Problem;
        }

        var bureau = await db.Rows.Bureaus.AsNoTracking().SingleAsync(one => one.Id == actor.TenantId, ct);
        if (bureau.RootRegion is not { } root)
        {
            return new NotFound($"{bureau.Name}不直接管理名单，请由各省、市医疗保障局上传。");
        }

        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(month.Year), ct);
        var policy = new EffectivePolicy([.. loaded.Value.Select(stored => stored.Issued)], tree);
        var places = new RosterPlaces(tree, root, bureau.Name, actor);
        return places.Mine.Count == 0
            ? new NotAllowed($"您负责的地区（{string.Join("、", actor.RegionScope)}）中没有{bureau.Name}的县（市、区），请联系系统管理员核对。")
            : new RosterBasis(bureau, new CategoryWords(policy), RosterAuthorities.In(policy, month), places);
    }

    /// <summary>Why the person may not bring rosters; null when the person may.</summary>
    public static Problem? Refusal(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Has(Role.Clerk) ? null : new NotAllowed("名单由经办岗位上传，请联系本机构的经办人员办理。");
    }
}
