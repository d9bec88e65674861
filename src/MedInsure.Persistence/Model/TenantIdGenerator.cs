using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.ValueGeneration;

namespace MedInsure.Persistence.Model;

/// <summary>A row that is added belongs to the bureau of the context that adds it.</summary>
internal sealed class TenantIdGenerator : ValueGenerator<int>
{
    public override bool GeneratesTemporaryValues => false;

    public override bool GeneratesStableValues => true;

    public override int Next(EntityEntry entry) => ((MedInsureContext)entry.Context).TenantId;
}
