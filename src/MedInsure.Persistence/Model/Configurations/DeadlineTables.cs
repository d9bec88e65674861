using MedInsure.Persistence.Access;
using MedInsure.Persistence.Deadlines;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedInsure.Persistence.Model.Configurations;

internal sealed class OfficeDeadlineConfiguration : IEntityTypeConfiguration<OfficeDeadlineEntity>
{
    public void Configure(EntityTypeBuilder<OfficeDeadlineEntity> entity)
    {
        entity.HasTenantId();
        entity.Property(deadline => deadline.By).HasColumnName("by_user");
        entity.HasIndex(deadline => new { deadline.TenantId, deadline.FundingYear }).IsUnique().HasFilter("kind = 'Filing'");
        entity.RefersTo<UserEntity>(nameof(OfficeDeadlineEntity.By));
        entity.ToTable(table => table.HasCheckConstraint("ck_office_deadline_text", "subject ~ '\\S' AND actor ~ '\\S' AND reason ~ '\\S'"));
    }
}

internal sealed class DeadlineDoneConfiguration : IEntityTypeConfiguration<DeadlineDoneEntity>
{
    public void Configure(EntityTypeBuilder<DeadlineDoneEntity> entity)
    {
        entity.HasKey(done => new { done.TenantId, done.FundingYear, done.DeadlineKey });
        entity.Property(done => done.By).HasColumnName("by_user");
        entity.RefersTo<UserEntity>(nameof(DeadlineDoneEntity.By));
    }
}

internal sealed class GapAssignmentConfiguration : IEntityTypeConfiguration<GapAssignmentEntity>
{
    public void Configure(EntityTypeBuilder<GapAssignmentEntity> entity)
    {
        entity.HasTenantId();
        entity.Property(assignment => assignment.By).HasColumnName("by_user");
        entity.HasIndex(assignment => new { assignment.TenantId, assignment.FundingYear, assignment.Issuer, assignment.GapId });
        entity.RefersTo<UserEntity>(nameof(GapAssignmentEntity.OwnerId));
        entity.RefersTo<UserEntity>(nameof(GapAssignmentEntity.By));
        entity.ToTable(table => table.HasCheckConstraint("ck_gap_assignment_owner", "owner_words ~ '\\S' AND owner_id IS NULL OR owner_words IS NULL"));
    }
}
