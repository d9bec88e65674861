using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Allocations;

/// <summary>What a run takes from the tables, in the form that its snapshot keeps.</summary>
internal static class RunInputs
{
    /// <summary>
    /// Per region the figures of its newest day, added up by the database. A region counts once all four grounds of enrolment are filled in: a blank is
    /// not 0, and a sum over a blank would be a guess.
    /// </summary>
    public static async Task<IReadOnlyList<RegionHeadcount>> HeadcountsAsync(TenantSession db, int fundingYear, HeadcountBasis basis, CancellationToken ct)
    {
        var name = basis.ToString();
        var grounds = Enum.GetValues<EnrolmentBasis>().Length;
        var sums = await db.Rows.Database.SqlQuery<HeadcountSum>(
            $"""
            SELECT region_code, persons, is_sample
            FROM (SELECT DISTINCT ON (region_code COLLATE "C") region_code, persons, is_sample, grounds
                  FROM (SELECT region_code, as_of, sum(persons)::bigint AS persons, bool_or(is_sample) AS is_sample, count(*) AS grounds
                        FROM headcount
                        WHERE tenant_id = app.tid() AND funding_year = {fundingYear} AND basis = {name}
                        GROUP BY region_code, as_of) AS day
                  ORDER BY region_code COLLATE "C", as_of DESC) AS newest
            WHERE grounds = {grounds}
            ORDER BY region_code COLLATE "C"
            """).ToListAsync(ct);
        return [.. sums.Select(sum => new RegionHeadcount(new RegionCode(sum.region_code), sum.persons, sum.is_sample))];
    }

    /// <summary>The pooling regions of critical illness insurance on a day; none where the bureau has not recorded any.</summary>
    public static async Task<IReadOnlyList<PoolingUnitMember>> PoolingAsync(TenantSession db, DateOnly asOf, CancellationToken ct)
    {
        var units = await db.Rows.PoolingRegions.AsNoTracking().Include(unit => unit.Members)
            .Where(unit => unit.Insurance == Insurance.CriticalIllness && unit.ValidFrom <= asOf && (unit.ValidTo == null || asOf < unit.ValidTo))
            .ToListAsync(ct);
        return
        [
            .. units.SelectMany(unit => unit.Members
                    .Where(member => member.ValidFrom <= asOf && (member.ValidTo is null || asOf < member.ValidTo))
                    .Select(member => new PoolingUnitMember(member.RegionCode, unit.Seat.Value, unit.Name)))
                .OrderBy(member => member.Region),
        ];
    }

#pragma warning disable IDE1006, SA1300 // the names of the columns
    private sealed record HeadcountSum(string region_code, long persons, bool is_sample);
#pragma warning restore IDE1006, SA1300
}
