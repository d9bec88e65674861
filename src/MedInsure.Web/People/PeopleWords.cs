using System.Globalization;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.People;

namespace MedInsure.Web.People;

/// <summary>Addresses and words of the pages about persons.</summary>
internal static class PeopleWords
{
    public static string AddressOf(long person) => string.Create(CultureInfo.InvariantCulture, $"people/{person}");

    public static string OrDash(string text) => text.Length == 0 ? "—" : text;

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>民政部门 2020年11月全量</summary>
    public static string NameOf(RosterSource? roster) => roster is null ? "—" : $"{roster.Month.ToText()}{(roster.Kind == RosterKind.Full ? "全量" : "增量")}名单";
}
