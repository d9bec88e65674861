using MedInsure.Persistence.Sessions;

namespace MedInsure.UseCases.Access;

/// <summary>The bureaus for the sign-in form.</summary>
public sealed class ListBureausHandler(TenantDb tenantDb)
{
    public async Task<IReadOnlyList<BureauRow>> HandleAsync(CancellationToken ct) =>
        [.. (await tenantDb.ListBureausAsync(ct)).Select(bureau => new BureauRow(bureau.Id, bureau.Code, bureau.Name))];
}

public sealed record BureauRow(int Id, string Code, string Name);
