using MedInsure.Persistence.People;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.People;

/// <summary>Found persons as a list shows them: the number masked, with the identities that hold now.</summary>
internal static class PersonRows
{
    public static async Task<IReadOnlyList<PersonRow>> OfAsync(TenantSession db, InstallationKey key, PeopleBasis basis, IReadOnlyList<FoundPerson> found, CancellationToken ct)
    {
        var ids = found.Select(person => person.Id).ToList();
        var held = (await db.Rows.Memberships.AsNoTracking().Where(membership => ids.Contains(membership.PersonId) && membership.UntilMonth == null)
            .Select(membership => new { membership.PersonId, membership.Category }).Distinct().ToListAsync(ct)).ToLookup(membership => membership.PersonId, membership => membership.Category);
        using var vault = key.IdentityVaultFor(db.Rows.TenantId);
        return [.. found.Select(person => new PersonRow(
            person.Id,
            person.Name,
            vault.Open(person.IdNumber).Masked,
            basis.NameOf(person.Region),
            person.Town,
            person.Village,
            [.. held[person.Id].Select(basis.NameOf).Order(StringComparer.Ordinal)]))];
    }
}
