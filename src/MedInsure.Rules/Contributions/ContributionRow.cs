using MedInsure.Rules.Amounts;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;

namespace MedInsure.Rules.Contributions;

/// <summary>What all rows of a file are checked against.</summary>
/// <param name="CoverageYear">待遇年度 of the file: of rows that name none, and the only one that rows may name.</param>
/// <param name="Today">Nobody has paid later, and nobody was born later.</param>
/// <param name="MustSayRegion">Whoever is limited to counties brings nothing of others, so each row is of one of them.</param>
public sealed record ContributionFrame(int CoverageYear, DateOnly Today, RosterPlaces Places, bool MustSayRegion);

/// <summary>A row that was found sound.</summary>
/// <param name="Region">Null where the file does not say it.</param>
public sealed record ContributionRow(int RowNumber, IdentityNumber Number, string Name, int CoverageYear, Money Amount, DateOnly PaidOn, RegionCode? Region);

/// <summary>What is wrong with one cell and what to do, in Chinese; never with a number of an identity card.</summary>
public sealed record ContributionFault(int RowNumber, ContributionColumn Column, string Sentence);

/// <summary>One row as far as it could be read: a row, or all of its faults at once.</summary>
public sealed record ContributionRowReading(int RowNumber, IdentityNumber? Number, ContributionRow? Row, IReadOnlyList<ContributionFault> Faults);
