using MedInsure.Persistence.Access;
using MedInsure.Persistence.Allocations;
using MedInsure.Persistence.Filings;
using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedInsure.Persistence.Model.Configurations;

internal sealed class PolicyVersionConfiguration : IEntityTypeConfiguration<PolicyVersionEntity>
{
    public void Configure(EntityTypeBuilder<PolicyVersionEntity> entity)
    {
        entity.HasTenantId();
        entity.HasIndex(version => new { version.TenantId, version.FundingYear, version.VersionNumber }).IsUnique();
        entity.RefersTo<PolicyVersionEntity>(nameof(PolicyVersionEntity.BasedOnId));
        entity.RefersTo<UserEntity>(nameof(PolicyVersionEntity.AuthorId));
        entity.RefersTo<UserEntity>(nameof(PolicyVersionEntity.ReviewerId));
        entity.RefersTo<UserEntity>(nameof(PolicyVersionEntity.PublisherId));
        entity.ToTable(table =>
        {
            table.HasCheckConstraint("ck_policy_version_hash", "text_sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex')");
            table.HasCheckConstraint("ck_policy_version_two_people", "author_id <> reviewer_id AND author_id <> publisher_id");
            table.HasCheckConstraint(
                "ck_policy_version_stamps",
                "(state = 'Draft' AND reviewer_id IS NULL AND reviewed_at IS NULL AND publisher_id IS NULL AND published_at IS NULL) " +
                "OR (state IN ('InReview', 'Returned') AND publisher_id IS NULL AND published_at IS NULL) " +
                "OR (state IN ('Published', 'Superseded', 'Withdrawn') AND reviewer_id IS NOT NULL AND reviewed_at IS NOT NULL " +
                "AND publisher_id IS NOT NULL AND published_at IS NOT NULL)");
        });
    }
}

internal sealed class PolicyRelianceConfiguration : IEntityTypeConfiguration<PolicyRelianceEntity>
{
    public void Configure(EntityTypeBuilder<PolicyRelianceEntity> entity)
    {
        entity.HasKey(reliance => new { reliance.TenantId, reliance.RunId, reliance.IssuerTenantId, reliance.PolicyVersionId });
        entity.HasIndex(reliance => new { reliance.IssuerTenantId, reliance.PolicyVersionId });
        entity.RefersTo<AllocationRunEntity>(nameof(PolicyRelianceEntity.RunId));
        entity.HasOne<PolicyVersionEntity>().WithMany().HasForeignKey(reliance => new { reliance.IssuerTenantId, reliance.PolicyVersionId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FilingConfiguration : IEntityTypeConfiguration<FilingEntity>
{
    public void Configure(EntityTypeBuilder<FilingEntity> entity)
    {
        entity.HasTenantId();
        entity.HasIndex(filing => new { filing.TenantId, filing.FundingYear });
        entity.HasIndex(filing => filing.RecipientTenantId);
        entity.HasOne<BureauEntity>().WithMany().HasForeignKey(filing => filing.RecipientTenantId).OnDelete(DeleteBehavior.Restrict);
        entity.RefersTo<PolicyVersionEntity>(nameof(FilingEntity.PolicyVersionId));
        entity.RefersTo<UserEntity>(nameof(FilingEntity.CreatedBy));
        entity.RefersTo<UserEntity>(nameof(FilingEntity.FiledBy));
        entity.ToTable(table =>
        {
            table.HasCheckConstraint("ck_filing_hash", "text_sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex')");
            table.HasCheckConstraint(
                "ck_filing_stamps",
                "(state = 'Draft' AND filed_by IS NULL AND filed_at IS NULL) OR (state IN ('Filed', 'Withdrawn', 'Superseded') AND filed_by IS NOT NULL AND filed_at IS NOT NULL)");
        });
    }
}

internal sealed class FilingDecisionConfiguration : IEntityTypeConfiguration<FilingDecisionEntity>
{
    public void Configure(EntityTypeBuilder<FilingDecisionEntity> entity)
    {
        entity.HasTenantId();
        entity.Property(decision => decision.By).HasColumnName("by_user");
        entity.HasIndex(decision => new { decision.FilerTenantId, decision.FilingId });
        entity.HasOne<FilingEntity>().WithMany().HasForeignKey(decision => new { decision.FilerTenantId, decision.FilingId }).OnDelete(DeleteBehavior.Restrict);
        entity.RefersTo<UserEntity>(nameof(FilingDecisionEntity.By));
    }
}
