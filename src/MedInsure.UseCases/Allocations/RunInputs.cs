using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using Microsoft.EntityFrameworkCore;
using Npgsql;

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
        await using var command = new NpgsqlCommand(
            """
            SELECT region_code, persons, is_sample
            FROM (SELECT DISTINCT ON (region_code COLLATE "C") region_code, persons, is_sample, grounds
                  FROM (SELECT region_code, as_of, sum(persons)::bigint AS persons, bool_or(is_sample) AS is_sample, count(*) AS grounds
                        FROM headcount
                        WHERE tenant_id = app.tid() AND funding_year = $1 AND basis = $2
                        GROUP BY region_code, as_of) AS day
                  ORDER BY region_code COLLATE "C", as_of DESC) AS newest
            WHERE grounds = $3
            ORDER BY region_code COLLATE "C"
            """,
            db.Connection);
        command.Parameters.AddWithValue(fundingYear);
        command.Parameters.AddWithValue(basis.ToString());
        command.Parameters.AddWithValue(Enum.GetValues<EnrolmentBasis>().Length);
        var headcounts = new List<RegionHeadcount>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            headcounts.Add(new RegionHeadcount(new RegionCode(rows.GetString(0)), rows.GetInt64(1), rows.GetBoolean(2)));
        }

        return headcounts;
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
}
