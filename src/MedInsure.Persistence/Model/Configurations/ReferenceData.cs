using MedInsure.Persistence.Regions;
using MedInsure.Persistence.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedInsure.Persistence.Model.Configurations;

internal sealed class BureauConfiguration : IEntityTypeConfiguration<BureauEntity>
{
    public void Configure(EntityTypeBuilder<BureauEntity> entity)
    {
        entity.ToTable("tenant");
        entity.Property(bureau => bureau.Id).ValueGeneratedNever();
        entity.HasIndex(bureau => bureau.Code).IsUnique();
        entity.HasOne<BureauEntity>().WithMany().HasForeignKey(bureau => bureau.ParentId).OnDelete(DeleteBehavior.Restrict);
        entity.HasOne<RegionEntity>().WithMany().HasForeignKey(bureau => bureau.RootRegion).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RegionConfiguration : IEntityTypeConfiguration<RegionEntity>
{
    public void Configure(EntityTypeBuilder<RegionEntity> entity)
    {
        entity.HasKey(region => region.Code);
        entity.HasOne<RegionEntity>().WithMany().HasForeignKey(region => region.ParentCode).OnDelete(DeleteBehavior.Restrict);
        entity.ToTable(table =>
        {
            table.HasCheckConstraint("ck_region_code", @"code ~ '^\d{6}$|^\d{4}L\d$'");
            table.HasCheckConstraint("ck_region_valid", "valid_to > valid_from");
        });
    }
}

internal sealed class PoolingRegionConfiguration : IEntityTypeConfiguration<PoolingRegionEntity>
{
    public void Configure(EntityTypeBuilder<PoolingRegionEntity> entity)
    {
        entity.HasTenantId();
        entity.HasIndex(unit => new { unit.TenantId, unit.Insurance, unit.Seat, unit.ValidFrom }).IsUnique();
        entity.HasOne<RegionEntity>().WithMany().HasForeignKey(unit => unit.Seat).OnDelete(DeleteBehavior.Restrict);
        entity.HasMany(unit => unit.Members).WithOne().HasForeignKey(member => new { member.TenantId, member.PoolingRegionId }).OnDelete(DeleteBehavior.Cascade);
        entity.ToTable(table => table.HasCheckConstraint("ck_pooling_region_valid", "valid_to > valid_from"));
    }
}

internal sealed class PoolingMemberConfiguration : IEntityTypeConfiguration<PoolingMemberEntity>
{
    public void Configure(EntityTypeBuilder<PoolingMemberEntity> entity)
    {
        entity.HasKey(member => new { member.TenantId, member.PoolingRegionId, member.RegionCode, member.ValidFrom });
        entity.HasOne<RegionEntity>().WithMany().HasForeignKey(member => member.RegionCode).OnDelete(DeleteBehavior.Restrict);
        entity.ToTable(table => table.HasCheckConstraint("ck_pooling_member_valid", "valid_to > valid_from"));
    }
}
