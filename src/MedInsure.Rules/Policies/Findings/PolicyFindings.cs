using MedInsure.Rules.Constraints;
using MedInsure.Rules.Policies.Checks;

namespace MedInsure.Rules.Policies.Findings;

/// <summary>
/// Everything that stands between a draft and its review, in one list: what <see cref="PolicyChecks"/> says of the document alone, and what only its
/// surroundings can tell: the map, the levels above, last year, the pooling regions, the library of documents. See docs/rules/findings.md.
/// </summary>
public static class PolicyFindings
{
    /// <summary>All findings in the order of the policy. Equal input, equal list.</summary>
    public static IReadOnlyList<PolicyFinding> Of(PolicyContent draft, FindingContext context) => Of(draft, context, out _);

    /// <param name="compliance">Every value against every bound, those that comply included; empty while the draft cannot be put on the map.</param>
    public static IReadOnlyList<PolicyFinding> Of(PolicyContent draft, FindingContext context, out IReadOnlyList<ComplianceLine> compliance)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(context);
        var scope = new CheckScope(draft, [.. context.Ancestors.Select(issued => issued.Content)]);
        PolicyChecks.Run(scope);
        var found = new FoundList(draft, context);
        foreach (var (kind, error) in scope.Findings)
        {
            found.Add(kind, FindingWeight.Hard, error.Field, error.Sentence);
        }

        SourceFindings.Run(found);
        ValidityFindings.Run(found);
        RegionFindings.Run(found);
        PoolingFindings.Run(found);
        IReadOnlyList<Found> all = found.All;
        compliance = [];
        if (CanBeMapped(scope))
        {
            var policy = new EffectivePolicy([.. context.Ancestors, found.Issued], context.Regions);
            var mapped = new FoundList(draft, context);
            var scheme = new SchemeFindings(mapped, policy);
            scheme.Run();
            new DelegatedFindings(mapped, policy).Run();
            compliance = context.Root is { } root ? new PolicyCompliance(policy, context.LastYear).Lines(root) : [];
            BoundFindings.Run(mapped, policy, compliance);
            all = [.. found.All.Where(finding => !scheme.SaysBetter(finding)), .. mapped.All.Where(finding => !AlreadySaid(finding, found.All))];
        }

        return Addressed(draft, context, all);
    }

    /// <summary>The findings that still hold up the review: hard ones, soft ones without a reason, undetermined ones that nobody acknowledged.</summary>
    public static IReadOnlyList<PolicyFinding> Blocking(IEnumerable<PolicyFinding> findings, IEnumerable<FindingAnswer> answers)
    {
        var given = answers.ToLookup(answer => answer.Key, StringComparer.Ordinal);
        return [.. findings.Where(finding => finding.Weight switch
        {
            FindingWeight.Hard => true,
            FindingWeight.Soft => !given[finding.Key].Any(answer => !string.IsNullOrWhiteSpace(answer.Text)),
            FindingWeight.Undetermined => !given[finding.Key].Any(),
            _ => false,
        })];
    }

    /// <summary>Whether the draft and the policies above it can be put together at all.</summary>
    private static bool CanBeMapped(CheckScope scope)
    {
        var groups = scope.NearestFirst.SelectMany(content => content.Groups).ToList();
        var named = scope.Selectors().SelectMany(entry => entry.Selector.Groups.Concat(entry.Selector.Except?.Groups ?? [])).Concat(groups.SelectMany(group => group.Within?.Groups ?? []));
        return scope.Findings.All(finding => finding.Kind != FindingKind.Chain)
            && groups.DistinctBy(group => group.Id).Count() == groups.Count
            && named.All(scope.Groups.Contains);
    }

    /// <summary>Shares that the document alone shows to be wrong need no county to show it again.</summary>
    private static bool AlreadySaid(Found mapped, IReadOnlyList<Found> plain) =>
        mapped.Kind == FindingKind.Sum && plain.Any(finding => finding.JsonPath.StartsWith(mapped.JsonPath + ".shares", StringComparison.Ordinal));

    private static IReadOnlyList<PolicyFinding> Addressed(PolicyContent draft, FindingContext context, IReadOnlyList<Found> found)
    {
        var names = PolicyNames.Of([draft, .. context.Ancestors.Reverse().Select(issued => issued.Content)], code => context.Regions.Find(code)?.Name ?? code.Value);
        var values = PolicyValues.Of(draft, names);
        var order = values.Select((value, i) => (value.Path, i)).ToDictionary(entry => entry.Path, entry => entry.i, StringComparer.Ordinal);
        var made = found.Select(finding =>
        {
            var path = PolicyValues.At(values, finding.JsonPath)?.Path ?? PartOf(finding.JsonPath);
            var kind = finding.Kind.ToString();
            return new PolicyFinding(finding.Kind, finding.Weight, path, finding.JsonPath, finding.Sentence, finding.Sources, $"{char.ToLowerInvariant(kind[0])}{kind[1..]}:{path}{(finding.Detail.Length == 0 ? "" : ":" + finding.Detail)}");
        });
        var keyed = made.GroupBy(finding => finding.Key, StringComparer.Ordinal)
            .SelectMany(same => same.OrderBy(finding => finding.Sentence, StringComparer.Ordinal).Select((finding, i) => i == 0 ? finding : finding with { Key = $"{finding.Key}#{i + 1}" }));
        return [.. keyed.OrderBy(finding => order.GetValueOrDefault(finding.Path, int.MaxValue)).ThenBy(finding => finding.Kind).ThenBy(finding => finding.Key, StringComparer.Ordinal)];
    }

    /// <summary>"$.subsidies.rules[0]" as the part of the policy that it is in: "/subsidies".</summary>
    private static string PartOf(string jsonPath) => "/" + jsonPath.TrimStart('$').TrimStart('.').Split('.', '[')[0];
}
