using MedInsure.Rules.Access;
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
        new("资金分配", "allocations"),
        new("政策依据", "policies"),
        new("测算口径", "split"),
        new("待办", "inbox"),
    ];

    /// <summary>Auditors and system administrators see no business data (三权分立).</summary>
    public static IReadOnlyList<MenuItem> For(Actor? actor) => actor switch
    {
        null => [],
        _ when PageAccess.MayDoBusiness(actor) => Business,
        _ => [Business[0]],
    };
}
