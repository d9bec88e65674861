using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Tenants;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Rosters;

/// <summary>What the rosters of a month are read by: the words, offices and counties of the bureau.</summary>
internal sealed record RosterBasis(BureauEntity Bureau, CategoryWords Categories, IReadOnlyList<string> Authorities, RosterPlaces Places)
{
    /// <summary>The offices whose roster holds a category, by its id.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> CategoriesOf { get; init; }

    /// <summary>Refuses a month to come, and a person or bureau without counties.</summary>
    public static async Task<Result<RosterBasis>> ReadAsync(TenantSession db, Actor actor, Month month, DateOnly today, CancellationToken ct)
    {
        if (month.FirstDay > today)
        {
            return new Refused($"{month.ToText()}还没有到，不能上传那个月的名单。请核对名单月份。");
        }

        var read = await PolicyAsync(db, month, ct);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        var bureau = await db.Rows.Bureaus.AsNoTracking().SingleAsync(one => one.Id == actor.TenantId, ct);
        if (bureau.RootRegion is not { } root)
        {
            return new NotFound($"{bureau.Name}不直接管理名单，请由各省、市医疗保障局上传。");
        }

        var (policy, tree) = read.Value;
        var places = new RosterPlaces(tree, root, bureau.Name, actor);
        return places.Mine.Count == 0
            ? new NotAllowed($"您负责的地区（{string.Join("、", actor.RegionScope)}）中没有{bureau.Name}的县（市、区），请联系系统管理员核对。")
            : new RosterBasis(bureau, new CategoryWords(policy), RosterAuthorities.In(policy, month), places) { CategoriesOf = RosterAuthorities.ByCategory(policy, month) };
    }

    /// <summary>
    /// The policy is that of the month's year; before the bureau has published it, the newest one before (内部口径): rosters go on in January, and the policy of a year is published in its course.
    /// </summary>
    public static async Task<Result<(EffectivePolicy Policy, RegionTree Tree)>> PolicyAsync(TenantSession db, Month month, CancellationToken ct)
    {
        var tenant = db.Rows.TenantId;
        var year = await db.Rows.ReadablePolicyVersions.AsNoTracking()
            .Where(version => version.TenantId == tenant && version.State == PolicyState.Published && version.FundingYear <= month.Year)
            .MaxAsync(version => (int?)version.FundingYear, ct) ?? month.Year;
        var loaded = await PolicyChain.InForceAsync(db, year, ct);
        if (!loaded.IsOk)
        {
            return loaded.Problem;
        }

        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(month.Year), ct);
        return (new EffectivePolicy([.. loaded.Value.Select(stored => stored.Issued)], tree), tree);
    }

    /// <summary>Why the office keeps no roster in the month; null when it does.</summary>
    public Problem? Unknown(string authority, Month month) => Authorities.Contains(authority, StringComparer.Ordinal)
        ? null
        : new Refused(Authorities.Count == 0
            ? $"{month.ToText()}的政策没有登记名单部门，请政策管理员在资助对象类别中补上“名单由谁认定”。"
            : $"{month.ToText()}的政策没有名单部门“{authority}”，请选择{string.Join("、", Authorities)}之一，或请政策管理员登记。");

    /// <summary>Why the person may not bring rosters; null when the person may.</summary>
    public static Problem? Refusal(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Has(Role.Clerk) ? null : new NotAllowed("名单由经办岗位上传，请联系本机构的经办人员办理。");
    }
}
