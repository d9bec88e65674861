using MedInsure.Persistence.Model;

namespace MedInsure.Persistence.Filings;

/// <summary>
/// 备案: what a bureau filed with the one above. The row belongs to the bureau that filed; the recipient reads it from the moment of
/// filing, and nothing else of that bureau.
/// </summary>
public sealed class FilingEntity : TenantEntity
{
    public long Id { get; private set; }

    public int RecipientTenantId { get; init; }

    public int FundingYear { get; init; }

    /// <summary>文号, such as 兰医保〔2020〕142号.</summary>
    public required string LetterNumber { get; set; }

    public required string Title { get; set; }

    public FilingState State { get; set; }

    /// <summary>What was filed, kept as written.</summary>
    public required string Text { get; set; }

    public required string TextSha256 { get; set; }

    /// <summary>报送单位: the offices that the letter goes to (省财政厅、省医疗保障局).</summary>
    public string[] Recipients { get; set; } = [];

    /// <summary>The filed values against the bounds from above on the day of filing, as JSON; kept with the text.</summary>
    public string? Compliance { get; set; }

    /// <summary>The filer's own policy version that the letter reports, where there is one.</summary>
    public long? PolicyVersionId { get; set; }

    public long CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public long? FiledBy { get; set; }

    public DateTimeOffset? FiledAt { get; set; }

    public uint Version { get; private set; }
}

public enum FilingState
{
    /// <summary>草稿</summary>
    Draft,

    /// <summary>已备案</summary>
    Filed,

    /// <summary>已撤回</summary>
    Withdrawn,

    /// <summary>需重新备案: a newer version has been published since.</summary>
    Superseded,
}
