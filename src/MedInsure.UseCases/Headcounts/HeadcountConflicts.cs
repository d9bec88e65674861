using MedInsure.Persistence.Headcounts;
using MedInsure.Persistence.Model;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Headcounts;

/// <summary>Cells that somebody else wrote after the person had read them, and who wrote what there.</summary>
internal static class HeadcountConflicts
{
    private const int Shown = 3;

    public static async Task<Conflict?> FindAsync(
        MedInsureContext rows, ChangeHeadcounts request, IReadOnlyList<HeadcountCell> cells, IReadOnlyList<HeadcountEntity> current, CancellationToken ct)
    {
        var byCell = current.ToDictionary(count => (count.RegionCode, count.EnrolmentBasis));
        var changed = cells
            .Where(cell => byCell.GetValueOrDefault((cell.Unit.Code, cell.Enrolment)) is var count && count?.Version != cell.ExpectedVersion && count?.Persons != cell.Persons)
            .ToList();
        if (changed.Count == 0)
        {
            return null;
        }

        var writers = await LastWriters.ReadAsync(rows, request.FundingYear, request.Basis, [.. changed.Select(cell => cell.Unit.Code).Distinct()], ct);
        var told = changed.Take(Shown).Select(cell => Tell(
            cell,
            writers.FirstOrDefault(writer => writer.Region == cell.Unit.Code && writer.Enrolment == cell.Enrolment),
            byCell.GetValueOrDefault((cell.Unit.Code, cell.Enrolment))?.Persons));
        var more = changed.Count > Shown ? $"等 {changed.Count} 处" : "";
        return new Conflict($"{string.Join("；", told)}{more}。为免覆盖，您的修改没有保存，请刷新后核对再填。");
    }

    private static string Tell(HeadcountCell cell, LastWriter? writer, long? now) => writer is null
        ? $"{cell.Place}刚被他人改为 {HeadcountWords.Persons(now)}"
        : $"{cell.Place}刚被{writer.Name}由 {HeadcountWords.Persons(writer.Before)} 改为 {HeadcountWords.Persons(now)}";
}
