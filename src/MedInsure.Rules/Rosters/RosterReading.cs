using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Rosters;

public enum RosterOutcome
{
    /// <summary>Every row is sound.</summary>
    Sound,

    /// <summary>Some rows are wrong; the others can be compared with the state. Who stands in a wrong row of a full roster is not known, so nobody may be cancelled by the absence of a row.</summary>
    Faulty,

    /// <summary>The file as a whole is not taken.</summary>
    Refused,
}

/// <param name="Sentence">For the person who uploaded: what was found and what to do.</param>
public sealed record RosterVerdict(RosterOutcome Outcome, string Sentence);

/// <summary>Sound rows of one county, category and change.</summary>
public sealed record RosterCount(RegionCode Region, string Category, RosterChange Change, int Rows);

/// <summary>A whole file after all checks.</summary>
/// <param name="Rows">The sound ones, in the order of the file.</param>
/// <param name="Faults">By row; the first ones only where there are very many.</param>
/// <param name="FaultCount">All of them.</param>
/// <param name="RowCount">Rows with content, sound and wrong.</param>
/// <param name="Counts">By county, then category.</param>
public sealed record RosterReading(
    IReadOnlyList<RosterRow> Rows, IReadOnlyList<RosterFault> Faults, int FaultCount, int RowCount, int WrongRows, IReadOnlyList<RosterCount> Counts, RosterVerdict Verdict);
