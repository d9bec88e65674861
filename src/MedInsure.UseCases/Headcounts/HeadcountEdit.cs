using MedInsure.Persistence.Headcounts;
using MedInsure.Persistence.Model;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;

namespace MedInsure.UseCases.Headcounts;

/// <summary>What a change does to the rows: new, changed, removed, and carried over where a unit moves to a later date.</summary>
internal sealed class HeadcountEdit(ChangeHeadcounts request, IReadOnlyList<HeadcountEntity> current)
{
    private const string TypedIn = "录入";

    private readonly ILookup<RegionCode, HeadcountEntity> byUnit = current.ToLookup(count => count.RegionCode);

    /// <summary>A figure of an earlier day than the unit already has would be hidden behind the later one at once.</summary>
    public Refused? CheckDates(IReadOnlyList<HeadcountCell> cells)
    {
        var late = cells.Select(cell => cell.Unit).Distinct().Where(unit => byUnit[unit.Code].Any(count => count.AsOf > request.AsOf)).ToList();
        return late.Count == 0
            ? null
            : new Refused($"{NameList.Of(late.Select(unit => unit.Name))}已有截止 {late.Max(unit => byUnit[unit.Code].First().AsOf).Iso()} 的数字，晚于您填的截止日期 {request.AsOf.Iso()}。请把截止日期改为相同或更晚的日期。");
    }

    /// <summary>Tracks the changes and lists those of the figures themselves.</summary>
    public IReadOnlyList<HeadcountChangeNote> Apply(MedInsureContext rows, IReadOnlyList<HeadcountCell> cells)
    {
        var notes = new List<HeadcountChangeNote>();
        foreach (var unit in cells.GroupBy(cell => cell.Unit.Code))
        {
            var counts = byUnit[unit.Key].ToDictionary(count => count.EnrolmentBasis);
            var changes = unit.Where(cell => counts.GetValueOrDefault(cell.Enrolment)?.Persons != cell.Persons).ToList();
            if (changes.Count == 0)
            {
                continue;
            }

            // A unit that is left without any figure does not move: what it had at its date goes, and an earlier date, if there is one, shows again.
            var remains = changes.Any(cell => cell.Persons is not null) || counts.Keys.Any(enrolment => changes.All(cell => cell.Enrolment != enrolment));
            var moves = remains && counts.Values.Any(count => count.AsOf < request.AsOf);
            foreach (var cell in changes)
            {
                counts.TryGetValue(cell.Enrolment, out var count);
                notes.Add(new HeadcountChangeNote(unit.Key.Value, cell.Enrolment.ToString(), count?.Persons, cell.Persons));
                Write(rows, cell, moves ? null : count);
            }

            if (moves)
            {
                rows.Headcounts.AddRange(counts.Values.Where(count => changes.All(cell => cell.Enrolment != count.EnrolmentBasis)).Select(CarriedOver));
            }
        }

        return notes;
    }

    private void Write(MedInsureContext rows, HeadcountCell cell, HeadcountEntity? count)
    {
        if (count is not null && cell.Persons is null)
        {
            rows.Headcounts.Remove(count);
        }
        else if (count is not null)
        {
            (count.Persons, count.IsSample, count.Source, count.ImportBatchId) = (cell.Persons!.Value, false, TypedIn, null);
        }
        else if (cell.Persons is { } persons)
        {
            rows.Headcounts.Add(new HeadcountEntity
            {
                FundingYear = request.FundingYear,
                RegionCode = cell.Unit.Code,
                Basis = request.Basis,
                EnrolmentBasis = cell.Enrolment,
                AsOf = request.AsOf,
                Persons = persons,
                Source = TypedIn,
            });
        }
    }

    private HeadcountEntity CarriedOver(HeadcountEntity count) => new()
    {
        FundingYear = count.FundingYear,
        RegionCode = count.RegionCode,
        Basis = count.Basis,
        EnrolmentBasis = count.EnrolmentBasis,
        AsOf = request.AsOf,
        Persons = count.Persons,
        IsSample = count.IsSample,
        Source = count.Source,
        ImportBatchId = count.ImportBatchId,
    };
}

/// <summary>One changed figure as the audit entry keeps it.</summary>
internal sealed record HeadcountChangeNote(string Region, string Enrolment, long? Before, long? After);
