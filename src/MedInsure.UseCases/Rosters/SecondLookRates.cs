using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.PolicyDrafts;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Rosters;

/// <summary>第二人确认比例 as it is shown.</summary>
/// <param name="Number">Counts the changes; 0 where the bureau has set none and the default holds.</param>
/// <param name="SetBy">Null for the default.</param>
public sealed record SecondLookRate(int Number, int PerMille, string? SetBy, DateTimeOffset? SetAt, string? Reason)
{
    public static SecondLookRate Default { get; } = new(0, RosterSecondLook.DefaultPerMille, null, null, null);

    public string Percent => RosterSecondLook.Percent(PerMille);
}

internal static class SecondLookRates
{
    /// <summary>The one that the next comparison is judged by; null for the default.</summary>
    public static Task<SecondLookRateEntity?> InForceAsync(TenantSession db, CancellationToken ct) => db.Rows.SecondLookRates.AsNoTracking().OrderByDescending(rate => rate.Number).FirstOrDefaultAsync(ct);

    /// <summary>The one that a batch was judged by.</summary>
    public static async Task<SecondLookRate> OfAsync(TenantSession db, RosterBatchEntity batch, CancellationToken ct) =>
        await ShownAsync(db, batch.SecondLookRateId is { } id ? await db.Rows.SecondLookRates.AsNoTracking().SingleAsync(rate => rate.Id == id, ct) : null, ct);

    public static async Task<SecondLookRate> ShownAsync(TenantSession db, SecondLookRateEntity? rate, CancellationToken ct) => rate is null
        ? SecondLookRate.Default
        : new SecondLookRate(rate.Number, rate.PerMille, await db.Rows.Users.AsNoTracking().Where(user => user.Id == rate.SetBy).Select(user => user.DisplayName).SingleAsync(ct), rate.SetAt, rate.Reason);

    /// <summary>The rate names no persons: whoever answers for the policy sees it as well as those who work with rosters.</summary>
    public static Problem? ToSee(Actor actor) =>
        RosterPermissions.ToSee(actor) is null || PolicyPermissions.ToWrite(actor) is null ? null : new NotAllowed("您的岗位不能查看第二人确认比例，请联系系统管理员核对岗位。");

    /// <summary>It binds those who bring rosters and those who confirm them, so neither of them sets it: whoever answers for the policy does, and not if he brings rosters as well.</summary>
    public static Problem? ToSet(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return PolicyPermissions.ToWrite(actor) is not null ? new NotAllowed("第二人确认比例由负责全机构的政策管理员设定，请由政策管理员办理。")
            : actor.Has(Role.Clerk | Role.Reviewer) ? new NotAllowed("您兼任经办或复核岗位，不能自己设定约束名单入库的比例，请由不兼任的政策管理员办理。")
            : null;
    }
}
