using System.Security.Cryptography;
using System.Text;
using MedInsure.Persistence.Headcounts;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Headcounts;

/// <summary>What a checked file would do to the table: the errors that only the table shows, and the figures that would be written.</summary>
internal sealed class HeadcountImportRows
{
    private readonly IReadOnlyList<HeadcountRow> rows;
    private readonly ILookup<RegionCode, HeadcountEntity> current;

    public HeadcountImportRows(IReadOnlyList<HeadcountRow> rows, IReadOnlyList<HeadcountEntity> current)
    {
        this.rows = rows;
        this.current = current.ToLookup(count => count.RegionCode);
        Changes = [.. rows.Select(row => new HeadcountImportChange(row.Region, row.Enrolment, row.AsOf, Now(row)?.Persons, Now(row)?.AsOf, row.Persons, Now(row)?.IsSample ?? false))];
    }

    /// <summary>One for each row of the file.</summary>
    public IReadOnlyList<HeadcountImportChange> Changes { get; }

    /// <summary>A unit has one date, no earlier than the one it has, and none in the future where it was counted.</summary>
    public IEnumerable<RowMessage> Errors(int year, HeadcountBasis basis, DateOnly today)
    {
        var firstOfUnit = rows.GroupBy(row => row.Region).ToDictionary(unit => unit.Key, unit => unit.First());
        foreach (var row in rows)
        {
            var first = firstOfUnit[row.Region];
            if (FundingYears.CheckAsOf(year, basis, row.AsOf, today) is { } wrongDate)
            {
                yield return Say(row, wrongDate.Sentence);
            }
            else if (row.AsOf != first.AsOf)
            {
                yield return Say(row, $"与第{first.RowNumber}行的截止日期不同。同一县（市、区）各参保身份的截止日期须相同。");
            }
            else if (current[row.Region].FirstOrDefault() is { } count && count.AsOf > row.AsOf)
            {
                yield return Say(row, $"已有截止 {count.AsOf.Iso()} 的数字，晚于所填日期。请改为相同或更晚的日期。");
            }
        }
    }

    /// <summary>The rows of the file, and what a unit takes along when its date moves on and the file has not all of its figures.</summary>
    public IReadOnlyList<IncomingHeadcount> Incoming(string source)
    {
        var incoming = rows.Select(row => new IncomingHeadcount(row.Region, row.Enrolment, row.AsOf, row.Persons, source, false)).ToList();
        foreach (var unit in rows.GroupBy(row => row.Region))
        {
            var asOf = unit.First().AsOf;
            incoming.AddRange(current[unit.Key]
                .Where(count => count.AsOf < asOf && unit.All(row => row.Enrolment != count.EnrolmentBasis))
                .Select(count => new IncomingHeadcount(count.RegionCode, count.EnrolmentBasis, asOf, count.Persons, count.Source, count.IsSample)));
        }

        return incoming;
    }

    /// <summary>Of what the preview shows: a commit names it, so that nothing is written that was not looked at.</summary>
    public string Fingerprint()
    {
        var text = new StringBuilder();
        foreach (var change in Changes)
        {
            text.Append(change.Region).Append('|').Append(change.Enrolment).Append('|').Append(change.AsOf.Iso()).Append('|')
                .Append(change.Before).Append('|').Append(change.BeforeAsOf?.Iso()).Append('|').Append(change.After).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private HeadcountEntity? Now(HeadcountRow row) => current[row.Region].FirstOrDefault(count => count.EnrolmentBasis == row.Enrolment);

    private static RowMessage Say(HeadcountRow row, string sentence) => new(row.RowNumber, HeadcountTemplate.AsOf, sentence);
}

/// <param name="Before">Null where there is no figure yet.</param>
internal sealed record HeadcountImportChange(RegionCode Region, EnrolmentBasis Enrolment, DateOnly AsOf, long? Before, DateOnly? BeforeAsOf, long After, bool WasSample)
{
    public bool IsNew => Before is null;

    public bool IsSame => Before == After && BeforeAsOf == AsOf && !WasSample;
}
