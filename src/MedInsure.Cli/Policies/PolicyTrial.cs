using System.CommandLine;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Cli.Policies;

/// <summary>Files and regions of one command, ready to be asked; and the sentence where they are not.</summary>
/// <param name="Warnings">Findings that keep a policy from being published, but not from being tried: missing citations.</param>
internal sealed record PolicyTrial(FileChain Chain, EffectivePolicy Policy, IReadOnlyList<FieldError> Warnings)
{
    public IReadOnlyList<RegionCode> Roots => Policy.Own.Root is { } root ? [root] : [.. Policy.Regions.All.Where(region => region.Parent is null).Select(region => region.Code)];

    public static Result<PolicyTrial> Open(FileChain chain, KnownRegions known, DateOnly? date, IReadOnlyList<string> assumptions)
    {
        var findings = chain.Findings();
        if (findings.Where(found => !IsCitation(found)).ToList() is { Count: > 0 } serious)
        {
            return new Invalid($"“{chain.Own.Content.Tenant}”的政策有 {serious.Count} 处问题，改正后才能试算。", serious);
        }

        var supposed = SupposedGaps.Read(assumptions, chain);
        if (!supposed.IsOk)
        {
            return supposed.Problem;
        }

        var tree = known.On(date ?? new DateOnly(chain.FundingYear, 12, 31));
        return tree.IsOk
            ? new PolicyTrial(chain, new EffectivePolicy(chain.Issued(known), tree.Value, supposed.Value), [.. findings.Where(IsCitation)])
            : tree.Problem;
    }

    /// <summary>Of several chains the one whose bureau is nearest to a region.</summary>
    public static Result<FileChain> Nearest(IReadOnlyList<FileChain> chains, KnownRegions known, RegionTree tree, RegionCode region)
    {
        if (chains.Count == 1)
        {
            return chains[0];
        }

        // A chain can also be cut below: the province's own figures are those of the files down to it.
        var candidates = chains.Where(chain => known.TenantRoot(chain.Own.Content.Tenant) is not { } root || root == region || tree.IsUnder(region, root)).ToList();
        return candidates.Count == 1
            ? candidates[0]
            : new Refused($"给出的文件分属几个最下级机构：{string.Join("、", chains.Select(chain => chain.Own.Content.Tenant))}，无法确定按哪一个计算，请只给出一个机构及其上级的文件。");
    }

    private static bool IsCitation(FieldError found) => found.Field.Contains(".cite", StringComparison.Ordinal);
}
