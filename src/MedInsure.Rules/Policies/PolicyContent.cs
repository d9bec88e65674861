namespace MedInsure.Rules.Policies;

/// <summary>
/// Everything that one bureau laid down for one policy year, as one value: editing, publishing, inheritance, comparison and
/// reproducible runs all use this tree. It holds what the notices say and nothing else; what they do not say is a <see cref="Gap"/>.
/// Its text form is described in docs/policy-format.md.
/// </summary>
public sealed record PolicyContent
{
    /// <summary>Version of the format, 1.</summary>
    public required int Format { get; init; }

    /// <summary>Code of the bureau, such as "lanzhou".</summary>
    public required string Tenant { get; init; }

    /// <summary>Code of the bureau whose policy this one refines; null for the national one.</summary>
    public string? Parent { get; init; }

    public required string Title { get; init; }

    public required PolicyYear Year { get; init; }

    public IReadOnlyList<PolicyDocument> Documents { get; init; } = [];

    public IReadOnlyList<RegionGroup> Groups { get; init; } = [];

    /// <summary>人均财政补助, yuan a head and funding year.</summary>
    public IReadOnlyList<Standard> FiscalSubsidy { get; init; } = [];

    /// <summary>个人缴费, yuan a head and coverage year.</summary>
    public IReadOnlyList<Standard> Contribution { get; init; } = [];

    public FundingScheme Funding { get; init; } = new();

    public CriticalIllness CriticalIllness { get; init; } = new();

    /// <summary>Other amounts a head that are taken from the fund.</summary>
    public IReadOnlyList<FundItem> FundItems { get; init; } = [];

    public IReadOnlyList<Bound> Bounds { get; init; } = [];

    public IReadOnlyList<FilingDuty> MustFile { get; init; } = [];

    public SubsidyPolicy Subsidies { get; init; } = new();

    public IReadOnlyList<DeadlineRule> Deadlines { get; init; } = [];

    public PoolingPlan? Pooling { get; init; }

    public IReadOnlyList<BenefitParameter> Benefits { get; init; } = [];

    public IReadOnlyList<Gap> Gaps { get; init; } = [];
}

/// <summary>
/// The three years that one notice speaks of: the funding year of the subsidy (财政补助年度), the window in which the contribution is
/// collected (征缴期), and the year that the contribution buys (待遇年度).
/// </summary>
public sealed record PolicyYear
{
    public required int Funding { get; init; }

    public IReadOnlyList<YearWindow> Collection { get; init; } = [];

    public IReadOnlyList<YearWindow> Coverage { get; init; } = [];

    /// <summary>征缴期 of a population group: its own, or else everybody's; null when none is written.</summary>
    public YearWindow? CollectionFor(string? populationGroup) => For(Collection, populationGroup);

    /// <summary>待遇期 of a population group: its own, or else everybody's; null when none is written.</summary>
    public YearWindow? CoverageFor(string? populationGroup) => For(Coverage, populationGroup);

    private static YearWindow? For(IReadOnlyList<YearWindow> windows, string? populationGroup) =>
        windows.FirstOrDefault(window => populationGroup is not null && window.PopulationGroup == populationGroup) ?? windows.FirstOrDefault(window => window.PopulationGroup is null);
}

/// <summary>A window of days, both ends included; or a gap. A population group (students) can have its own.</summary>
public sealed record YearWindow
{
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public string? PopulationGroup { get; init; }

    public string? Gap { get; init; }

    public IReadOnlyList<Citation> Cite { get; init; } = [];

    /// <summary>Whether a day lies in it, both ends included; null where a gap, or an end that is not written, leaves that open.</summary>
    public bool? Contains(DateOnly day) =>
        Gap is not null ? null
        : day < From || day > To ? false
        : From is null || To is null ? null
        : true;
}

/// <summary>A document that this content cites, whether we hold it or not. Dates are optional and never filled from memory.</summary>
public sealed record PolicyDocument
{
    public required string Id { get; init; }

    /// <summary>发文字号, with 〔〕 around the year.</summary>
    public required string Number { get; init; }

    public string? Title { get; init; }

    public IReadOnlyList<string> Issuers { get; init; } = [];

    /// <summary>成文日期, as the text bears it.</summary>
    public DateOnly? Dated { get; init; }

    /// <summary>印发日期, as the text bears it.</summary>
    public DateOnly? Printed { get; init; }

    public bool Held { get; init; } = true;

    public Transcription Transcription { get; init; } = Transcription.Unchecked;

    /// <summary>Passages of a document that reached us damaged: no value may cite them, only a gap.</summary>
    public IReadOnlyList<string> DoubtfulClauses { get; init; } = [];

    public IReadOnlyList<DocumentRelation> Relations { get; init; } = [];
}

public enum Transcription
{
    /// <summary>未校对</summary>
    Unchecked,

    /// <summary>已校对</summary>
    Checked,

    /// <summary>存疑: the whole document; no value may cite it.</summary>
    Doubtful,
}

public sealed record DocumentRelation
{
    public required DocumentRelationKind Kind { get; init; }

    /// <summary>The other document's number; we need not hold it.</summary>
    public required string Number { get; init; }
}

public enum DocumentRelationKind
{
    /// <summary>转发</summary>
    Forwards,

    /// <summary>贯彻</summary>
    Implements,

    /// <summary>替代</summary>
    Replaces,

    /// <summary>废止</summary>
    Repeals,

    /// <summary>引用</summary>
    Refers,
}

public enum CitationKind
{
    Notice,

    /// <summary>外部资料: an outside fact, never presented as a notice's.</summary>
    External,

    /// <summary>内部口径: our own practice.</summary>
    Practice,

    /// <summary>无文件依据: no document gives it; <see cref="Citation.Says"/> is the written reason, and a second person has to agree to it.</summary>
    NoDocument,
}

/// <summary>依据: where a value stands.</summary>
public sealed record Citation
{
    public CitationKind Kind { get; init; } = CitationKind.Notice;

    /// <summary>Id of one of the content's documents; required for a notice.</summary>
    public string? Document { get; init; }

    /// <summary>The clause as the notice numbers it: "一(一)", "附表".</summary>
    public string? Clause { get; init; }

    /// <summary>What it says, short and in our own words.</summary>
    public required string Says { get; init; }
}

/// <summary>依据待补: something a notice points to and does not say. It never evaluates to a number.</summary>
public sealed record Gap
{
    public required string Id { get; init; }

    public required string What { get; init; }

    /// <summary>The document that would give it, as far as known.</summary>
    public string? Expected { get; init; }

    public string? Owner { get; init; }

    /// <summary>内部口径: the date by which the office wants it.</summary>
    public DateOnly? Due { get; init; }

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}

public enum Strength
{
    /// <summary>Must be kept; a breach is refused.</summary>
    Hard,

    /// <summary>"左右", "原则上": a breach warns and asks for a written reason.</summary>
    Soft,
}
