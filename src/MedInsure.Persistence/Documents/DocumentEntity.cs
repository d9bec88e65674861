using MedInsure.Persistence.Model;
using MedInsure.Rules.Documents;
using MedInsure.Rules.Policies;

namespace MedInsure.Persistence.Documents;

/// <summary>A document in the library of a bureau; the bureaus below read it.</summary>
public sealed class DocumentEntity : TenantEntity
{
    public long Id { get; private set; }

    /// <summary>发文字号 in its one form; a bureau has a document once.</summary>
    public required string Number { get; set; }

    public string? Title { get; set; }

    public List<string> Issuers { get; set; } = [];

    /// <summary>成文日期, as the text bears it.</summary>
    public DateOnly? Dated { get; set; }

    /// <summary>印发日期, as the text bears it.</summary>
    public DateOnly? Printed { get; set; }

    public Openness Openness { get; set; }

    /// <summary>False for 未收录: other documents point to it and the bureau has not got it.</summary>
    public bool Held { get; set; }

    public long By { get; set; }

    public DateTimeOffset At { get; set; }

    public List<DocumentRelationEntity> Relations { get; private set; } = [];

    public List<DocumentClauseEntity> Clauses { get; private set; } = [];

    public uint Version { get; private set; }
}

/// <summary>转发, 贯彻, 替代, 废止, 引用 to a number, whether the library has that document or not.</summary>
public sealed class DocumentRelationEntity : TenantEntity
{
    public long DocumentId { get; init; }

    public DocumentRelationKind Kind { get; init; }

    public required string Number { get; init; }
}

/// <summary>A clause as it reads now. What it read before is kept by the database, whoever changes it.</summary>
public sealed class DocumentClauseEntity : TenantEntity
{
    public long Id { get; private set; }

    public long DocumentId { get; init; }

    /// <summary>As the document numbers it: "一(一)", "附表". Never changes, because policies cite it.</summary>
    public required string Path { get; init; }

    /// <summary>Its place in the document, from 1.</summary>
    public int Position { get; set; }

    public required string Text { get; set; }

    public ClauseForm Form { get; set; }

    public long By { get; set; }

    public DateTimeOffset At { get; set; }

    public uint Version { get; private set; }
}
