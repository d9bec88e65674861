using MedInsure.Persistence.Access;
using MedInsure.Persistence.Entitlements;
using MedInsure.Persistence.Payments;
using MedInsure.Persistence.Regions;
using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Vaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedInsure.Persistence.Model.Configurations;

internal sealed class PaymentBatchConfiguration : IEntityTypeConfiguration<PaymentBatchEntity>
{
    public void Configure(EntityTypeBuilder<PaymentBatchEntity> entity)
    {
        entity.HasTenantId();
        entity.HasIndex(batch => new { batch.TenantId, batch.CoverageYear, batch.Number }).IsUnique();
        entity.HasOne<RegionEntity>().WithMany().HasForeignKey(batch => batch.RegionCode).OnDelete(DeleteBehavior.Restrict);
        foreach (var person in new[] { nameof(PaymentBatchEntity.MadeBy), nameof(PaymentBatchEntity.SentBy), nameof(PaymentBatchEntity.ClosedBy), nameof(PaymentBatchEntity.CancelledBy) })
        {
            entity.RefersTo<UserEntity>(person);
        }

        // A run that payments were planned by stays.
        entity.RefersTo<EntitlementRunEntity>(nameof(PaymentBatchEntity.RunId));
        entity.ToTable(table =>
        {
            table.HasCheckConstraint("ck_payment_batch_figures", "number > 0 AND items > 0 AND total_fen > 0");
            table.HasCheckConstraint("ck_payment_batch_two_people", "sent_by <> made_by AND (closed_by IS NULL OR closed_by <> made_by)");
            // A signature and its hour come with their state and with no other.
            table.HasCheckConstraint("ck_payment_batch_signatures", """
                (sent_by IS NOT NULL) = (state IN ('Sent', 'Closed')) AND (closed_by IS NOT NULL) = (state = 'Closed') AND (cancelled_by IS NOT NULL) = (state = 'Cancelled')
                AND (sent_by IS NULL) = (sent_at IS NULL) AND (closed_by IS NULL) = (closed_at IS NULL) AND (cancelled_by IS NULL) = (cancelled_at IS NULL)
                """);
            table.HasCheckConstraint("ck_payment_batch_file", "(file_sha256 IS NOT NULL) = (state IN ('Sent', 'Closed')) AND file_sha256 ~ '^[0-9a-f]{64}$'");
        });
    }
}

internal sealed class PaymentItemConfiguration : IEntityTypeConfiguration<PaymentItemEntity>
{
    public void Configure(EntityTypeBuilder<PaymentItemEntity> entity)
    {
        entity.HasTenantId();
        // Nobody is in two open batches, whatever two people do at once.
        entity.HasIndex(item => new { item.TenantId, item.PersonId, item.CoverageYear }).IsUnique().HasDatabaseName("ux_payment_item_open").HasFilter("state IN ('Planned', 'Sent')");
        entity.HasIndex(item => new { item.TenantId, item.CoverageYear, item.PersonId }).HasDatabaseName("ix_payment_item_person");
        entity.HasIndex(item => new { item.TenantId, item.BatchId, item.Number }).IsUnique();
        entity.HasIndex(item => new { item.TenantId, item.DecisionId }).IsUnique().HasDatabaseName("ux_payment_item_decision").HasFilter("decision_id IS NOT NULL AND state IN ('Planned', 'Sent', 'Paid')");
        entity.RefersTo<PaymentBatchEntity>(nameof(PaymentItemEntity.BatchId));
        entity.RefersTo<PersonEntity>(nameof(PaymentItemEntity.PersonId));
        entity.ToTable(table =>
        {
            table.HasCheckConstraint("ck_payment_item_amount", "amount_fen > 0 AND amount_fen <= contribution_fen AND number > 0");
            table.HasCheckConstraint("ck_payment_item_reason", "state NOT IN ('Bounced', 'Reversed') OR coalesce(reason, '') ~ '\\S'");
        });
    }
}

internal sealed class PaymentFileConfiguration : IEntityTypeConfiguration<PaymentFileEntity>
{
    public void Configure(EntityTypeBuilder<PaymentFileEntity> entity)
    {
        entity.HasKey(file => new { file.TenantId, file.BatchId, file.Chunk });
        entity.RefersTo<PaymentBatchEntity>(nameof(PaymentFileEntity.BatchId));
        entity.ToTable(table => table.HasCheckConstraint("ck_payment_file_chunk", $"chunk >= 0 AND length(bytes) BETWEEN {FileVault.Overhead} AND {FileVault.ChunkLength + FileVault.Overhead}"));
    }
}
