using System.Globalization;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.People;
using MedInsure.Web.Components.Kit;

namespace MedInsure.Web.People;

/// <summary>Addresses and words of the pages about persons.</summary>
internal static class PeopleWords
{
    public static string AddressOf(long person) => string.Create(CultureInfo.InvariantCulture, $"people/{person}");

    public static string OrDash(string text) => text.Length == 0 ? "—" : text;

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>2020年11月全量名单</summary>
    public static string NameOf(RosterSource? roster) => roster is null ? "—" : $"{roster.Month.ToText()}{(roster.Kind == RosterKind.Full ? "全量" : "增量")}名单";

    public static string Of(LedgerStanding standing) => standing switch
    {
        LedgerStanding.Ready => "可下载",
        LedgerStanding.Expired => "已过期",
        LedgerStanding.Cancelled => "已取消",
        LedgerStanding.Working => "正在导出",
        _ => "未完成",
    };

    public static BadgeTone ToneOf(LedgerStanding standing) => standing switch
    {
        LedgerStanding.Ready => BadgeTone.Good,
        LedgerStanding.Failed => BadgeTone.Bad,
        _ => BadgeTone.Neutral,
    };

    public static string SizeOf(long bytes) => bytes < 1024 * 1024
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1024)} KB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024m / 1024m:0.0} MB");
}
