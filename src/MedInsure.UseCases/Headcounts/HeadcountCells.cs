using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;

namespace MedInsure.UseCases.Headcounts;

/// <summary>A cell whose unit and number are known to be good.</summary>
internal sealed record HeadcountCell(Region Unit, EnrolmentBasis Enrolment, long? Persons, uint? ExpectedVersion)
{
    public string Place => $"{Unit.Name} {Enrolment.Name()}";
}

/// <summary>Reads the cells of a request; every wrong one is told, not only the first.</summary>
internal static class HeadcountCells
{
    public static Result<IReadOnlyList<HeadcountCell>> Read(IReadOnlyList<HeadcountCellChange> cells, FundingUnits units)
    {
        var errors = new List<FieldError>();
        var outOfScope = false;
        var read = new List<HeadcountCell>(cells.Count);
        var seen = new HashSet<(RegionCode, EnrolmentBasis)>();
        foreach (var cell in cells)
        {
            var unit = units.Find(cell.RegionCode);
            if (!unit.IsOk)
            {
                outOfScope |= unit.Problem is NotAllowed;
                errors.Add(new FieldError(cell.RegionCode, unit.Problem.Sentence));
                continue;
            }

            var place = $"{unit.Value.Name} {cell.Enrolment.Name()}";
            var persons = PersonsText.Parse(cell.Text);
            if (!persons.IsOk)
            {
                errors.Add(new FieldError(place, persons.Problem.Sentence));
            }
            else if (!seen.Add((unit.Value.Code, cell.Enrolment)))
            {
                errors.Add(new FieldError(place, "同一个单元格填了两次，请只保留一个。"));
            }
            else
            {
                read.Add(new HeadcountCell(unit.Value, cell.Enrolment, persons.Value, cell.ExpectedVersion));
            }
        }

        errors = [.. errors.Distinct()];
        return errors switch
        {
            [] => Result<IReadOnlyList<HeadcountCell>>.Ok(read),
            [var one] when outOfScope => new NotAllowed($"{one.Sentence}没有保存任何数字。"),
            [var one] => new Refused($"{one.Field}：{one.Sentence}没有保存任何数字。"),
            _ => new Invalid($"有 {errors.Count} 处填写不正确，没有保存任何数字。第一处是{errors[0].Field}：{errors[0].Sentence}", errors),
        };
    }
}
