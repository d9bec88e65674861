using MedInsure.Persistence.Model;

namespace MedInsure.Persistence.Policies;

/// <summary>Somebody who wrote on a version's text. The database puts the row there with the text and lets no maker review or publish.</summary>
public sealed class PolicyMakerEntity : TenantEntity
{
    public long VersionId { get; init; }

    public long UserId { get; init; }
}

/// <summary>One step of a version's way, with the words that went with it. Never edited, never deleted.</summary>
public sealed class PolicyOpinionEntity : TenantEntity
{
    public long Id { get; private set; }

    public long VersionId { get; init; }

    /// <summary>The use case's name, such as "SubmitPolicy" or "ReturnPolicy".</summary>
    public required string Act { get; init; }

    public long By { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>审批意见; required by the use case where a version is returned or withdrawn.</summary>
    public string? Opinion { get; init; }
}

/// <summary>What a person wrote to a finding of the checks: the reason for a soft one, the acknowledgement of an undetermined one. Changes while the version is a draft.</summary>
public sealed class PolicyNoteEntity : TenantEntity
{
    public long VersionId { get; init; }

    /// <summary>The finding's key, as the rules give it: the same finding keeps it, another value gets another.</summary>
    public required string FindingKey { get; init; }

    public required string Text { get; set; }

    public long By { get; set; }

    public DateTimeOffset At { get; set; }
}

/// <summary>年度结转: how one value of a rolled draft was settled. Changes while the version is a draft.</summary>
public sealed class PolicyConfirmationEntity : TenantEntity
{
    public long VersionId { get; init; }

    /// <summary>The value's stable path.</summary>
    public required string Path { get; init; }

    /// <summary>The way, as the rules name it.</summary>
    public required string Way { get; set; }

    /// <summary>The value that was settled, in the rules' form for machines: another value is unconfirmed again.</summary>
    public required string Raw { get; set; }

    /// <summary>The citation that confirms the value, as JSON; null for another way.</summary>
    public string? Document { get; set; }

    /// <summary>Why the value is carried without a document; null for another way.</summary>
    public string? Reason { get; set; }

    public long By { get; set; }

    public DateTimeOffset At { get; set; }
}

/// <summary>On which version of a bureau above a published version rests. Written when it is published; a newer one above counts only once it has been adopted.</summary>
public sealed class PolicyBasisEntity : TenantEntity
{
    public long VersionId { get; init; }

    public int IssuerTenantId { get; init; }

    public long IssuerVersionId { get; init; }
}
