using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Shell;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Headcounts;

/// <summary>
/// Fills 预估 and 上报 of every unit that has no figure yet with marked sample figures; a closed year is left as it is. Only a demonstration account can do this, so a
/// bureau in earnest never holds any.
/// </summary>
public sealed record SeedSampleHeadcounts(int FundingYear);

/// <param name="Figures">Figures written; 0 when there is nothing left to fill.</param>
public sealed record SeededHeadcounts(int Units, int Figures);

public sealed class SeedSampleHeadcountsHandler(TenantDb tenantDb)
{
    private static readonly HeadcountBasis[] Seeded = [HeadcountBasis.Estimated, HeadcountBasis.Reported];

    public async Task<Result<SeededHeadcounts>> HandleAsync(Actor actor, SeedSampleHeadcounts request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if ((FundingYears.Check(request.FundingYear) ?? HeadcountPowers.Writing(actor, HeadcountBasis.Reported)) is { } refusal)
        {
            return refusal;
        }

        var (units, figures) = (0, 0);
        foreach (var basis in Seeded)
        {
            var seeded = await SeedAsync(actor, request.FundingYear, basis, ct);
            if (!seeded.IsOk)
            {
                return seeded.Problem;
            }

            units = Math.Max(units, seeded.Value.Units);
            figures += seeded.Value.Figures;
        }

        return new SeededHeadcounts(units, figures);
    }

    private async Task<Result<SeededHeadcounts>> SeedAsync(Actor actor, int year, HeadcountBasis basis, CancellationToken ct)
    {
        await using var db = await tenantDb.OpenAsync(actor, ct);
        if (!await db.Rows.Users.AnyAsync(user => user.Id == actor.UserId && user.IsDemo, ct))
        {
            return new NotAllowed("示例数据只能由演示账号写入，正式账号请填报真实的参保人数。");
        }

        if (await ClosedYear.CheckAsync(db.Rows, year, ct) is not null)
        {
            return new SeededHeadcounts(0, 0);
        }

        await using var transaction = await db.BeginAsync(ct);
        await HeadcountLock.TakeAsync(db, ct);
        var units = await FundingUnits.ReadAsync(db.Rows, actor, year, ct);
        var filled = await db.Rows.Headcounts.Where(count => count.FundingYear == year && count.Basis == basis).Select(count => count.RegionCode).Distinct().ToListAsync(ct);
        var empty = units.Mine.Where(unit => !filled.Contains(unit.Code)).ToList();
        if (empty.Count == 0)
        {
            return new SeededHeadcounts(0, 0);
        }

        var bulk = new HeadcountBulk(year, basis, null,
        [
            .. empty.SelectMany(unit => HeadcountWords.Columns.Zip(
                SampleFigures.Of(unit.Code, basis),
                (enrolment, persons) => new IncomingHeadcount(unit.Code, enrolment, SampleFigures.AsOf(year, basis), persons, SampleFigures.Source, true))),
        ]);
        var saved = await db.SaveAsync(
            nameof(SeedSampleHeadcounts),
            () => $"headcount/{year}/{basis}",
            new { Units = empty.Count },
            connection => bulk.WriteAsync(connection, ct),
            ct);
        return saved.IsOk ? new SeededHeadcounts(empty.Count, bulk.Written) : saved.Problem;
    }
}
