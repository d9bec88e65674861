using MedInsure.Persistence.Access;
using MedInsure.Persistence.Documents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedInsure.Persistence.Model.Configurations;

internal sealed class DocumentConfiguration : IEntityTypeConfiguration<DocumentEntity>
{
    public void Configure(EntityTypeBuilder<DocumentEntity> entity)
    {
        entity.HasTenantId();
        entity.Property(document => document.By).HasColumnName("by_user");
        entity.HasIndex(document => new { document.TenantId, document.Number }).IsUnique();
        entity.RefersTo<UserEntity>(nameof(DocumentEntity.By));
        entity.HasMany(document => document.Relations).WithOne().HasForeignKey(relation => new { relation.TenantId, relation.DocumentId }).OnDelete(DeleteBehavior.Cascade);
        entity.HasMany(document => document.Clauses).WithOne().HasForeignKey(clause => new { clause.TenantId, clause.DocumentId }).OnDelete(DeleteBehavior.Cascade);
        entity.ToTable(table => table.HasCheckConstraint("ck_document_number", "number ~ '^\\S+号$'"));
    }
}

internal sealed class DocumentRelationConfiguration : IEntityTypeConfiguration<DocumentRelationEntity>
{
    public void Configure(EntityTypeBuilder<DocumentRelationEntity> entity)
    {
        entity.HasKey(relation => new { relation.TenantId, relation.DocumentId, relation.Kind, relation.Number });
        entity.HasIndex(relation => new { relation.TenantId, relation.Number });
    }
}

internal sealed class DocumentClauseConfiguration : IEntityTypeConfiguration<DocumentClauseEntity>
{
    public void Configure(EntityTypeBuilder<DocumentClauseEntity> entity)
    {
        entity.HasTenantId();
        entity.Property(clause => clause.By).HasColumnName("by_user");
        entity.HasIndex(clause => new { clause.TenantId, clause.DocumentId, clause.Path }).IsUnique();
        entity.RefersTo<UserEntity>(nameof(DocumentClauseEntity.By));
        entity.ToTable(table => table.HasCheckConstraint("ck_document_clause_text", "path ~ '\\S' AND text ~ '\\S'"));
    }
}

internal sealed class DocumentClausePastConfiguration : IEntityTypeConfiguration<DocumentClausePastEntity>
{
    public void Configure(EntityTypeBuilder<DocumentClausePastEntity> entity)
    {
        entity.HasTenantId();
        entity.Property(past => past.By).HasColumnName("by_user");
        entity.HasIndex(past => new { past.TenantId, past.DocumentId });
        entity.RefersTo<DocumentEntity>(nameof(DocumentClausePastEntity.DocumentId));
        entity.RefersTo<UserEntity>(nameof(DocumentClausePastEntity.By));
    }
}

internal sealed class DocumentMarkConfiguration : IEntityTypeConfiguration<DocumentMarkEntity>
{
    public void Configure(EntityTypeBuilder<DocumentMarkEntity> entity)
    {
        entity.HasTenantId();
        entity.Property(mark => mark.By).HasColumnName("by_user");
        entity.HasIndex(mark => new { mark.TenantId, mark.DocumentId, mark.Path });
        entity.RefersTo<DocumentEntity>(nameof(DocumentMarkEntity.DocumentId));
        entity.RefersTo<UserEntity>(nameof(DocumentMarkEntity.By));
        entity.ToTable(table => table.HasCheckConstraint("ck_document_mark_note", "transcription <> 'Doubtful' OR coalesce(note, '') ~ '\\S'"));
    }
}

internal sealed class DocumentAttachmentConfiguration : IEntityTypeConfiguration<DocumentAttachmentEntity>
{
    public void Configure(EntityTypeBuilder<DocumentAttachmentEntity> entity)
    {
        entity.HasTenantId();
        entity.Property(attachment => attachment.By).HasColumnName("by_user");
        entity.HasIndex(attachment => new { attachment.TenantId, attachment.DocumentId, attachment.Sha256 }).IsUnique();
        entity.RefersTo<DocumentEntity>(nameof(DocumentAttachmentEntity.DocumentId));
        entity.RefersTo<UserEntity>(nameof(DocumentAttachmentEntity.By));
        entity.ToTable(table => table.HasCheckConstraint("ck_document_attachment_length", $"length BETWEEN 1 AND {DocumentAttachmentEntity.MaxBytes}"));
    }
}

internal sealed class DocumentAttachmentContentConfiguration : IEntityTypeConfiguration<DocumentAttachmentContentEntity>
{
    public void Configure(EntityTypeBuilder<DocumentAttachmentContentEntity> entity)
    {
        entity.HasKey(content => new { content.TenantId, content.AttachmentId });
        entity.RefersTo<DocumentAttachmentEntity>(nameof(DocumentAttachmentContentEntity.AttachmentId));
    }
}
