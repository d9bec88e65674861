using MedInsure.Persistence.Access;
using MedInsure.Persistence.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedInsure.Persistence.Model.Configurations;

internal sealed class PolicyMakerConfiguration : IEntityTypeConfiguration<PolicyMakerEntity>
{
    public void Configure(EntityTypeBuilder<PolicyMakerEntity> entity)
    {
        entity.HasKey(maker => new { maker.TenantId, maker.VersionId, maker.UserId });
        entity.HasOne<PolicyVersionEntity>().WithMany().HasForeignKey(maker => new { maker.TenantId, maker.VersionId }).OnDelete(DeleteBehavior.Cascade);
        entity.RefersTo<UserEntity>(nameof(PolicyMakerEntity.UserId));
    }
}

internal sealed class PolicyOpinionConfiguration : IEntityTypeConfiguration<PolicyOpinionEntity>
{
    public void Configure(EntityTypeBuilder<PolicyOpinionEntity> entity)
    {
        entity.HasTenantId();
        entity.Property(opinion => opinion.By).HasColumnName("by_user");
        entity.RefersTo<PolicyVersionEntity>(nameof(PolicyOpinionEntity.VersionId));
        entity.RefersTo<UserEntity>(nameof(PolicyOpinionEntity.By));
    }
}

internal sealed class PolicyNoteConfiguration : IEntityTypeConfiguration<PolicyNoteEntity>
{
    public void Configure(EntityTypeBuilder<PolicyNoteEntity> entity)
    {
        entity.HasKey(note => new { note.TenantId, note.VersionId, note.FindingKey });
        entity.Property(note => note.By).HasColumnName("by_user");
        entity.HasOne<PolicyVersionEntity>().WithMany().HasForeignKey(note => new { note.TenantId, note.VersionId }).OnDelete(DeleteBehavior.Cascade);
        entity.RefersTo<UserEntity>(nameof(PolicyNoteEntity.By));
        entity.ToTable(table => table.HasCheckConstraint("ck_policy_note_text", "text ~ '\\S'"));
    }
}

internal sealed class PolicyConfirmationConfiguration : IEntityTypeConfiguration<PolicyConfirmationEntity>
{
    public void Configure(EntityTypeBuilder<PolicyConfirmationEntity> entity)
    {
        entity.HasKey(confirmation => new { confirmation.TenantId, confirmation.VersionId, confirmation.Path });
        entity.Property(confirmation => confirmation.By).HasColumnName("by_user");
        entity.HasOne<PolicyVersionEntity>().WithMany().HasForeignKey(confirmation => new { confirmation.TenantId, confirmation.VersionId }).OnDelete(DeleteBehavior.Cascade);
        entity.RefersTo<UserEntity>(nameof(PolicyConfirmationEntity.By));
    }
}

internal sealed class PolicyBasisConfiguration : IEntityTypeConfiguration<PolicyBasisEntity>
{
    public void Configure(EntityTypeBuilder<PolicyBasisEntity> entity)
    {
        entity.HasKey(basis => new { basis.TenantId, basis.VersionId, basis.IssuerTenantId });
        entity.HasOne<PolicyVersionEntity>().WithMany().HasForeignKey(basis => new { basis.TenantId, basis.VersionId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasOne<PolicyVersionEntity>().WithMany().HasForeignKey(basis => new { basis.IssuerTenantId, basis.IssuerVersionId }).OnDelete(DeleteBehavior.Restrict);
    }
}
