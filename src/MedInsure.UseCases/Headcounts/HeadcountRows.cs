using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Headcounts;

/// <summary>Checks the rows of a headcount file: pure, so that preview and commit cannot differ.</summary>
public static class HeadcountRows
{
    public static HeadcountCheck Validate(IReadOnlyList<HeadedRow> rows, HeadcountScope scope)
    {
        var (valid, errors, warnings, unfilled) = (new List<HeadcountRow>(), new List<RowMessage>(), new List<RowMessage>(), new List<int>());
        var seen = new Dictionary<(RegionCode, EnrolmentBasis), int>();
        foreach (var row in rows)
        {
            if (IsUnfilled(row))
            {
                unfilled.Add(row.Number);
                continue;
            }

            var reading = new HeadcountRowReading(row, scope);
            var read = reading.Read();
            if (reading.Subject is { } subject && !seen.TryAdd(subject, row.Number))
            {
                reading.Say(HeadcountTemplate.Code, $"与第{seen[subject]}行重复（同一县（市、区）、同一参保身份）。请合并成一行。");
            }

            errors.AddRange(reading.Errors);
            warnings.AddRange(reading.Warnings);
            if (read is not null && reading.Errors.Count == 0)
            {
                valid.Add(read);
            }
        }

        return new HeadcountCheck(valid, errors, warnings, unfilled);
    }

    /// <summary>The template lists every county: one in which neither number nor date was written was left out on purpose.</summary>
    private static bool IsUnfilled(HeadedRow row) =>
        new[] { HeadcountTemplate.Persons, HeadcountTemplate.AsOf, HeadcountTemplate.Remark }.All(c => string.IsNullOrWhiteSpace(row[c].Text) && !row[c].IsFormula);
}
