using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Regions;

namespace MedInsure.UseCases.Entitlements;

/// <summary>A policy version that a run rests on.</summary>
/// <param name="Sha256">Of its content.</param>
public sealed record EntitlementPolicy(string Tenant, long VersionId, int Version, string Sha256);

/// <summary>What is kept of the policies of a run.</summary>
/// <param name="LastYear">Those in force a year before, for bounds that look back; empty where there were none.</param>
internal sealed record KeptPolicies(int FundingYear, IReadOnlyList<EntitlementPolicy> Policies, IReadOnlyList<EntitlementPolicy> LastYear)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static KeptPolicies Read(string json) => JsonSerializer.Deserialize<KeptPolicies>(json, Json)!;
}

/// <summary>By what a run decides: the policies in force, or those that it was computed with.</summary>
internal sealed record EntitlementBasis(EffectivePolicy Policy, SubsidyCombinations Combinations, KeptPolicies Kept)
{
    /// <summary>The policies in force for a funding year.</summary>
    public static async Task<Result<EntitlementBasis>> InForceAsync(TenantSession db, int fundingYear, CancellationToken ct)
    {
        var loaded = await PolicyChain.InForceAsync(db, fundingYear, ct);
        if (!loaded.IsOk)
        {
            return loaded.Problem;
        }

        if (loaded.Value[^1].Issued.Root is null)
        {
            return new Refused("国家医疗保障局没有资助对象名单，不做资助认定；请由各省、市医疗保障局办理。");
        }

        var before = await PolicyChain.InForceAsync(db, fundingYear - 1, ct);
        return await OfAsync(db, fundingYear, loaded.Value, before.IsOk ? before.Value : [], ct);
    }

    /// <summary>The policies that a run was computed with, whatever has been published since.</summary>
    public static async Task<EntitlementBasis> OfRunAsync(TenantSession db, string kept, CancellationToken ct)
    {
        var policies = KeptPolicies.Read(kept);
        return await OfAsync(db, policies.FundingYear, await ReadAsync(db, policies.Policies, ct), await ReadAsync(db, policies.LastYear, ct), ct);
    }

    /// <summary>待遇年度 by the nearest policy that says when the contribution buys coverage; null while that is a gap.</summary>
    public static int? CoverageYearOf(IEnumerable<IssuedPolicy> nearestFirst) => CoverageOf(nearestFirst) is { Gap: null } window ? (window.From ?? window.To)?.Year : null;

    public static YearWindow? CoverageOf(IEnumerable<IssuedPolicy> nearestFirst) => nearestFirst.Select(issued => issued.Content.Year.CoverageFor(null)).FirstOrDefault(window => window is not null);

    public string NameOf(string category) => Policy.NearestFirst.SelectMany(issued => issued.Content.Subsidies.Categories).FirstOrDefault(one => one.Id == category)?.Name ?? category;

    public string RegionName(RegionCode code) => Policy.Regions.Find(code)?.Name ?? code.Value;

    private static async Task<IReadOnlyList<StoredPolicy>> ReadAsync(TenantSession db, IReadOnlyList<EntitlementPolicy> kept, CancellationToken ct)
    {
        var read = kept.Count == 0 ? [] : await PolicyChain.OfIdsAsync(db, [.. kept.Select(policy => policy.VersionId)], ct);
        return read.Select(policy => (policy.Issued.Tenant, policy.Issued.Sha256)).SequenceEqual(kept.Select(policy => (policy.Tenant, policy.Sha256)))
            ? read
            : throw new InvalidDataException("The policies of an entitlement run are no longer what they were.");
    }

    private static async Task<EntitlementBasis> OfAsync(TenantSession db, int fundingYear, IReadOnlyList<StoredPolicy> chain, IReadOnlyList<StoredPolicy> before, CancellationToken ct)
    {
        var policy = new EffectivePolicy([.. chain.Select(stored => stored.Issued)], await RegionFacts.TreeAsync(db, RegionFacts.AsOf(fundingYear), ct));
        var lastYear = before.Count == 0 ? null : new EffectivePolicy([.. before.Select(stored => stored.Issued)], await RegionFacts.TreeAsync(db, RegionFacts.AsOf(fundingYear - 1), ct));
        return new EntitlementBasis(policy, new SubsidyCombinations(policy, lastYear), new KeptPolicies(fundingYear, Keep(chain), Keep(before)));
    }

    private static IReadOnlyList<EntitlementPolicy> Keep(IReadOnlyList<StoredPolicy> chain) =>
        [.. chain.Select(stored => new EntitlementPolicy(stored.Issued.Tenant, stored.VersionId, stored.Issued.Version, stored.Issued.Sha256))];
}
