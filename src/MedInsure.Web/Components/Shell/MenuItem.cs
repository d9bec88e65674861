using MedInsure.Rules.Access;
using MedInsure.UseCases.Entitlements;
using MedInsure.UseCases.People;
using MedInsure.Web.Access;

namespace MedInsure.Web.Components.Shell;

/// <summary>One line of the left menu.</summary>
/// <param name="Page">The address without the year; empty for the first page.</param>
public sealed record MenuItem(string Name, string Page)
{
    private static readonly MenuItem[] Business =
    [
        new("工作台", ""),
        new("参保人数", "headcounts"),
        new("名单", "rosters") { Roles = PeoplePowers.ToSee | Role.PolicyAdministrator },
        new("人员台账", "people") { Roles = PeoplePowers.ToSee },
        new("资助认定", "entitlements") { Roles = EntitlementPermissions.Seers },
        new("缴费记录", "contributions") { Roles = PeoplePowers.ToSee },
        new("资助支付", "payments") { Roles = PeoplePowers.ToSee },
        new("三方比对", "matches") { Roles = PeoplePowers.ToSee },
        new("资金分配", "allocations"),
        new("政策依据", "policies"),
        new("政策配置", "policies/versions") { Also = "policies/compare" },
        new("政策文件库", "documents"),
        new("测算口径", "split"),
        new("备案", "filings"),
        new("时限看板", "deadlines"),
        new("待办", "inbox"),
    ];

    /// <summary>Who has the line; none for everybody in the business.</summary>
    public Role Roles { get; init; }

    /// <summary>Another page that is reached from this one; null for none.</summary>
    public string? Also { get; init; }

    /// <summary>The line for an address: the nearest of those at or above it.</summary>
    public static MenuItem? At(string address, Actor? actor)
    {
        ArgumentNullException.ThrowIfNull(address);
        bool IsBelow(string page) => address == page || (page.Length > 0 && address.StartsWith(page + "/", StringComparison.Ordinal));
        return For(actor).Where(item => IsBelow(item.Page) || (item.Also is { } also && IsBelow(also))).MaxBy(item => (item.Also == address, item.Page.Length));
    }

    /// <summary>Auditors and system administrators see no business data (三权分立).</summary>
    public static IReadOnlyList<MenuItem> For(Actor? actor) => actor switch
    {
        null => [],
        _ when PageAccess.MayDoBusiness(actor) => [.. Business.Where(item => item.Roles == Role.None || actor.Has(item.Roles))],
        _ => [Business[0]],
    };
}
