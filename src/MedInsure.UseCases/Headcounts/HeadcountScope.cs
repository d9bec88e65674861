using MedInsure.Rules.Regions;

namespace MedInsure.UseCases.Headcounts;

/// <summary>
/// What a headcount file may speak of: all regions that exist (to tell a wrong code from a foreign one), those that this person reports for, and the funding year.
/// </summary>
public sealed record HeadcountScope(IReadOnlyDictionary<RegionCode, string> KnownRegions, IReadOnlySet<RegionCode> OwnUnits, int FundingYear);
