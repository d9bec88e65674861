using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Headcounts;

/// <summary>参保人数 of every unit of the bureau (within the person's regions) in one year and basis; units without figures are there too.</summary>
public sealed record ListHeadcounts(int FundingYear, HeadcountBasis Basis);

/// <param name="WhyReadOnly">The sentence why this person cannot enter figures of this basis; null when the person can.</param>
/// <param name="Units">In code order.</param>
/// <param name="Bases">How complete each basis is, in the order 预估, 上报, 核定.</param>
/// <param name="AsOf">The latest as-of date of the figures shown.</param>
public sealed record HeadcountList(
    int FundingYear,
    HeadcountBasis Basis,
    string BureauName,
    string? WhyReadOnly,
    IReadOnlyList<HeadcountUnit> Units,
    IReadOnlyList<BasisCompleteness> Bases,
    DateOnly? AsOf)
{
    /// <summary>Of the table, on the screen and in an export.</summary>
    public string Title => $"{FundingYear}年度城乡居民基本医疗保险参保人数（{Basis.Chinese()}）";

    /// <summary>Whether the table has subtotals by prefecture.</summary>
    public bool HasPrefectures => Units.Select(unit => unit.Prefecture).Distinct().Skip(1).Any();

    public BasisCompleteness Completeness => Bases.Single(one => one.Basis == Basis);
}

/// <param name="Prefecture">Null for a county directly under its province.</param>
/// <param name="Figures">One for each of <see cref="HeadcountWords.Columns"/>, in that order.</param>
/// <param name="AsOf">Null while there is no figure.</param>
public sealed record HeadcountUnit(
    RegionCode Code,
    string Name,
    PrefectureName? Prefecture,
    IReadOnlyList<HeadcountFigure> Figures,
    DateOnly? AsOf,
    string Source,
    bool IsSample)
{
    /// <summary>Of the figures that are there; null when there is none.</summary>
    public long? Sum => Figures.All(figure => figure.Persons is null) ? null : Figures.Sum(figure => figure.Persons ?? 0);

    /// <summary>The sources of those figures that are no sample ones.</summary>
    public string OtherSource => IsSample ? string.Join("、", Source.Split('、').Where(source => source != SampleFigures.Source)) : Source;

    /// <summary>"部分示例数据"; null where no figure is a sample one.</summary>
    public string? SampleWords => !IsSample ? null : OtherSource.Length > 0 ? "部分示例数据" : "示例数据";

    /// <summary>All four grounds are filled in, be it with 0: an empty cell is not known, 0 is.</summary>
    public bool IsComplete => Figures.All(figure => figure.Persons is not null);

    public bool IsEmpty => Figures.All(figure => figure.Persons is null);
}

public sealed record PrefectureName(RegionCode Code, string Name);

/// <param name="Version">What a change must name, so that nobody overwrites what he has not seen; null where there is no figure.</param>
public sealed record HeadcountFigure(EnrolmentBasis Enrolment, long? Persons, uint? Version);

/// <param name="Complete">Units with all four figures.</param>
/// <param name="Units">All units that the person sees.</param>
public sealed record BasisCompleteness(HeadcountBasis Basis, int Complete, int Units)
{
    public int Missing => Units - Complete;
}

public sealed class ListHeadcountsHandler(TenantDb tenantDb)
{
    public async Task<Result<HeadcountList>> HandleAsync(Actor actor, ListHeadcounts request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if ((HeadcountPowers.Reading(actor) ?? FundingYears.Check(request.FundingYear)) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        return await ReadAsync(db, actor, request, ct);
    }

    /// <summary>The list for an act that has asked for the person's right to read.</summary>
    internal static async Task<Result<HeadcountList>> ReadAsync(TenantSession db, Actor actor, ListHeadcounts request, CancellationToken ct)
    {
        var units = await FundingUnits.ReadAsync(db.Rows, actor, request.FundingYear, ct);
        if (units.Nothing() is { } nothing)
        {
            return nothing;
        }

        var counts = await CurrentHeadcounts.Of(db.Rows, request.FundingYear).AsNoTracking()
            .Where(count => count.Basis == request.Basis)
            .Select(count => new Count(count.RegionCode, count.EnrolmentBasis, count.Persons, count.AsOf, count.Source, count.IsSample, count.Version))
            .ToListAsync(ct);
        var filled = await CurrentHeadcounts.Of(db.Rows, request.FundingYear)
            .GroupBy(count => new { count.Basis, count.RegionCode })
            .Select(group => new { group.Key.Basis, group.Key.RegionCode, Figures = group.Count() })
            .ToListAsync(ct);

        var byUnit = counts.ToLookup(count => count.Region);
        return new HeadcountList(
            request.FundingYear,
            request.Basis,
            units.Bureau.Name,
            HeadcountPowers.Writing(actor, request.Basis)?.Sentence,
            [.. units.Mine.Select(unit => UnitOf(unit, units.Tree, [.. byUnit[unit.Code]]))],
            [.. HeadcountWords.Bases.Select(basis => new BasisCompleteness(
                basis,
                filled.Count(one => one.Basis == basis && one.Figures == HeadcountWords.Columns.Count && units.IsMine(one.RegionCode)),
                units.Mine.Count))],
            counts.Where(count => units.IsMine(count.Region)).Select(count => (DateOnly?)count.AsOf).Max());
    }

    private static HeadcountUnit UnitOf(Region unit, RegionTree tree, IReadOnlyList<Count> counts) => new(
        unit.Code,
        unit.Name,
        tree.PrefectureOf(unit.Code) is { } prefecture ? new PrefectureName(prefecture.Code, prefecture.Name) : null,
        [.. HeadcountWords.Columns.Select(enrolment => counts.FirstOrDefault(count => count.Enrolment == enrolment) is { } count
            ? new HeadcountFigure(enrolment, count.Persons, count.Version)
            : new HeadcountFigure(enrolment, null, null))],
        counts.Count == 0 ? null : counts[0].AsOf,
        string.Join("、", counts.Select(count => count.Source).Distinct()),
        counts.Any(count => count.IsSample));

    private sealed record Count(RegionCode Region, EnrolmentBasis Enrolment, long Persons, DateOnly AsOf, string Source, bool IsSample, uint Version);
}
