using MedInsure.Persistence.Access;
using MedInsure.Persistence.Allocations;
using MedInsure.Persistence.Auditing;
using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Regions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedInsure.Persistence.Model.Configurations;

internal sealed class AllocationRunConfiguration : IEntityTypeConfiguration<AllocationRunEntity>
{
    public void Configure(EntityTypeBuilder<AllocationRunEntity> entity)
    {
        entity.HasTenantId();
        entity.Property(run => run.Number).ValueGeneratedOnAdd();
        entity.Property(run => run.Number).Metadata.SetValueGenerationStrategy(Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.NpgsqlValueGenerationStrategy.None);
        entity.HasIndex(run => new { run.TenantId, run.FundingYear, run.Number }).IsUnique();
        foreach (var stamp in (string[])[nameof(AllocationRunEntity.CreatedBy), nameof(AllocationRunEntity.ComputedBy), nameof(AllocationRunEntity.SubmittedBy), nameof(AllocationRunEntity.ApprovedBy), nameof(AllocationRunEntity.ReleasedBy)])
        {
            entity.RefersTo<UserEntity>(stamp);
        }

        entity.RefersTo<AllocationRunEntity>(nameof(AllocationRunEntity.SupersededByRunId));
        entity.ToTable(table =>
        {
            table.HasCheckConstraint("ck_allocation_run_three_people", RunChecks.ThreePeople);
            table.HasCheckConstraint("ck_allocation_run_stamps", RunChecks.StampsFitState);
            table.HasCheckConstraint("ck_allocation_run_computed", RunChecks.ComputedIsComplete);
            table.HasCheckConstraint("ck_allocation_run_assumptions", RunChecks.AssumptionsAreNotApproved);
            table.HasCheckConstraint("ck_allocation_run_counts", "assumption_count >= 0 AND blocked_count >= 0");
        });
    }
}

internal sealed class AllocationLineConfiguration : IEntityTypeConfiguration<AllocationLineEntity>
{
    public void Configure(EntityTypeBuilder<AllocationLineEntity> entity)
    {
        // One row a region, and no foreign key to the run: thousands of lines come in one statement, and a trigger asks for their run once (0004_lines_without_foreign_key.sql).
        entity.HasKey(line => new { line.TenantId, line.RunId, line.Ordinal });
        entity.ToTable(table =>
        {
            table.HasCheckConstraint("ck_allocation_line_payers", "1 <= ALL (payers) AND 31 >= ALL (payers)");
            table.HasCheckConstraint("ck_allocation_line_fen", "cardinality(payers) = cardinality(payer_fen) AND (fen IS NULL) = (cardinality(payers) = 0)");
            table.HasCheckConstraint("ck_allocation_line_headcount", "headcount >= 0");
        });
    }
}

internal sealed class RunPolicyConfiguration : IEntityTypeConfiguration<RunPolicyEntity>
{
    public void Configure(EntityTypeBuilder<RunPolicyEntity> entity)
    {
        entity.HasKey(policy => new { policy.TenantId, policy.RunId, policy.IssuerTenantId, policy.PolicyVersionId });
        entity.HasOne<AllocationRunEntity>().WithMany().HasForeignKey(policy => new { policy.TenantId, policy.RunId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasOne<PolicyVersionEntity>().WithMany().HasForeignKey(policy => new { policy.IssuerTenantId, policy.PolicyVersionId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RunAcknowledgementConfiguration : IEntityTypeConfiguration<RunAcknowledgementEntity>
{
    public void Configure(EntityTypeBuilder<RunAcknowledgementEntity> entity)
    {
        entity.HasKey(acknowledgement => new { acknowledgement.TenantId, acknowledgement.RunId, acknowledgement.RegionCode });
        entity.HasOne<AllocationRunEntity>().WithMany().HasForeignKey(acknowledgement => new { acknowledgement.TenantId, acknowledgement.RunId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasOne<RegionEntity>().WithMany().HasForeignKey(acknowledgement => acknowledgement.RegionCode).OnDelete(DeleteBehavior.Restrict);
        entity.RefersTo<UserEntity>(nameof(RunAcknowledgementEntity.AcknowledgedBy));
    }
}

internal sealed class RunOpinionConfiguration : IEntityTypeConfiguration<RunOpinionEntity>
{
    public void Configure(EntityTypeBuilder<RunOpinionEntity> entity)
    {
        entity.HasTenantId();
        entity.Property(opinion => opinion.By).HasColumnName("by_user");
        entity.RefersTo<AllocationRunEntity>(nameof(RunOpinionEntity.RunId));
        entity.RefersTo<UserEntity>(nameof(RunOpinionEntity.By));
    }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntryEntity>
{
    public void Configure(EntityTypeBuilder<AuditEntryEntity> entity)
    {
        entity.HasKey(entry => new { entry.TenantId, entry.Sequence });
        entity.Property(entry => entry.Sequence).ValueGeneratedNever();
        entity.Property(entry => entry.Detail).HasColumnType("jsonb");
        entity.Property(entry => entry.At).HasDefaultValueSql("clock_timestamp()");
        entity.Property(entry => entry.UserId).HasDefaultValueSql("app.uid()");
    }
}
