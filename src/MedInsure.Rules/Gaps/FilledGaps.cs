using MedInsure.Rules.Constraints;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Gaps;

/// <summary>
/// What filling gaps frees: the policies in force before and after of one bureau and year, compared. It says what could be computed now and computes
/// nothing: runs rest on the versions that they were made on until somebody makes a new one.
/// </summary>
public sealed class FilledGaps
{
    private readonly EffectivePolicy before;
    private readonly EffectivePolicy after;
    private readonly IReadOnlyList<Region> units;
    private readonly FundingSplit[] splits;
    private readonly CriticalIllnessFunding[] illnesses;
    private readonly Lazy<IReadOnlyList<ComplianceLine>> linesBefore;
    private readonly Lazy<IReadOnlyList<ComplianceLine>> linesAfter;

    private FilledGaps(EffectivePolicy before, EffectivePolicy after, EffectivePolicy? lastYear)
    {
        (this.before, this.after) = (before, after);
        units = after.Own.Root is { } root ? [.. after.Regions.FundingUnitsOf(root)] : [];
        splits = [new FundingSplit(before), new FundingSplit(after)];
        illnesses = [new CriticalIllnessFunding(before), new CriticalIllnessFunding(after)];
        linesBefore = new(() => before.Own.Root is { } own ? new PolicyCompliance(before, lastYear).Lines(own) : []);
        linesAfter = new(() => after.Own.Root is { } own ? new PolicyCompliance(after, lastYear).Lines(own) : []);
    }

    /// <summary>Nearest bureau first, each bureau's in the order of its document. Empty when no gap is gone.</summary>
    /// <param name="lastYear">What was in force the year before, for bounds that look back; null while it is not recorded.</param>
    public static IReadOnlyList<FilledGap> Between(EffectivePolicy before, EffectivePolicy after, EffectivePolicy? lastYear = null)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var left = after.Chain.SelectMany(issued => issued.Content.Gaps.Select(gap => gap.Id)).ToHashSet(StringComparer.Ordinal);
        var gone = before.NearestFirst.SelectMany(issued => issued.Content.Gaps.Where(gap => !left.Contains(gap.Id)).Select(gap => (Issued: issued, Gap: gap))).ToList();
        if (gone.Count == 0)
        {
            return [];
        }

        var freed = new FilledGaps(before, after, lastYear);
        return [.. gone.Select(entry => freed.Of(entry.Issued, entry.Gap))];
    }

    private FilledGap Of(IssuedPolicy issued, Gap gap)
    {
        var values = after.Chain.FirstOrDefault(now => now.Tenant == issued.Tenant) is { } now ? InItsPlace(issued, now, gap.Id) : [];
        return new FilledGap(
            gap,
            issued.Tenant,
            issued.TenantName,
            values,
            Freed(gap.Id, splits[0].For, splits[1].For),
            Freed(gap.Id, illnesses[0].For, illnesses[1].For),
            Judged(gap.Id, issued.Tenant == after.Own.Tenant ? values : []));
    }

    /// <summary>The values at the addresses where the gap stood; where it stood for a whole part, what that part has now.</summary>
    private IReadOnlyList<FilledValue> InItsPlace(IssuedPolicy issued, IssuedPolicy now, string gap)
    {
        var (old, current) = (PolicyValues.Of(issued.Content, PolicyNames.Of(before)), PolicyValues.Of(now.Content, PolicyNames.Of(after)));
        var pathNow = PathPairs.Of(old, current);
        var byPath = current.ToDictionary(value => value.Path, StringComparer.Ordinal);
        var paths = old.Select(value => pathNow(value.Path)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. old.Where(value => value.Gap == gap && !value.Path.StartsWith("/gaps/", StringComparison.Ordinal))
                .SelectMany(value => byPath.TryGetValue(pathNow(value.Path), out var same) ? [same] : current.Where(added => added.Section == value.Section && !paths.Contains(added.Path)))
                .Where(value => value.Gap is null)
                .DistinctBy(value => value.Path)
                .Select(value => new FilledValue(value.Label, value.Text, value.JsonPath, now.SourcesOf(value.Cite))),
        ];
    }

    private FreedCounties Freed(string gap, Func<RegionCode, RegionSplit> old, Func<RegionCode, RegionSplit> now)
    {
        List<RegionCode> computable = [], waiting = [];
        var others = new List<string>();
        foreach (var unit in units.Where(unit => GapWaiting.Of(old(unit.Code)).Contains(gap)))
        {
            var split = now(unit.Code);
            (split.Determined is null ? waiting : computable).Add(unit.Code);
            others.AddRange(GapWaiting.Of(split));
        }

        return new FreedCounties(computable, waiting, [.. others.Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>What was undetermined because of the gap, and what its values brought that was not there to be asked before.</summary>
    private IReadOnlyList<JudgedBound> Judged(string gap, IReadOnlyList<FilledValue> values)
    {
        var open = (from line in linesBefore.Value
                    from result in line.Results
                    where result.Verdict == Verdict.Undetermined && result.Gaps.Contains(gap)
                    from region in line.Regions
                    select (line.Subject, line.Category, result.Issuer, region)).ToHashSet();
        var asked = (from line in linesBefore.Value from region in line.Regions select (line.Subject, line.Category, region)).ToHashSet();
        return
        [
            .. from line in linesAfter.Value
               let isNew = line.SetAt is { } at && values.Any(value => at.StartsWith(value.JsonPath, StringComparison.Ordinal))
               from result in line.Results
               where result.Verdict != Verdict.Undetermined
               let regions = line.Regions.Where(region => open.Contains((line.Subject, line.Category, result.Issuer, region)) || (isNew && !asked.Contains((line.Subject, line.Category, region)))).ToList()
               where regions.Count > 0
               select new JudgedBound(line.What, line.Value, result.IssuerName, result.Requirement, result.Verdict, regions),
        ];
    }
}
