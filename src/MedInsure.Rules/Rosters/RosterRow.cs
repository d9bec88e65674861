using MedInsure.Rules.Calendar;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Rosters;

public enum RosterKind
{
    /// <summary>全量: everybody who holds an identity in the month; who is missing has lost it.</summary>
    Full,

    /// <summary>增量: only who came and who left.</summary>
    Increment,
}

/// <summary>What a row of an increment says; every row of a full roster is <see cref="Added"/>.</summary>
public enum RosterChange
{
    Added,
    Cancelled,
}

/// <summary>A row that was found sound.</summary>
/// <param name="RowNumber">As the spreadsheet program shows it.</param>
/// <param name="Category">The id of a category of the policy.</param>
/// <param name="Identified">The first day of the month where only a month was written.</param>
/// <param name="Cancelled">Set for <see cref="RosterChange.Cancelled"/>, and only then.</param>
public sealed record RosterRow(
    int RowNumber, IdentityNumber Number, string Name, string Category, RegionCode Region, DateOnly Identified, Month? Cancelled, RosterChange Change, string Town, string Village);

/// <summary>What is wrong with one cell and what to do, in Chinese. The sentence never repeats a number of an identity card, wherever in the row it was written.</summary>
public sealed record RosterFault(int RowNumber, RosterColumn Column, string Sentence);

/// <summary>One row as far as it could be read: a row, or all of its faults at once. What was read of a faulty row still counts when rows are compared.</summary>
/// <param name="LacksIdentity">Nobody can tell who is meant, or as what: number or category is not there.</param>
public sealed record RosterRowReading(
    int RowNumber, IdentityNumber? Number, string? Name, string? Category, RegionCode? Region, bool LacksIdentity, RosterRow? Row, IReadOnlyList<RosterFault> Faults);
