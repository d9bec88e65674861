using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Policies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Shell;

/// <param name="Years">Newest first: those with a published policy of the bureau or of one above it, and those of the bureau's own drafts.</param>
/// <param name="Current">The latest year that the bureau itself has published; earlier ones are closed (<see cref="ClosedYear"/>). Null when there is none.</param>
public sealed record PolicyYearList(IReadOnlyList<int> Years, int? Current);

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
        return new PolicyYearList(years, await ClosedYear.CurrentAsync(db.Rows, ct));
    }
}
