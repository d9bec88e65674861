using MedInsure.Rules.Constraints;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Gaps;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.UseCases.Deadlines;

/// <summary>依据待补: a gap, who looks for its document until when, and what waits for it. Owner and date of <paramref name="Gap"/> are the document's own words.</summary>
/// <param name="Issuer">Code of the bureau whose document has the gap.</param>
/// <param name="IssuerName">Whose document has the gap.</param>
/// <param name="IsOwn">The bureau's own policy has it; otherwise one above, and something here waits for it.</param>
/// <param name="Values">The values of the policies in force in whose place it stands.</param>
/// <param name="Counties">The counties whose split or whose critical-illness amount cannot be told because of it.</param>
/// <param name="OfCounties">How many counties the bureau has.</param>
/// <param name="Unchecked">How many bounds cannot be judged because of it.</param>
public sealed record WaitingGap(
    Gap Gap, string Issuer, string IssuerName, bool IsOwn, IReadOnlyList<Source> Sources, IReadOnlyList<string> Values, IReadOnlyList<string> Counties, int OfCounties, int Unchecked)
{
    /// <summary>内部口径: whom the office named last, and until when; null while it has named nobody or has taken it back.</summary>
    public GapOwner? Office { get; init; }

    /// <summary>Everything that the office said about it, newest first.</summary>
    public IReadOnlyList<GapOwner> History { get; init; } = [];

    public bool BlocksNothing => Values.Count == 0 && Counties.Count == 0 && Unchecked == 0;
}

internal static class WaitingGaps
{
    public static IReadOnlyList<WaitingGap> Of(EffectivePolicy policy, RegionCode? root, string tenant)
    {
        var units = root is { } at ? policy.Regions.FundingUnitsOf(at).ToList() : [];
        var (split, illness) = (new FundingSplit(policy), new CriticalIllnessFunding(policy));
        var waiting = units.SelectMany(unit => GapWaiting.Of(split.For(unit.Code)).Concat(GapWaiting.Of(illness.For(unit.Code))).Distinct(StringComparer.Ordinal).Select(gap => (Gap: gap, unit.Name)))
            .ToLookup(entry => entry.Gap, entry => entry.Name, StringComparer.Ordinal);
        var names = PolicyNames.Of(policy);
        var values = policy.Chain.SelectMany(issued => PolicyValues.Of(issued.Content, names))
            .Where(value => value.Gap is not null && !value.Path.StartsWith("/gaps/", StringComparison.Ordinal)) // the gap's own line waits for nothing
            .ToLookup(value => value.Gap!, value => value.Label, StringComparer.Ordinal);
        var bounds = (policy.Own.Tenant == tenant && root is { } own ? new PolicyCompliance(policy).Lines(own) : [])
            .SelectMany(line => line.Results).Where(result => result.Verdict == Verdict.Undetermined).SelectMany(result => result.Gaps)
            .ToLookup(gap => gap, StringComparer.Ordinal);
        return
        [
            .. from issued in policy.NearestFirst
               let isOwn = issued.Tenant == tenant
               from gap in issued.Content.Gaps
               let found = new WaitingGap(
                   gap, issued.Tenant, issued.TenantName, isOwn, issued.SourcesOf(gap.Cite), isOwn ? [.. values[gap.Id].Distinct()] : [], [.. waiting[gap.Id]], units.Count, bounds[gap.Id].Count())
               where isOwn || !found.BlocksNothing
               select found,
        ];
    }
}
