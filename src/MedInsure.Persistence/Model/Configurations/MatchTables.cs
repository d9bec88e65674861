using MedInsure.Persistence.Access;
using MedInsure.Persistence.Matches;
using MedInsure.Persistence.Vaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedInsure.Persistence.Model.Configurations;

internal sealed class MatchCaseConfiguration : IEntityTypeConfiguration<MatchCaseEntity>
{
    public void Configure(EntityTypeBuilder<MatchCaseEntity> entity)
    {
        // No reference to the person: a case outlives whoever an undone roster takes away, and has the name itself.
        entity.HasTenantId();
        entity.Property(one => one.Name).UseCollation("C");
        entity.HasIndex(one => new { one.TenantId, one.CoverageYear, one.Kind, one.IdNumber }).IsUnique();
        entity.HasIndex(one => new { one.TenantId, one.CoverageYear, one.State, one.Kind, one.RegionCode });
        entity.RefersTo<UserEntity>(nameof(MatchCaseEntity.ResolvedBy));
        entity.ToTable(table =>
        {
            table.HasCheckConstraint("ck_match_case_id_number", $"length(id_number) = {IdentityVault.SealedLength}");
            table.HasCheckConstraint("ck_match_case_signature", """
                (state <> 'Resolved' OR resolution IS NOT NULL) AND (resolution IS NULL) = (resolved_by IS NULL) AND (resolution IS NULL) = (resolved_at IS NULL) AND (resolution IS NULL) = (reason IS NULL)
                AND (state <> 'Open' OR resolution IS NULL)
                """);
            table.HasCheckConstraint("ck_match_case_reason", "reason ~ '\\S'");
        });
    }
}

internal sealed class DeathMarkConfiguration : IEntityTypeConfiguration<DeathMarkEntity>
{
    public void Configure(EntityTypeBuilder<DeathMarkEntity> entity)
    {
        entity.HasTenantId();
        entity.HasIndex(mark => new { mark.TenantId, mark.IdNumber }).IsUnique().HasFilter("revoked_by IS NULL");
        entity.RefersTo<UserEntity>(nameof(DeathMarkEntity.NotedBy));
        entity.RefersTo<UserEntity>(nameof(DeathMarkEntity.RevokedBy));
        entity.ToTable(table =>
        {
            table.HasCheckConstraint("ck_death_mark_id_number", $"length(id_number) = {IdentityVault.SealedLength}");
            table.HasCheckConstraint("ck_death_mark_text", "basis ~ '\\S' AND (revoked_by IS NULL OR coalesce(revoked_reason, '') ~ '\\S') AND (revoked_by IS NULL) = (revoked_at IS NULL)");
        });
    }
}
