using MedInsure.Persistence.Access;
using MedInsure.Persistence.Headcounts;
using MedInsure.Persistence.Regions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedInsure.Persistence.Model.Configurations;

internal sealed class HeadcountConfiguration : IEntityTypeConfiguration<HeadcountEntity>
{
    public void Configure(EntityTypeBuilder<HeadcountEntity> entity)
    {
        entity.HasKey(count => new { count.TenantId, count.FundingYear, count.RegionCode, count.Basis, count.EnrolmentBasis, count.AsOf });
        entity.HasOne<RegionEntity>().WithMany().HasForeignKey(count => count.RegionCode).OnDelete(DeleteBehavior.Restrict);
        entity.RefersTo<ImportBatchEntity>(nameof(HeadcountEntity.ImportBatchId));
        entity.ToTable(table => table.HasCheckConstraint("ck_headcount_persons", "persons >= 0"));
    }
}

internal sealed class HeadcountChangeConfiguration : IEntityTypeConfiguration<HeadcountChangeEntity>
{
    public void Configure(EntityTypeBuilder<HeadcountChangeEntity> entity)
    {
        entity.HasTenantId();
        entity.HasIndex(change => new { change.TenantId, change.FundingYear, change.RegionCode });
        entity.Property(change => change.ChangedBy).HasDefaultValueSql("app.uid()");
        entity.Property(change => change.ChangedAt).HasDefaultValueSql("clock_timestamp()");
    }
}

internal sealed class ImportBatchConfiguration : IEntityTypeConfiguration<ImportBatchEntity>
{
    public void Configure(EntityTypeBuilder<ImportBatchEntity> entity)
    {
        entity.HasTenantId();
        entity.HasIndex(batch => new { batch.TenantId, batch.Template, batch.FileSha256 }).IsUnique();
        entity.RefersTo<UserEntity>(nameof(ImportBatchEntity.CreatedBy));
        entity.ToTable(table => table.HasCheckConstraint("ck_import_batch_size", $"octet_length(file) <= {ImportBatchEntity.MaxFileBytes}"));
    }
}
