using MedInsure.Rules.Explanation;

namespace MedInsure.Rules.Policies.Findings;

/// <summary>What a finding is about. The name is part of a finding's key and is not changed once it is used.</summary>
public enum FindingKind
{
    /// <summary>A name, an id or a member that is missing or contradicts another one.</summary>
    Shape,

    /// <summary>A number, a date or an age that cannot be.</summary>
    Number,

    /// <summary>Something that is referred to and does not exist.</summary>
    Reference,

    /// <summary>The chain of bureaus or years does not hold together.</summary>
    Chain,

    /// <summary>Shares that do not add up to the whole.</summary>
    Sum,

    /// <summary>A county that is in no tier of the scheme, or for which no value is set.</summary>
    TierMissing,

    /// <summary>A county that is in two tiers of one scheme.</summary>
    TierTwice,

    /// <summary>A county for which the bureau's ratios say nothing.</summary>
    SplitMissing,

    SplitTwice,

    /// <summary>What a level above leaves to this one, and this one does not lay down: an amount (由市确定) or the division of a sum (市县合计).</summary>
    LeftOpen,

    /// <summary>The bureau's shares against the table of the level above (8.16 + 5.44 = 13.6).</summary>
    UpperTable,

    /// <summary>Nobody up to the national level set what this policy needs.</summary>
    StandardMissing,

    /// <summary>A contradiction in a policy above, that this bureau can only report.</summary>
    UpperContradiction,

    /// <summary>A county that is in no pooling region of an insurance.</summary>
    PoolingMissing,

    PoolingTwice,

    /// <summary>Two entries that hold for the same thing at the same time.</summary>
    ValidityOverlap,

    /// <summary>A time, or an age, for which nothing is laid down.</summary>
    ValidityHole,

    SubsidyAboveContribution,

    /// <summary>A bound of a level above.</summary>
    Bound,

    /// <summary>Not above what applied before.</summary>
    Ceiling,

    /// <summary>A code that is no region on the day.</summary>
    RegionUnknown,

    /// <summary>A region outside of the bureau's own.</summary>
    RegionForeign,

    CitationMissing,

    /// <summary>无文件依据, with a reason that a second person has to agree to.</summary>
    NoDocument,

    /// <summary>A cited document that is not held or not registered.</summary>
    DocumentUnknown,

    /// <summary>A cited document that 政策文件库 does not have.</summary>
    DocumentUnregistered,

    ClauseUnknown,

    /// <summary>存疑: a damaged document or clause.</summary>
    ClauseDoubtful,

    /// <summary>A contribution that its notice lays down for another coverage year.</summary>
    CoverageYear,
}

/// <summary>What a finding asks for.</summary>
public enum FindingWeight
{
    /// <summary>It has to be mended before review.</summary>
    Hard,

    /// <summary>It has to be mended, or justified in writing.</summary>
    Soft,

    /// <summary>无法判定: a named person has to acknowledge it.</summary>
    Undetermined,

    /// <summary>To be looked at; it holds nothing up.</summary>
    Warning,
}

/// <param name="Path">Address of the value, as in <see cref="PolicyValue.Path"/>; of the part of the policy where there is no such value.</param>
/// <param name="JsonPath">The place in this draft; changes when lists are reordered.</param>
/// <param name="Sentence">What is wrong and what to do, in Chinese.</param>
/// <param name="Sources">The clauses that it follows from.</param>
/// <param name="Key">
/// Stable while the finding says the same of the same value, so that a written reason or an acknowledgement can refer to it: it does not depend on the
/// order of lists and changes with the value, because a reason for 100 yuan is none for 90.
/// </param>
public sealed record PolicyFinding(FindingKind Kind, FindingWeight Weight, string Path, string JsonPath, string Sentence, IReadOnlyList<Source> Sources, string Key);

/// <summary>What a person wrote about a finding: the reason for a soft one, the acknowledgement of an undetermined one.</summary>
public sealed record FindingAnswer(string Key, string? Text = null);
