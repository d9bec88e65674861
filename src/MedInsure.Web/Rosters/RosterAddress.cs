using System.Globalization;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Rosters;
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

    /// <param name="underway">What is being done with it in the background.</param>
    public static BadgeTone ToneOf(RosterState state, RosterUnderway? underway) => underway is RosterUnderway.Commit or RosterUnderway.Undo ? BadgeTone.Info : state switch
    {
        RosterState.Committed => BadgeTone.Good,
        RosterState.AwaitingSecond => BadgeTone.Warning,
        RosterState.Refused or RosterState.Failed => BadgeTone.Bad,
        RosterState.Uploaded or RosterState.Checking or RosterState.Previewed => BadgeTone.Info,
        _ => BadgeTone.Neutral,
    };
}
