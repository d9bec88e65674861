using System.Globalization;
using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Rosters;

/// <summary>设定第二人确认比例. It holds for comparisons from now on; a batch that was compared before keeps the one that it was judged by.</summary>
/// <param name="Percent">As it was typed: a number from 1 to 50 with one decimal at most.</param>
/// <param name="Seen">Number of the rate that the person saw.</param>
public sealed record SetSecondLook(string Percent, string Reason, int Seen);

public sealed class SetSecondLookHandler(TenantDb tenantDb, TimeProvider clock)
{
    public const int LongestReason = 200;

    public async Task<Result<SecondLookRate>> HandleAsync(Actor actor, SetSecondLook request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        await using var db = await tenantDb.OpenAsync(actor, ct);
        if (SecondLookRates.ToSet(actor) is { } notAllowed)
        {
            return await RosterPermissions.RecordAsync(db, nameof(SetSecondLook), "second-look", notAllowed, ct);
        }

        var reason = request.Reason?.Trim() ?? "";
        var perMille = PerMilleOf(request.Percent);
        if (perMille is null || reason.Length is 0 or > LongestReason)
        {
            return new Refused(perMille is null ? $"比例请填 {RosterSecondLook.MinPerMille / 10} 到 {RosterSecondLook.MaxPerMille / 10} 之间的数，最多一位小数，例如 10 或 12.5。"
                : reason.Length == 0 ? "请写明设定的理由。" : $"理由请控制在 {LongestReason} 字以内。");
        }

        if (FreeText.Refusal(reason) is { } words)
        {
            return words;
        }

        var bureau = await db.Rows.Bureaus.AsNoTracking().SingleAsync(one => one.Id == actor.TenantId, ct);
        if (bureau.RootRegion is null)
        {
            return new NotFound($"{bureau.Name}不直接管理名单，比例由各省、市医疗保障局设定。");
        }

        var before = await SecondLookRates.InForceAsync(db, ct);
        if ((before?.Number ?? 0) != request.Seen)
        {
            return Overtaken;
        }

        if ((before?.PerMille ?? RosterSecondLook.DefaultPerMille) == perMille)
        {
            return new Refused($"现在的比例就是 {RosterSecondLook.Percent(perMille.Value)}，没有改变。");
        }

        var rate = new SecondLookRateEntity { Number = request.Seen + 1, PerMille = perMille.Value, Reason = reason, SetBy = actor.UserId, SetAt = clock.GetUtcNow() };
        db.Rows.Add(rate);
        var saved = await db.SaveAsync(
            nameof(SetSecondLook), "second-look", new { Before = before?.PerMille ?? RosterSecondLook.DefaultPerMille, After = rate.PerMille, IsDefaultBefore = before is null, Reason = reason }, ct);
        return saved.IsOk ? await SecondLookRates.ShownAsync(db, rate, ct) : saved.Problem is Conflict ? Overtaken : saved.Problem;
    }

    private static Conflict Overtaken => new("您看到之后，同事已经改过这个比例。请刷新后核对，再决定是否修改。");

    /// <summary>Thousandths, exactly; null for anything that is none or lies outside of the bounds.</summary>
    private static int? PerMilleOf(string? percent)
    {
        var plain = (percent ?? "").Trim().TrimEnd('%', '％').Trim();
        return plain.Length <= 6 && decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var said)
            && said * 10 == decimal.Truncate(said * 10) && said * 10 is >= RosterSecondLook.MinPerMille and <= RosterSecondLook.MaxPerMille
            ? decimal.ToInt32(said * 10)
            : null;
    }
}
