namespace MedInsure.Rules.Policies.Editing;

/// <summary>How a member of a policy document is typed in and shown.</summary>
public enum FieldKind
{
    /// <summary>Shown only: it follows from the bureau and is never typed.</summary>
    Fixed,

    /// <summary>The name by which the rest of the document refers to an item. Given by the editor; renaming it renames the references.</summary>
    Id,

    Text,

    /// <summary>Text of several lines.</summary>
    Note,

    /// <summary>发文字号: brackets around the year become 〔〕.</summary>
    DocumentNumber,

    Whole,

    /// <summary>Yuan a head, at most six decimals.</summary>
    Yuan,

    /// <summary>A rate that is typed as percent and written between 0 and 1.</summary>
    Percent,

    /// <summary>Parts, factors, points: a plain decimal.</summary>
    Number,

    Date,

    Flag,

    Choice,

    Payers,

    /// <summary>A list of words.</summary>
    Words,

    Regions,

    GroupRefs,

    CategoryRefs,

    CategoryRef,

    GapRef,

    DocumentRef,

    /// <summary>A bureau above.</summary>
    BureauRef,

    /// <summary>One record inside another.</summary>
    Record,

    Records,

    /// <summary>依据: a list of records with a form of its own on the screen.</summary>
    Citations,

    /// <summary>A list of shares, shown with the running sum.</summary>
    Shares,
}

/// <param name="Word">As the document has it.</param>
public sealed record EditorOption(string Word, string Label);

/// <summary>What the editor knows of one member of a policy document. Nothing else in the editor speaks of single members.</summary>
/// <param name="Name">As in JSON.</param>
/// <param name="Label">In Chinese, as the notices would put it.</param>
public sealed record EditorField(string Name, FieldKind Kind, string Label)
{
    public string? Hint { get; init; }

    public string? Unit { get; init; }

    public bool Required { get; init; }

    /// <summary>For <see cref="FieldKind.Choice"/>.</summary>
    public IReadOnlyList<EditorOption> Options { get; init; } = [];

    /// <summary>What applies when the member is left out; it is then never written. "true" or "false" for a flag.</summary>
    public string? Default { get; init; }

    /// <summary>Seldom filled in: stands behind 更多 while it is empty.</summary>
    public bool Rare { get; init; }

    /// <summary>Has a table by county above its fields, for a bureau whose region is a city.</summary>
    public bool ByCounty { get; init; }

    /// <summary>For records: what one of them holds.</summary>
    public EditorForm? Form { get; init; }

    public bool IsList => Kind is FieldKind.Records or FieldKind.Citations or FieldKind.Shares;
}

/// <summary>The members of one record type.</summary>
/// <param name="Type">The type of the content model, for the test that nothing is missing.</param>
/// <param name="Name">What one is called: "档次", "资助标准".</param>
public sealed record EditorForm(Type Type, string Name, IReadOnlyList<EditorField> Fields)
{
    /// <summary>Kinds of a closed union, chosen by the member "kind"; empty for an ordinary record. Their members follow the common ones.</summary>
    public IReadOnlyList<EditorVariant> Variants { get; init; } = [];

    /// <summary>Names of the members that tell one item of a list from another, for a line that stands for it.</summary>
    public IReadOnlyList<string> Summary { get; init; } = [];

    /// <summary>Stands in ids that the editor gives: "lanzhou-tier-2".</summary>
    public string IdWord { get; init; } = "item";

    public EditorField? Find(string name, string? kind = null) =>
        Fields.FirstOrDefault(field => field.Name == name)
        ?? Variants.FirstOrDefault(variant => variant.Word == kind)?.Fields.FirstOrDefault(field => field.Name == name)
        ?? Variants.SelectMany(variant => variant.Fields).FirstOrDefault(field => field.Name == name);

    /// <summary>The members of a record of this kind, in the order of the screen.</summary>
    public IEnumerable<EditorField> FieldsOf(string? kind) => (Variants.FirstOrDefault(variant => variant.Word == kind)?.Fields ?? []).Concat(Fields);
}

public sealed record EditorVariant(Type Type, string Word, string Label, IReadOnlyList<EditorField> Fields);

/// <summary>One entry of the navigation.</summary>
/// <param name="Places">JSON paths of what it shows.</param>
public sealed record EditorSection(string Key, string Title, string Hint, IReadOnlyList<string> Places);
