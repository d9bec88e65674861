using System.Globalization;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Rosters;
using MedInsure.Web.Components.Kit;

namespace MedInsure.Web.Rosters;

/// <summary>Addresses of the roster pages, and how states look.</summary>
public static class RosterAddress
{
    public static string Of(long batch) => string.Create(CultureInfo.InvariantCulture, $"rosters/{batch}");

    public static string Faults(long batch) => $"{Of(batch)}/faults";

    public static string Template(RosterKind kind, Month month) => $"rosters/template?kind={Slug(kind)}&month={month}";

    public static string Upload(string authority, RosterKind kind, Month month) => $"rosters/upload?authority={Uri.EscapeDataString(authority)}&kind={Slug(kind)}&month={month}";

    /// <summary>Anything else is read as 全量.</summary>
    public static RosterKind KindOf(string? slug) => slug == "increment" ? RosterKind.Increment : RosterKind.Full;

    public static string Slug(RosterKind kind) => kind == RosterKind.Increment ? "increment" : "full";

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static BadgeTone ToneOf(RosterState state) => state switch
    {
        RosterState.Committed => BadgeTone.Good,
        RosterState.AwaitingSecond => BadgeTone.Warning,
        RosterState.Refused or RosterState.Failed => BadgeTone.Bad,
        RosterState.Uploaded or RosterState.Checking or RosterState.Previewed => BadgeTone.Info,
        _ => BadgeTone.Neutral,
    };
}
