using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MedInsure.Persistence.Entitlements;
using MedInsure.Rules.Calendar;

namespace MedInsure.UseCases.Entitlements;

/// <summary>What a run is held to: a hash over everything that went in and one over everything that came out. The rows come as digests from the database.</summary>
internal static class EntitlementHashes
{
    public static string Input(int engine, int coverageYear, Month month, KeptPolicies policies, IReadOnlyList<EntitlementChoiceEntity> choices, EntitlementDigest rows) => Of(new
    {
        engine,
        coverageYear,
        month = month.Index,
        policies = Named(policies.Policies),
        lastYear = Named(policies.LastYear),
        choices = choices.Select(choice => new object[] { choice.Id, choice.RegionCode.Value, choice.AgeClass, choice.Categories }),
        rows = rows.WentIn,
    });

    public static string Outcome(IReadOnlyList<EntitlementChoiceEntity> choices, EntitlementDigest rows) => Of(new
    {
        choices = choices.Select(choice => new object?[]
        {
            choice.Id, choice.State.ToString(), choice.ContributionFen, choice.AmountFen, choice.Winner, choice.Mode?.ToString(), choice.EnrolOffset, choice.PayOffset, choice.Gaps, choice.Problem, choice.HasBound,
        }),
        rows = rows.CameOut,
    });

    private static IEnumerable<object[]> Named(IReadOnlyList<EntitlementPolicy> policies) => policies.Select(policy => new object[] { policy.Tenant, policy.Version, policy.Sha256 });

    private static string Of(object content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(content, KeptPolicies.Json))));
}
