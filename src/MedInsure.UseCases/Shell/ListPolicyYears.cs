using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Shell;

/// <summary>The funding years that a person can work in, newest first: those with a published policy of the bureau or of one above it, and the bureau's own drafts.</summary>
public sealed class ListPolicyYearsHandler(TenantDb tenantDb)
{
    public async Task<IReadOnlyList<int>> HandleAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await tenantDb.OpenAsync(actor, ct);
        return await db.Rows.ReadablePolicyVersions.AsNoTracking()
            .Where(version => version.State != PolicyState.Withdrawn)
            .Select(version => version.FundingYear)
            .Distinct()
            .OrderByDescending(year => year)
            .ToListAsync(ct);
    }
}
