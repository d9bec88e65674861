using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies.Findings;

/// <summary>What a draft is checked against. Whatever is not known is left out, and what depends on it is then undetermined or not asked.</summary>
/// <param name="Ancestors">The policies above it that are in force, national first.</param>
/// <param name="Regions">The regions of the funding year.</param>
public sealed record FindingContext(IReadOnlyList<IssuedPolicy> Ancestors, RegionTree Regions)
{
    public string TenantName { get; init; } = "本机构";

    /// <summary>The bureau's region; null for the national bureau.</summary>
    public RegionCode? Root { get; init; }

    /// <summary>What was in force last year, for ceilings that look back and for coverage that goes on; null while it is not recorded.</summary>
    public EffectivePolicy? LastYear { get; init; }

    /// <summary>统筹地区, of the insurances for which they are recorded.</summary>
    public IReadOnlyList<PoolingMembership> Pooling { get; init; } = [];

    /// <summary>政策文件库; null where there is none, and then only the content's own list of documents counts.</summary>
    public IReadOnlyList<DocumentOnFile>? Documents { get; init; }
}

/// <param name="Unit">Name of the pooling region.</param>
/// <param name="ValidTo">First day on which it is no longer valid; null while it is.</param>
public sealed record PoolingMembership(Insurance Insurance, string Unit, RegionCode Region, DateOnly ValidFrom, DateOnly? ValidTo = null);

/// <summary>A document that the office holds.</summary>
/// <param name="Number">发文字号.</param>
/// <param name="Clauses">Empty while its text is not divided into clauses.</param>
public sealed record DocumentOnFile(string Number, Transcription Transcription, IReadOnlyList<ClauseOnFile> Clauses)
{
    /// <summary>False for 未收录: the library knows of the document and has not got it.</summary>
    public bool Held { get; init; } = true;
}

/// <param name="Path">"一(一)", "附表".</param>
public sealed record ClauseOnFile(string Path, Transcription Transcription = Transcription.Checked);
