using MedInsure.Persistence.Access;
using MedInsure.Persistence.Contributions;
using MedInsure.Persistence.Vaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedInsure.Persistence.Model.Configurations;

internal sealed class ContributionBatchConfiguration : IEntityTypeConfiguration<ContributionBatchEntity>
{
    public void Configure(EntityTypeBuilder<ContributionBatchEntity> entity)
    {
        entity.HasTenantId();
        entity.HasIndex(batch => new { batch.TenantId, batch.CoverageYear, batch.Sha256 }).IsUnique().HasFilter("state NOT IN ('Cancelled', 'Refused', 'Failed', 'Undone')");
        foreach (var person in new[] { nameof(ContributionBatchEntity.MadeBy), nameof(ContributionBatchEntity.CommittedBy), nameof(ContributionBatchEntity.UndoneBy), nameof(ContributionBatchEntity.CancelledBy) })
        {
            entity.RefersTo<UserEntity>(person);
        }

        entity.ToTable(table =>
        {
            table.HasCheckConstraint("ck_contribution_batch_sha256", "sha256 ~ '^[0-9a-f]{64}$'");
            table.HasCheckConstraint("ck_contribution_batch_counts", "length > 0 AND rows >= 0 AND ok >= 0 AND failed >= 0 AND total_fen >= 0 AND coverage_year BETWEEN 2000 AND 2100");
            // A signature and its hour come with their state and with no other.
            table.HasCheckConstraint("ck_contribution_batch_signatures", """
                (committed_by IS NOT NULL) = (state IN ('Committed', 'Undone')) AND (undone_by IS NOT NULL) = (state = 'Undone') AND (cancelled_by IS NOT NULL) = (state = 'Cancelled')
                AND (committed_by IS NULL) = (committed_at IS NULL) AND (undone_by IS NULL) = (undone_at IS NULL) AND (cancelled_by IS NULL) = (cancelled_at IS NULL)
                """);
            table.HasCheckConstraint("ck_contribution_batch_whole", "state NOT IN ('Previewed', 'Committed', 'Undone') OR failed = 0");
            table.HasCheckConstraint("ck_contribution_batch_reason", "state NOT IN ('Refused', 'Failed') OR coalesce(reason, '') ~ '\\S'");
        });
    }
}

internal sealed class ContributionConfiguration : IEntityTypeConfiguration<ContributionEntity>
{
    public void Configure(EntityTypeBuilder<ContributionEntity> entity)
    {
        // Batches and regions are asked for once a statement (see 0013_payments.sql).
        entity.HasTenantId();
        entity.Property(contribution => contribution.Name).UseCollation("C");
        entity.HasIndex(contribution => new { contribution.TenantId, contribution.IdNumber, contribution.CoverageYear }).IsUnique().HasFilter("cancelled_by IS NULL");
        entity.HasIndex(contribution => new { contribution.TenantId, contribution.BatchId });
        entity.HasIndex(contribution => new { contribution.TenantId, contribution.CancelledBy }).HasFilter("cancelled_by IS NOT NULL");
        entity.ToTable(table =>
        {
            table.HasCheckConstraint("ck_contribution_id_number", $"length(id_number) = {IdentityVault.SealedLength}");
            table.HasCheckConstraint("ck_contribution_amount", "amount_fen > 0");
        });
    }
}

internal sealed class ContributionRowConfiguration : IEntityTypeConfiguration<ContributionRowEntity>
{
    public void Configure(EntityTypeBuilder<ContributionRowEntity> entity)
    {
        entity.HasKey(row => new { row.TenantId, row.BatchId, row.RowNumber });
        entity.Property(row => row.Name).UseCollation("C");
        entity.ToTable(table =>
        {
            table.HasCheckConstraint("ck_contribution_row_id_number", $"length(id_number) = {IdentityVault.SealedLength}");
            table.HasCheckConstraint("ck_contribution_row_amount", "amount_fen > 0");
        });
    }
}

internal sealed class ContributionFaultConfiguration : IEntityTypeConfiguration<ContributionFaultEntity>
{
    public void Configure(EntityTypeBuilder<ContributionFaultEntity> entity)
    {
        entity.HasKey(fault => new { fault.TenantId, fault.BatchId, fault.RowNumber, fault.Column });
        entity.Property(fault => fault.Column).HasColumnName("column_title");
        entity.RefersTo<ContributionBatchEntity>(nameof(ContributionFaultEntity.BatchId));
    }
}

internal sealed class ContributionFileConfiguration : IEntityTypeConfiguration<ContributionFileEntity>
{
    public void Configure(EntityTypeBuilder<ContributionFileEntity> entity)
    {
        entity.HasKey(file => new { file.TenantId, file.BatchId, file.Chunk });
        entity.RefersTo<ContributionBatchEntity>(nameof(ContributionFileEntity.BatchId));
        entity.ToTable(table => table.HasCheckConstraint("ck_contribution_file_chunk", $"chunk >= 0 AND length(bytes) BETWEEN {FileVault.Overhead} AND {FileVault.ChunkLength + FileVault.Overhead}"));
    }
}
