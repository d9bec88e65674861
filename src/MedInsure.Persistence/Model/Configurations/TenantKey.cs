using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedInsure.Persistence.Model.Configurations;

/// <summary>Keys that begin with the tenant, written once.</summary>
internal static class TenantKey
{
    /// <summary>The key (tenant_id, id), the id given by the database.</summary>
    public static void HasTenantId<T>(this EntityTypeBuilder<T> entity)
        where T : TenantEntity
    {
        entity.HasKey(nameof(TenantEntity.TenantId), "Id");
        entity.Property<long>("Id").UseIdentityByDefaultColumn();
    }

    /// <summary>A reference within the bureau: (tenant_id, column) to the other's (tenant_id, id). Nothing cascades.</summary>
    public static void RefersTo<TOther>(this EntityTypeBuilder entity, string property)
        where TOther : TenantEntity =>
        entity.HasOne(typeof(TOther)).WithMany().HasForeignKey(nameof(TenantEntity.TenantId), property).OnDelete(DeleteBehavior.Restrict);
}
