using MedInsure.Persistence.Access;
using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Rosters;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedInsure.Persistence.Model.Configurations;

internal sealed class RosterBatchConfiguration : IEntityTypeConfiguration<RosterBatchEntity>
{
    public void Configure(EntityTypeBuilder<RosterBatchEntity> entity)
    {
        entity.HasTenantId();
        entity.HasIndex(batch => new { batch.TenantId, batch.Authority, batch.Kind, batch.Month, batch.Sha256 }).IsUnique()
            .HasFilter("state NOT IN ('Cancelled', 'Refused', 'Failed', 'Undone')");
        entity.RefersTo<RosterBatchEntity>(nameof(RosterBatchEntity.BasedOn));
        entity.RefersTo<SecondLookRateEntity>(nameof(RosterBatchEntity.SecondLookRateId));
        entity.Property(batch => batch.Notes).HasDefaultValueSql("'{}'");
        foreach (var person in new[] { nameof(RosterBatchEntity.MadeBy), nameof(RosterBatchEntity.ConfirmedBy), nameof(RosterBatchEntity.CommittedBy), nameof(RosterBatchEntity.UndoneBy), nameof(RosterBatchEntity.CancelledBy) })
        {
            entity.RefersTo<UserEntity>(person);
        }

        entity.ToTable(table =>
        {
            table.HasCheckConstraint("ck_roster_batch_sha256", "sha256 ~ '^[0-9a-f]{64}$'");
            table.HasCheckConstraint("ck_roster_batch_counts", "length > 0 AND rows >= 0 AND ok >= 0 AND failed >= 0");
            table.HasCheckConstraint("ck_roster_batch_two_people", "confirmed_by <> made_by");
            // A signature and its hour come with their state and with no other.
            table.HasCheckConstraint("ck_roster_batch_signatures", """
                (committed_by IS NOT NULL) = (state IN ('Committed', 'Undone')) AND (undone_by IS NOT NULL) = (state = 'Undone') AND (cancelled_by IS NOT NULL) = (state = 'Cancelled')
                AND (confirmed_by IS NULL OR confirmed_by = committed_by)
                AND (confirmed_by IS NULL) = (confirmed_at IS NULL) AND (committed_by IS NULL) = (committed_at IS NULL) AND (undone_by IS NULL) = (undone_at IS NULL) AND (cancelled_by IS NULL) = (cancelled_at IS NULL)
                """);
            table.HasCheckConstraint("ck_roster_batch_reason", "state NOT IN ('AwaitingSecond', 'Refused', 'Failed') OR coalesce(reason, '') ~ '\\S'");
        });
    }
}

internal sealed class RosterFileConfiguration : IEntityTypeConfiguration<RosterFileEntity>
{
    public void Configure(EntityTypeBuilder<RosterFileEntity> entity)
    {
        entity.HasKey(file => new { file.TenantId, file.BatchId, file.Chunk });
        entity.RefersTo<RosterBatchEntity>(nameof(RosterFileEntity.BatchId));
        entity.ToTable(table => table.HasCheckConstraint("ck_roster_file_chunk", $"chunk >= 0 AND length(bytes) BETWEEN {FileVault.Overhead} AND {FileVault.ChunkLength + FileVault.Overhead}"));
    }
}

internal sealed class RosterFaultConfiguration : IEntityTypeConfiguration<RosterFaultEntity>
{
    public void Configure(EntityTypeBuilder<RosterFaultEntity> entity)
    {
        entity.HasKey(fault => new { fault.TenantId, fault.BatchId, fault.RowNumber, fault.Column });
        entity.Property(fault => fault.Column).HasColumnName("column_title");
        entity.RefersTo<RosterBatchEntity>(nameof(RosterFaultEntity.BatchId));
    }
}

