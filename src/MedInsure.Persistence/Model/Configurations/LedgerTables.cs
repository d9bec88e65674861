using MedInsure.Persistence.Access;
using MedInsure.Persistence.People;
using MedInsure.Persistence.Vaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedInsure.Persistence.Model.Configurations;

internal sealed class LedgerExportConfiguration : IEntityTypeConfiguration<LedgerExportEntity>
{
    public void Configure(EntityTypeBuilder<LedgerExportEntity> entity)
    {
        entity.HasTenantId();
        entity.RefersTo<UserEntity>(nameof(LedgerExportEntity.MadeBy));
        entity.ToTable(table =>
        {
            table.HasCheckConstraint("ck_ledger_export_counts", "rows >= 0 AND length >= 0");
            table.HasCheckConstraint("ck_ledger_export_reason", "NOT has_full_numbers OR coalesce(reason, '') ~ '\\S'");
            table.HasCheckConstraint("ck_ledger_export_ready", "(state = 'Ready') = (ready_at IS NOT NULL) AND (ready_at IS NULL) = (expires_at IS NULL)");
        });
    }
}

internal sealed class LedgerFileConfiguration : IEntityTypeConfiguration<LedgerFileEntity>
{
    public void Configure(EntityTypeBuilder<LedgerFileEntity> entity)
    {
        entity.HasKey(file => new { file.TenantId, file.ExportId, file.Chunk });
        entity.RefersTo<LedgerExportEntity>(nameof(LedgerFileEntity.ExportId));
        entity.ToTable(table => table.HasCheckConstraint("ck_ledger_file_chunk", $"chunk >= 0 AND length(bytes) BETWEEN {FileVault.Overhead} AND {FileVault.ChunkLength + FileVault.Overhead}"));
    }
}
