using MedInsure.Rules.Calendar;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Rosters;

/// <summary>What became of an identity, told from the state and not from the word in the file: somebody who is added twice has not come twice.</summary>
public enum RosterChangeKind
{
    /// <summary>新增</summary>
    Added,

    /// <summary>变更: name, county, town, village or the day of identification differ; the identity stays.</summary>
    Changed,

    /// <summary>取消</summary>
    Cancelled,

    /// <summary>恢复: the identity was cancelled before.</summary>
    Restored,
}

/// <summary>What a file is compared as.</summary>
/// <param name="Month">Of the roster: what it says holds at the end of it. Who is cancelled held the identity up to the month before.</param>
/// <param name="AbsentAreCancelled">For a full file of which every row is sound: who is not in it has lost the identity. False for an increment, and where a wrong row may be anybody's.</param>
/// <param name="NewFrom">Identities that begin in this month or later are 年度内新增; null when none is.</param>
/// <param name="Regions">The counties that the file speaks for: nobody else is cancelled for being absent. Empty for the whole bureau.</param>
public sealed record RosterTerms(string Authority, Month Month, bool AbsentAreCancelled, Month? NewFrom, IReadOnlyList<RegionCode> Regions);