internal sealed class RosterChangeConfiguration : IEntityTypeConfiguration<RosterChangeEntity>
{
    public void Configure(EntityTypeBuilder<RosterChangeEntity> entity)
    {
        // No foreign keys: a million rows come in one statement, and the statement's trigger asks for the batch once. Regions are asked for when they reach a person.
        entity.HasKey(change => new { change.TenantId, change.BatchId, change.IdNumber, change.Category });
        entity.Property(change => change.Name).UseCollation("C");
        entity.Property(change => change.Category).UseCollation("C");
        entity.ToTable(table => table.HasCheckConstraint("ck_roster_change_id_number", $"length(id_number) = {IdentityVault.SealedLength}"));
    }
}

internal sealed class RosterCountConfiguration : IEntityTypeConfiguration<RosterCountEntity>
{
    public void Configure(EntityTypeBuilder<RosterCountEntity> entity)
    {
        entity.HasKey(count => new { count.TenantId, count.BatchId, count.RegionCode, count.Category });
        entity.Property(count => count.Before).HasColumnName("held_before");
        entity.Property(count => count.After).HasColumnName("held_after");
        entity.RefersTo<RosterBatchEntity>(nameof(RosterCountEntity.BatchId));
    }
}

internal sealed class SecondLookRateConfiguration : IEntityTypeConfiguration<SecondLookRateEntity>
{
    public void Configure(EntityTypeBuilder<SecondLookRateEntity> entity)
    {
        entity.HasTenantId();
        entity.HasIndex(rate => new { rate.TenantId, rate.Number }).IsUnique();
        entity.RefersTo<UserEntity>(nameof(SecondLookRateEntity.SetBy));
        entity.ToTable(table =>
        {
            table.HasCheckConstraint("ck_second_look_rate_bounds", $"per_mille BETWEEN {RosterSecondLook.MinPerMille} AND {RosterSecondLook.MaxPerMille} AND number > 0");
            table.HasCheckConstraint("ck_second_look_rate_reason", "reason ~ '\\S'");
        });
    }
}

internal sealed class PersonConfiguration : IEntityTypeConfiguration<PersonEntity>
{
    public void Configure(EntityTypeBuilder<PersonEntity> entity)
    {
        entity.HasTenantId();
        entity.HasIndex(person => new { person.TenantId, person.IdNumber }).IsUnique();
        // Prefix search as a range: LIKE is not leakproof under row-level security.
        entity.Property(person => person.Name).UseCollation("C");
        entity.HasIndex(person => new { person.TenantId, person.Name });
        // A county's persons by name: its first rows without a sort.
        entity.HasIndex(person => new { person.TenantId, person.RegionCode, person.Name });
        entity.ToTable(table => table.HasCheckConstraint("ck_person_id_number", $"length(id_number) = {IdentityVault.SealedLength}"));
    }
}

internal sealed class MembershipConfiguration : IEntityTypeConfiguration<MembershipEntity>
{
    public void Configure(EntityTypeBuilder<MembershipEntity> entity)
    {
        // Batches and persons are asked for once a statement, not once a row (see 0020_rosters_in_bulk.sql).
        entity.HasKey(membership => new { membership.TenantId, membership.PersonId, membership.Category, membership.Authority, membership.FromMonth });
        entity.Property(membership => membership.Category).UseCollation("C");
        entity.Property(membership => membership.Authority).UseCollation("C");
        entity.ToTable(table =>
        {
            table.HasCheckConstraint("ck_membership_months", "until_month >= from_month");
            table.HasCheckConstraint("ck_membership_cancelled", "(until_month IS NULL) = (cancelled_by IS NULL)");
        });
    }
}

internal sealed class DataKeyConfiguration : IEntityTypeConfiguration<DataKeyEntity>
{
    public void Configure(EntityTypeBuilder<DataKeyEntity> entity)
    {
        entity.HasKey(key => key.TenantId);
        entity.ToTable(table => table.HasCheckConstraint("ck_data_key_fingerprint", "length(fingerprint) = 32"));
    }
}
