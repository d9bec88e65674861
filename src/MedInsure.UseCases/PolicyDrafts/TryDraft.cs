using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>试算 beside the editor: what a draft, saved or not, would give. Nothing is written.</summary>
/// <param name="Region">The county whose split and subsidies are asked for; null leaves them out.</param>
/// <param name="WithMoney">Whether to divide all headcounts by the draft and by what is published.</param>
/// <param name="Person">Somebody in that county whose subsidy is asked for; null leaves it out.</param>
public sealed record TryDraft(long VersionId, string Text, RegionCode? Region, bool WithMoney = false, TriedPerson? Person = null);

/// <summary>A person as a roster would have him.</summary>
/// <param name="Month">认定月份: the month for which the answer is asked.</param>
public sealed record TriedPerson(IReadOnlyList<HeldIdentity> Identities, Month Month, Enrolment Enrolment);

/// <param name="Counties">The bureau's counties, for the choice.</param>
/// <param name="Subsidies">Per category in the order of the policy, for the chosen county.</param>
/// <param name="Money">Against the published version of this year, or else of last year; null when not asked for or when there is none.</param>
public sealed record TriedDraft(IReadOnlyList<(RegionCode Code, string Name)> Counties, RegionSplit? Split, IReadOnlyList<TriedSubsidy> Subsidies, MoneyEffect? Money, string? AgainstTitle)
{
    /// <summary>What the person is entitled to; null when nobody was asked for.</summary>
    public Entitlement? Entitlement { get; init; }
}

public sealed record TriedSubsidy(string Category, string Name, SubsidyStandard Standard);

public sealed class TryDraftHandler(TenantDb tenantDb)
{
    public async Task<Result<TriedDraft>> HandleAsync(Actor actor, TryDraft request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToSee(actor) is { } problem)
        {
            return problem;
        }

        var read = PolicyJson.Read(request.Text);
        if (!read.IsOk)
        {
            return new Refused("草稿还没有填完整，暂不能试算；请先按检查结果改正。");
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var version = await db.Rows.PolicyVersions.AsNoTracking().FirstOrDefaultAsync(candidate => candidate.Id == request.VersionId, ct);
        var path = await PolicyChain.PathAsync(db, ct);
        if (version is null || read.Value.Tenant != path[^1].Code || read.Value.Year.Funding != version.FundingYear)
        {
            return new NotFound("没有找到这份草稿，或内容不属于本机构本年度，请回到列表重新选择。");
        }

        var above = await PolicyChain.AboveAsync(db, version.FundingYear, ct);
        if (!above.IsOk)
        {
            return above.Problem!;
        }

        var own = path[^1];
        IReadOnlyList<IssuedPolicy> chain = [.. above.Value.Select(policy => policy.Issued), new IssuedPolicy(own.Code, own.Name, own.RootRegion, version.VersionNumber, PolicyJson.Hash(read.Value), read.Value)];
        if (PolicyChecks.Check(read.Value, [.. above.Value.Select(policy => policy.Issued.Content)]) is { Count: > 0 } faults)
        {
            return new Refused($"草稿有 {faults.Count} 处必须改正的问题，暂不能试算：{faults[0].Sentence}");
        }

        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(version.FundingYear), ct);
        var effective = new EffectivePolicy(chain, tree);
        IReadOnlyList<(RegionCode, string)> counties = own.RootRegion is { } root ? [.. tree.FundingUnitsOf(root).Select(unit => (unit.Code, unit.Name))] : [];
        var (money, against) = request.WithMoney && own.RootRegion is not null ? await MoneyAsync(db, actor, version, chain, ct) : (null, null);
        return new TriedDraft(
            counties,
            request.Region is { } region ? new FundingSplit(effective).For(region) : null,
            request.Region is { } place ? [.. Subsidies(effective, place)] : [],
            money,
            against)
        {
            Entitlement = request is { Region: { } home, Person: { } person } ? await EntitlementAsync(db, version.FundingYear, effective, home, person, ct) : null,
        };
    }

    private static async Task<Entitlement> EntitlementAsync(TenantSession db, int year, EffectivePolicy effective, RegionCode home, TriedPerson person, CancellationToken ct)
    {
        var last = await PolicyChain.InForceAsync(db, year - 1, ct);
        var lastYear = last.IsOk ? new EffectivePolicy([.. last.Value.Select(policy => policy.Issued)], await RegionFacts.TreeAsync(db, RegionFacts.AsOf(year - 1), ct)) : null;
        return new SubsidyEntitlement(new SubsidyChoices(effective, lastYear)).Of(new SubsidyPerson(home, person.Identities) { Enrolment = person.Enrolment }, person.Month);
    }

    private static IEnumerable<TriedSubsidy> Subsidies(EffectivePolicy effective, RegionCode region)
    {
        var standards = new SubsidyStandards(effective);
        var (worlds, _) = effective.Matching.WorldsOf(region, effective.Chain.SelectMany(issued => issued.Content.Subsidies.Rules).Select(rule => rule.Where));
        return worlds.Count != 1 ? [] : standards.Categories.Select(category => new TriedSubsidy(category.Id, category.Name, standards.Of(category.Id, region, worlds[0])));
    }

    private static async Task<(MoneyEffect? Money, string? Against)> MoneyAsync(TenantSession db, Actor actor, PolicyVersionEntity version, IReadOnlyList<IssuedPolicy> chain, CancellationToken ct)
    {
        for (var year = version.FundingYear; year >= version.FundingYear - 1; year--)
        {
            if (await PolicyChain.InForceAsync(db, year, ct) is { IsOk: true } published)
            {
                return (await PolicyMoney.EffectAsync(db, actor, [.. published.Value.Select(policy => policy.Issued)], chain, ct), $"{year}年度第 {published.Value[^1].Issued.Version} 版");
            }
        }

        return (null, null);
    }
}
