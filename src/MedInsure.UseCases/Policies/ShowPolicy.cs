using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Constraints;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Regions;

namespace MedInsure.UseCases.Policies;

/// <summary>政策依据: the policy in force of the bureau or of one above it, with every value's clause, the bounds from above and the gaps.</summary>
/// <param name="Tenant">Code of the bureau whose policy is shown; null for the own one.</param>
public sealed record ShowPolicy(int FundingYear, string? Tenant = null);

/// <param name="Path">The bureaus from the national one down to the own one, for moving between their policies.</param>
/// <param name="Compliance">The own effective values against the bounds from above; only for the own policy.</param>
public sealed record PolicyPage(
    string Tenant,
    string BureauName,
    string Title,
    int Version,
    string Sha256,
    DateTimeOffset? PublishedAt,
    PolicyYears Years,
    IReadOnlyList<PolicyDocument> Documents,
    IReadOnlyList<PolicySection> Sections,
    IReadOnlyList<ComplianceRow> Compliance,
    IReadOnlyList<Gap> Gaps,
    IReadOnlyList<(string Tenant, string Name)> Path);

/// <param name="Regions">"全部9个单位" or the names.</param>
public sealed record ComplianceRow(string What, string Value, string Regions, BoundResult Result);

public sealed class ShowPolicyHandler(TenantDb tenantDb)
{
    public async Task<Result<PolicyPage>> HandleAsync(Actor actor, ShowPolicy request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (!actor.Has(Role.PolicyAdministrator | Role.Reviewer | Role.FinanceOfficer | Role.Clerk))
        {
            return new NotAllowed("您的岗位不能查看政策依据，请联系系统管理员核对岗位。");
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var loaded = await PolicyChain.InForceAsync(db, request.FundingYear, ct);
        if (!loaded.IsOk)
        {
            return loaded.Problem!;
        }

        var chain = loaded.Value;
        var index = request.Tenant is null ? chain.Count - 1 : chain.ToList().FindIndex(policy => policy.Issued.Tenant == request.Tenant);
        if (index < 0)
        {
            return new NotFound("只能查看本机构和上级机构的政策，请从列表中重新选择。");
        }

        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(request.FundingYear), ct);
        var shown = chain[index];
        var effective = new EffectivePolicy([.. chain.Take(index + 1).Select(policy => policy.Issued)], tree);
        var isOwn = index == chain.Count - 1;
        return new PolicyPage(
            shown.Issued.Tenant,
            shown.Issued.TenantName,
            shown.Issued.Content.Title,
            shown.Issued.Version,
            shown.Issued.Sha256,
            shown.PublishedAt,
            PolicyYears.Of(effective.Chain),
            shown.Issued.Content.Documents,
            new PolicySections(shown.Issued, effective).All(),
            isOwn && shown.Issued.Root is { } root ? [.. Compliance(effective, root)] : [],
            shown.Issued.Content.Gaps,
            [.. chain.Select(policy => (policy.Issued.Tenant, policy.Issued.TenantName))]);
    }

    private static IEnumerable<ComplianceRow> Compliance(EffectivePolicy effective, RegionCode root)
    {
        var all = effective.Regions.FundingUnitsOf(root).Count();
        return from line in new PolicyCompliance(effective).Lines(root)
               from result in line.Results
               let names = line.Regions.Select(code => effective.Regions.Find(code)?.Name ?? code.Value).Distinct().ToList()
               select new ComplianceRow(line.What, $"{line.Value.ToYuanText()} 元", names.Count == all ? $"全部{all}个单位" : names.Count > 12 ? $"{string.Join("、", names.Take(12))}等{names.Count}个单位" : string.Join("、", names), result);
    }
}
