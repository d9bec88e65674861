using MedInsure.Persistence.Access;
using MedInsure.Persistence.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedInsure.Persistence.Model.Configurations;

internal sealed class JobConfiguration : IEntityTypeConfiguration<JobEntity>
{
    public void Configure(EntityTypeBuilder<JobEntity> entity)
    {
        entity.HasTenantId();
        entity.Property(job => job.Done).HasColumnName("done_count");
        entity.Property(job => job.Total).HasColumnName("total_count");
        entity.HasIndex(job => new { job.TenantId, job.Kind, job.SubjectId });
        // The queue: few rows, whatever the table has seen.
        entity.HasIndex(job => new { job.TenantId, job.Id }, "ix_job_open").HasFilter("state IN ('Queued', 'Running')");
        entity.RefersTo<UserEntity>(nameof(JobEntity.AskedBy));
        entity.ToTable(table =>
        {
            table.HasCheckConstraint("ck_job_lease", "(state = 'Running') = (worker IS NOT NULL) AND (worker IS NULL) = (lease_until IS NULL)");
            table.HasCheckConstraint("ck_job_ended", "(state IN ('Done', 'Failed', 'Cancelled')) = (ended_at IS NOT NULL) AND (ended_at IS NULL OR coalesce(sentence, '') ~ '\\S')");
            table.HasCheckConstraint("ck_job_reason", "reason ~ '\\S'");
            table.HasCheckConstraint("ck_job_counts", "attempts >= 0 AND done_count >= 0 AND total_count >= 0");
        });
    }
}
