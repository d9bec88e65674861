using MedInsure.Persistence.Headcounts;
using MedInsure.Persistence.Model;
using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Headcounts;

/// <summary>Which units go over to the next basis, and why the others do not.</summary>
internal sealed record PromotionPlan(IReadOnlyList<Region> Units, IReadOnlyList<IncomingHeadcount> Rows, IReadOnlyList<string> Skipped)
{
    public static async Task<PromotionPlan> MakeAsync(
        MedInsureContext rows, Actor actor, PromoteHeadcounts request, HeadcountBasis to, IReadOnlyList<Region> units, CancellationToken ct)
    {
        var codes = units.Select(unit => unit.Code).ToList();
        var counts = await CurrentHeadcounts.Of(rows, request.FundingYear).AsNoTracking()
            .Where(count => (count.Basis == request.From || count.Basis == to) && codes.Contains(count.RegionCode))
            .ToListAsync(ct);
        var from = counts.Where(count => count.Basis == request.From).ToLookup(count => count.RegionCode);
        var present = counts.Where(count => count.Basis == to).ToLookup(count => count.RegionCode);
        var writers = to == HeadcountBasis.Certified ? await LastWriters.ReadAsync(rows, request.FundingYear, HeadcountBasis.Reported, codes, ct) : [];
        var own = writers.Where(writer => writer.UserId == actor.UserId && writer.After is not null).Select(writer => writer.Region).ToHashSet();

        var reasons = units.ToLookup(unit => ReasonAgainst(from[unit.Code].ToList(), present[unit.Code].ToList(), own.Contains(unit.Code), request.Replace));
        return new PromotionPlan(
            [.. reasons[Reason.None]],
            [.. reasons[Reason.None].SelectMany(unit => from[unit.Code]).Select(count => new IncomingHeadcount(
                count.RegionCode, count.EnrolmentBasis, count.AsOf, count.Persons, $"由{request.From.Chinese()}人数转入（{count.Source}）", count.IsSample))],
            [.. reasons.Where(group => group.Key is not (Reason.None or Reason.Same)).OrderBy(group => group.Key)
                .Select(group => Sentence(group.Key, NameList.Of(group.Select(unit => unit.Name)), request.From.Chinese(), to.Chinese()))]);
    }

    private static Reason ReasonAgainst(List<HeadcountEntity> from, List<HeadcountEntity> present, bool own, bool replace)
    {
        if (from.Count < HeadcountWords.Columns.Count)
        {
            return Reason.Incomplete;
        }

        if (Same(from, present))
        {
            return Reason.Same;
        }

        if (own)
        {
            return Reason.Own;
        }

        return present.Count == 0 ? Reason.None
            : present[0].AsOf > from[0].AsOf ? Reason.Later
            : replace ? Reason.None : Reason.Different;
    }

    private static bool Same(List<HeadcountEntity> from, List<HeadcountEntity> present) =>
        from.Count == present.Count && from[0].AsOf == present[0].AsOf
        && from.All(count => present.Any(other => other.EnrolmentBasis == count.EnrolmentBasis && other.Persons == count.Persons && other.IsSample == count.IsSample));

    private static string Sentence(Reason reason, string names, string from, string to) => reason switch
    {
        Reason.Incomplete => $"{names}的{from}人数没有填全，请补齐后再转入。",
        Reason.Own => $"{names}的上报人数是您本人填报的，请由另一位财务或复核人员核定。",
        Reason.Later => $"{names}的{to}人数截止日期更晚，没有改动。",
        Reason.Different => $"{names}已有不同的{to}人数，没有改动；确需以{from}人数替换时，请选择“替换已有数字”。",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    private enum Reason
    {
        None,
        Same,
        Incomplete,
        Own,
        Later,
        Different,
    }
}
