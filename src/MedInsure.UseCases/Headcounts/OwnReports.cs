using MedInsure.Persistence.Model;
using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;

namespace MedInsure.UseCases.Headcounts;

/// <summary>编报与核定分离: nobody certifies the county whose reported figures are that person's own work.</summary>
internal static class OwnReports
{
    /// <summary>The refusal, naming the units; null when the person may write this basis for all of them.</summary>
    public static async Task<Problem?> CheckAsync(
        MedInsureContext rows, Actor actor, int year, HeadcountBasis basis, IReadOnlyCollection<Region> units, CancellationToken ct)
    {
        if (basis != HeadcountBasis.Certified)
        {
            return null;
        }

        var writers = await LastWriters.ReadAsync(rows, year, HeadcountBasis.Reported, [.. units.Select(unit => unit.Code)], ct);
        var own = writers.Where(writer => writer.UserId == actor.UserId && writer.After is not null).Select(writer => writer.Region).ToHashSet();
        return own.Count == 0
            ? null
            : new NotAllowed($"{NameList.Of(units.Where(unit => own.Contains(unit.Code)).Select(unit => unit.Name))}的上报人数是您本人填报的，不能由您核定。请由另一位财务或复核人员办理。");
    }
}
