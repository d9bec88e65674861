using MedInsure.Persistence.Access;
using MedInsure.Persistence.Regions;
using MedInsure.Persistence.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedInsure.Persistence.Model.Configurations;

internal sealed class UserConfiguration : IEntityTypeConfiguration<UserEntity>
{
    public void Configure(EntityTypeBuilder<UserEntity> entity)
    {
        entity.ToTable("app_user");
        entity.HasTenantId();
        entity.HasIndex(user => new { user.TenantId, user.NormalizedUserName }).IsUnique();
        entity.HasOne<BureauEntity>().WithMany().HasForeignKey(user => user.TenantId).OnDelete(DeleteBehavior.Restrict);
        entity.HasMany(user => user.Roles).WithOne().HasForeignKey(role => new { role.TenantId, role.UserId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasMany(user => user.Regions).WithOne().HasForeignKey(region => new { region.TenantId, region.UserId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class UserRoleConfiguration : IEntityTypeConfiguration<UserRoleEntity>
{
    public void Configure(EntityTypeBuilder<UserRoleEntity> entity)
    {
        entity.HasKey(role => new { role.TenantId, role.UserId, role.Role });
        entity.ToTable(table => table.HasCheckConstraint(
            "ck_user_role_single",
            "role IN ('PolicyAdministrator', 'Reviewer', 'FinanceOfficer', 'Clerk', 'Auditor', 'SystemAdministrator')"));
    }
}

internal sealed class UserRegionConfiguration : IEntityTypeConfiguration<UserRegionEntity>
{
    public void Configure(EntityTypeBuilder<UserRegionEntity> entity)
    {
        entity.HasKey(region => new { region.TenantId, region.UserId, region.RegionCode });
        entity.HasOne<RegionEntity>().WithMany().HasForeignKey(region => region.RegionCode).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class UserSessionConfiguration : IEntityTypeConfiguration<UserSessionEntity>
{
    public void Configure(EntityTypeBuilder<UserSessionEntity> entity)
    {
        entity.HasKey(session => new { session.TenantId, session.Id });
        entity.Property(session => session.Id).ValueGeneratedNever();
        entity.HasIndex(session => new { session.TenantId, session.UserId });
        entity.RefersTo<UserEntity>(nameof(UserSessionEntity.UserId));
    }
}

internal sealed class UserPreferenceConfiguration : IEntityTypeConfiguration<UserPreferenceEntity>
{
    public void Configure(EntityTypeBuilder<UserPreferenceEntity> entity)
    {
        entity.HasKey(preference => new { preference.TenantId, preference.UserId, preference.Key });
        entity.RefersTo<UserEntity>(nameof(UserPreferenceEntity.UserId));
    }
}
