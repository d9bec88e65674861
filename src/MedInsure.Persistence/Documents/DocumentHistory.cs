using MedInsure.Persistence.Model;
using MedInsure.Rules.Documents;
using MedInsure.Rules.Policies;

namespace MedInsure.Persistence.Documents;

/// <summary>What a clause read before it was changed. Written by the database alone; never edited, never deleted.</summary>
public sealed class DocumentClausePastEntity : TenantEntity
{
    public long Id { get; private set; }

    public long DocumentId { get; private set; }

    public string Path { get; private set; } = "";

    public string Text { get; private set; } = "";

    public ClauseForm Form { get; private set; }

    /// <summary>Who wrote this text, and when.</summary>
    public long By { get; private set; }

    public DateTimeOffset At { get; private set; }

    public DateTimeOffset ReplacedAt { get; private set; }
}

/// <summary>A transcription mark. The last one of a path counts; without one it is 未校对. Never edited, never deleted.</summary>
public sealed class DocumentMarkEntity : TenantEntity
{
    public long Id { get; private set; }

    public long DocumentId { get; init; }

    /// <summary>The clause; empty for the document as a whole.</summary>
    public required string Path { get; init; }

    public Transcription Transcription { get; init; }

    /// <summary>What is doubtful, or what was compared with what. A 存疑 has one.</summary>
    public string? Note { get; init; }

    public long By { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>The file itself. Its bytes lie in a table of their own, so that no list reads them.</summary>
public sealed class DocumentAttachmentEntity : TenantEntity
{
    /// <summary>20 MB, which the database refuses beyond.</summary>
    public const int MaxBytes = 20 * 1024 * 1024;

    public long Id { get; private set; }

    public long DocumentId { get; init; }

    public required string FileName { get; init; }

    public required string MediaType { get; init; }

    public int Length { get; init; }

    public required string Sha256 { get; init; }

    public long By { get; init; }

    public DateTimeOffset At { get; init; }
}

public sealed class DocumentAttachmentContentEntity : TenantEntity
{
    public long AttachmentId { get; init; }

    public required byte[] Bytes { get; init; }
}
