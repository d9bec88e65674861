using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Policies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Shell;

/// <param name="Years">Newest first: those with a published policy of the bureau or of one above it, and those of the bureau's own drafts.</param>
/// <param name="Current">The latest year that the bureau itself has published; earlier ones are closed (<see cref="ClosedYear"/>). Null when there is none.</param>
public sealed record PolicyYearList(IReadOnlyList<int> Years, int? Current)
{
    /// <summary>Of closed years: the schemes whose settlement (清算) is still to be released.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<Scheme>> ToSettle { get; init; } = new Dictionary<int, IReadOnlyList<Scheme>>();

    /// <summary>Closed years for which the bureau has never published a policy: it can still be recorded.</summary>
    public IReadOnlyList<int> WithoutPolicy { get; init; } = [];
}

/// <summary>The funding years that a person can work in, and which of them are over.</summary>
public sealed class ListPolicyYearsHandler(TenantDb tenantDb)
{
    public async Task<PolicyYearList> HandleAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await tenantDb.OpenAsync(actor, ct);
        var years = await db.Rows.ReadablePolicyVersions.AsNoTracking()
            .Where(version => version.State != PolicyState.Withdrawn)
            .Select(version => version.FundingYear)
            .Distinct()
            .OrderByDescending(year => year)
            .ToListAsync(ct);
        var current = await ClosedYear.CurrentAsync(db.Rows, ct);
        var published = await db.Rows.PolicyVersions.AsNoTracking().Where(version => version.PublishedAt != null).Select(version => version.FundingYear).Distinct().ToListAsync(ct);
        var toSettle = new Dictionary<int, IReadOnlyList<Scheme>>();
        foreach (var year in years.Where(year => year < current))
        {
            toSettle[year] = await ClosedYear.ToSettleAsync(db.Rows, year, ct);
        }

        return new PolicyYearList(years, current) { ToSettle = toSettle, WithoutPolicy = [.. years.Where(year => year < current && !published.Contains(year))] };
    }
}
