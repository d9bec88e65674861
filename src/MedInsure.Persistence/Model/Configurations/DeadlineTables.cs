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
