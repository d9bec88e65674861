using System.Text.Json.Nodes;
using MedInsure.Rules.Documents;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Editing;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Documents;
using MedInsure.UseCases.PolicyDrafts;

namespace MedInsure.Web.PolicyEditor;

/// <param name="Id">As the document writes it.</param>
/// <param name="Issuer">The bureau above that defines it; null for one of this draft.</param>
public sealed record EditorChoice(string Id, string Name, string? Issuer)
{
    public string Text => Issuer is null ? Name : $"{Name}（{Issuer}）";
}

/// <summary>What a field can refer to: items of the draft as it stands now, and those of the bureaus above.</summary>
public sealed class EditorChoices
{
    private readonly OpenedDraft opened;
    private readonly Func<DraftTree> draft;

    public EditorChoices(OpenedDraft opened, Func<DraftTree> draft)
    {
        this.opened = opened;
        this.draft = draft;
        Names = new DraftNames(
            code => RegionCode.TryParse(code, out var region) ? opened.Regions.Find(region)?.Name ?? code : code,
            id => NameOf(Groups, id),
            id => NameOf(Categories, id),
            id => NameOf(Documents, id),
            id => NameOf(Gaps, id),
            code => NameOf(Bureaus, code));
    }

    public DraftNames Names { get; }

    public RegionTree Regions => opened.Regions;

    public RegionCode? Root => opened.Root;

    /// <summary>A city divides what is left to it and its counties.</summary>
    public bool IsCity => Root is { } root && Regions.Find(root)?.Kind == RegionKind.Prefecture;

    /// <summary>The policies above, national first; empty while one of them is not published.</summary>
    public IReadOnlyList<IssuedPolicy> Issued => opened.Above.All(bureau => bureau.Issued is not null) ? [.. opened.Above.Select(bureau => bureau.Issued!)] : [];

    public (string Tenant, string Name, RegionCode Root) Bureau => (DraftTree.TextAt(draft().Root, "tenant") ?? string.Empty, opened.BureauName, Root ?? default);

    /// <summary>政策文件库: what can be taken into the list of documents.</summary>
    public IReadOnlyList<DocumentChoice> Library => opened.Library;

    public IEnumerable<EditorChoice> Documents => Own("$.documents", "number");

    public IEnumerable<EditorChoice> Groups => Own("$.groups", "name").Concat(Above(content => content.Groups.Select(group => (group.Id, group.Name))));

    public IEnumerable<EditorChoice> Categories => Own("$.subsidies.categories", "name").Concat(Above(content => content.Subsidies.Categories.Select(category => (category.Id, category.Name))));

    public IEnumerable<EditorChoice> Gaps => Own("$.gaps", "what").Concat(Above(content => content.Gaps.Select(gap => (gap.Id, gap.What))));

    public IEnumerable<EditorChoice> Bureaus => opened.Above.Select(bureau => new EditorChoice(bureau.Code, bureau.Name, null)).Append(new EditorChoice(DraftTree.TextAt(draft().Root, "tenant") ?? "", opened.BureauName, null)).Reverse();

    /// <summary>Ids of the bureaus above: a new item takes none of them.</summary>
    public IEnumerable<string> Taken => opened.Above.Select(bureau => bureau.Content).OfType<PolicyContent>()
        .SelectMany(content => content.Groups.Select(group => group.Id).Concat(content.Bounds.Select(bound => bound.Id)).Concat(content.Gaps.Select(gap => gap.Id)).Concat(content.Subsidies.Categories.Select(category => category.Id)));

    /// <summary>What the library has of a document of the draft; empty where it has none.</summary>
    public IReadOnlyList<ClauseChoice> ClausesOf(string documentId) =>
        draft().ListAt("$.documents").Where(item => DraftTree.TextAt(item, "id") == documentId).Select(item => DocumentNumber.Key(DraftTree.TextAt(item, "number"))).FirstOrDefault() is { } number
            ? Library.FirstOrDefault(document => document.Number == number)?.Clauses ?? []
            : [];

    public IEnumerable<EditorChoice> For(FieldKind kind) => kind switch
    {
        FieldKind.DocumentRef => Documents,
        FieldKind.GroupRefs => Groups,
        FieldKind.CategoryRef or FieldKind.CategoryRefs => Categories,
        FieldKind.GapRef => Gaps,
        FieldKind.BureauRef => Bureaus,
        _ => [],
    };

    /// <summary>缴费档次 or 人群 that a contribution or a subsidy of the draft or above it names.</summary>
    public IReadOnlyList<string> Facets(string member) =>
        [.. ByPerson().Select(item => DraftTree.TextAt(item, member)).OfType<string>().Concat(opened.Above.Select(bureau => bureau.Content).OfType<PolicyContent>().SelectMany(content => content.Contribution.Select(standard => member == "populationGroup" ? standard.PopulationGroup : standard.ContributionTier).Concat(content.Subsidies.Rules.Select(rule => member == "populationGroup" ? rule.PopulationGroup : rule.ContributionTier))).OfType<string>()).Distinct(StringComparer.Ordinal)];

    public bool HasAges => ByPerson().Any(item => (item as JsonObject)?["ages"] is not null)
        || opened.Above.Select(bureau => bureau.Content).OfType<PolicyContent>().Any(content => content.Contribution.Any(standard => standard.Ages is not null) || content.Subsidies.Rules.Any(rule => rule.Ages is not null));

    /// <summary>人均财政补助 where one amount holds everywhere: the draft's own, or else that of the nearest bureau above.</summary>
    public decimal? Total
    {
        get
        {
            if (draft().ListAt("$.fiscalSubsidy") is { Count: > 0 } own)
            {
                return own.Count == 1 ? FieldText.NumberOf((own[0] as JsonObject)?["yuan"]) : null;
            }

            var nearest = opened.Above.Reverse().Select(bureau => bureau.Issued?.Content.FiscalSubsidy).FirstOrDefault(standards => standards is { Count: > 0 });
            return nearest is [{ Yuan: { } yuan }] ? yuan : null;
        }
    }

    private IEnumerable<JsonNode?> ByPerson() => draft().ListAt("$.contribution").Concat(draft().ListAt("$.subsidies.rules"));

    private IEnumerable<EditorChoice> Own(string list, string name) =>
        draft().ListAt(list).Select(item => (Id: DraftTree.TextAt(item, "id"), Name: DraftTree.TextAt(item, name))).Where(item => item.Id is not null).Select(item => new EditorChoice(item.Id!, item.Name ?? $"（未命名，{item.Id}）", null));

    private IEnumerable<EditorChoice> Above(Func<PolicyContent, IEnumerable<(string Id, string Name)>> items) =>
        opened.Above.Reverse().Where(bureau => bureau.Content is not null).SelectMany(bureau => items(bureau.Content!).Select(item => new EditorChoice(item.Id, item.Name, bureau.Name)));

    private static string NameOf(IEnumerable<EditorChoice> choices, string id) => choices.FirstOrDefault(choice => choice.Id == id)?.Name ?? id;
}
