using MedInsure.Persistence.Headcounts;
using MedInsure.Persistence.Model;
using MedInsure.Rules.Headcounts;

namespace MedInsure.UseCases.Headcounts;

/// <summary>
/// Which of a region's figures count: those of its latest as-of date in a year and basis, all grounds of enrolment together. Older dates
/// stay in the table and in the history.
/// </summary>
internal static class CurrentHeadcounts
{
    public static IQueryable<HeadcountEntity> Of(MedInsureContext rows, int year) =>
        rows.Headcounts.Where(count => count.FundingYear == year
            && count.AsOf == rows.Headcounts
                .Where(other => other.FundingYear == count.FundingYear && other.RegionCode == count.RegionCode && other.Basis == count.Basis)
                .Max(other => other.AsOf));

    public static IQueryable<HeadcountEntity> Of(MedInsureContext rows, int year, HeadcountBasis basis) =>
        Of(rows, year).Where(count => count.Basis == basis);
}
