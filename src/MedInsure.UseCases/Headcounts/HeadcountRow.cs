using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Headcounts;

/// <summary>A row of an uploaded file that passed every check.</summary>
public sealed record HeadcountRow(int RowNumber, RegionCode Region, EnrolmentBasis Enrolment, long Persons, DateOnly AsOf, string Remark);

/// <summary>The outcome of checking a file; the same for preview and for commit.</summary>
/// <param name="Rows">Rows without an error.</param>
/// <param name="Errors">Every error of every wrong row; a file with errors is not committed.</param>
/// <param name="Warnings">What does not stop the import but should be looked at, such as a figure that comes from a formula.</param>
/// <param name="Unfilled">Rows of the template in which nobody wrote a number; they are left out.</param>
public sealed record HeadcountCheck(
    IReadOnlyList<HeadcountRow> Rows, IReadOnlyList<RowMessage> Errors, IReadOnlyList<RowMessage> Warnings, IReadOnlyList<int> Unfilled);
