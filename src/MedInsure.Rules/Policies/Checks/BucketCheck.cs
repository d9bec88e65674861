using System.Numerics;
using MedInsure.Rules.Funding;

namespace MedInsure.Rules.Policies.Checks;

/// <summary>A ratio divides a bucket that a scheme, or another ratio, left open, and only among the payers of that bucket.</summary>
internal static class BucketCheck
{
    public static void Run(CheckScope scope)
    {
        var scheme = scope.NearestFirst.FirstOrDefault(policy => policy.Funding.Tiers.Count > 0 || policy.Funding.Gap is not null);
        var open = scheme?.Funding.Tiers.SelectMany(tier => tier.Shares)
            .Concat(scope.NearestFirst.SelectMany(policy => policy.Funding.Splits).SelectMany(split => split.Shares))
            .Select(share => share.Payers).Where(payers => !BitOperations.IsPow2((int)payers)).ToHashSet();
        foreach (var (split, path) in scope.Content.Funding.Splits.At("$.funding.splits"))
        {
            scope.AddIf(BitOperations.IsPow2((int)split.Of), path + ".of", "只有一个出资方，没有可分的合计；请写两个以上出资方。");
            scope.AddIf(
                open is { Count: > 0 } && !open.Contains(split.Of) && !BitOperations.IsPow2((int)split.Of),
                path + ".of",
                $"分担方案中没有“{PayerNames.Of(split.Of)}”这一合计，可分的有：{string.Join("、", (open ?? []).Select(PayerNames.Of))}。");
            scope.AddIf(scheme?.Funding.Tiers.Count > 0 && open is { Count: 0 }, path + ".of", "分担方案没有留下待分的合计，请核对。");
            foreach (var (share, at) in split.Shares.At(path + ".shares"))
            {
                scope.AddIf(
                    (share.Payers & ~split.Of) != Payers.None || share.Payers == split.Of,
                    at + ".payers",
                    $"“{PayerNames.Of(split.Of)}”只能在其中的各出资方之间划分，这里写的是{PayerNames.Of(share.Payers)}，请核对。");
            }
        }
    }
}
