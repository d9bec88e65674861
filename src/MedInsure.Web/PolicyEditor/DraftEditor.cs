using System.Text.Json.Nodes;
using MedInsure.Rules.Constraints;
using MedInsure.Rules.Policies.Editing;
using MedInsure.UseCases.PolicyDrafts;

namespace MedInsure.Web.PolicyEditor;

/// <summary>
/// The draft on the screen: what it holds now, what the last check said of it, what can be chosen, which items are open. The components change it through
/// <see cref="Do"/> only; saving is the page's.
/// </summary>
public sealed class DraftEditor
{
    private const int MaxUndo = 30;

    private readonly Stack<string> undo = new();
    private readonly Dictionary<JsonNode, bool> open = new(ReferenceEqualityComparer.Instance);
    private IReadOnlyList<EditorFinding> findings = [];
    private Dictionary<string, List<EditorFinding>> byPlace = [];
    private ILookup<string, BoundResult> compliant = Array.Empty<BoundResult>().ToLookup(_ => string.Empty);
    private LastYear lastYear;
    private readonly DraftTree? before;

    private DraftEditor(OpenedDraft opened, DraftTree draft)
    {
        Opened = opened;
        Draft = draft;
        Choices = new EditorChoices(opened, () => Draft);
        before = opened.LastYear is null ? null : DraftTree.Of(opened.LastYear);
        lastYear = new LastYear(draft, before);
    }

    /// <summary>Called after every change of the draft; the page saves and renders.</summary>
    public Action? Changed { get; set; }

    /// <summary>Writes a reason or an acknowledgement, or takes it back; the page keeps it and shows what the check then says.</summary>
    public Func<IReadOnlyList<EditorFinding>, string?, Task>? Noted { get; set; }

    /// <summary>Goes to the field of a place, on whatever screen it is.</summary>
    public Action<string>? GoTo { get; set; }

    public OpenedDraft Opened { get; }

    public DraftTree Draft { get; private set; }

    public EditorChoices Choices { get; }

    public IReadOnlyList<EditorFinding> Findings => findings;

    public bool CanUndo => undo.Count > 0;

    /// <summary>The last citation that was typed, offered for the next one: neighbours mostly stand on one clause.</summary>
    public JsonObject? LastCitation { get; set; }

    /// <returns>Null when the text cannot be worked on field by field.</returns>
    public static DraftEditor? Of(OpenedDraft opened)
    {
        ArgumentNullException.ThrowIfNull(opened);
        return DraftTree.Of(opened.Text) is { } draft ? new DraftEditor(opened, draft) : null;
    }

    public void Do(Action<DraftTree> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var text = Draft.Text;
        change(Draft);
        if (Draft.Text != text)
        {
            if (undo.Count >= MaxUndo)
            {
                var kept = undo.Take(MaxUndo / 2).Reverse().ToList();
                undo.Clear();
                kept.ForEach(undo.Push);
            }

            undo.Push(text);
            Changed?.Invoke();
        }
    }

    public void Set(string path, JsonNode? value) => Do(draft => draft.Set(path, value));

    /// <summary>Types into a field; an id takes its references with it.</summary>
    public void Type(EditorField field, string path, string? text)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (field.Kind == FieldKind.Id)
        {
            Do(draft => NewItems.Rename(draft, path, (text ?? string.Empty).Trim()));
        }
        else
        {
            Set(path, FieldText.Read(field, text));
        }
    }

    public void Undo()
    {
        if (undo.TryPop(out var text))
        {
            Replace(text);
            Changed?.Invoke();
        }
    }

    /// <summary>Another text in place of this one, which 撤销 brings back.</summary>
    public void Take(string text)
    {
        undo.Push(Draft.Text);
        Replace(text);
    }

    public void Show(DraftCheck check)
    {
        findings = EditorFinding.Of(check, Draft, Choices.Names);
        compliant = check.Compliance.Where(line => line.SetAt is not null)
            .SelectMany(line => line.Results.Where(result => result.Verdict == Verdict.Compliant).Select(result => (Path: line.SetAt!, Result: result)))
            .DistinctBy(entry => (entry.Path, entry.Result.IssuerName, entry.Result.Requirement))
            .ToLookup(entry => entry.Path, entry => entry.Result, StringComparer.Ordinal);
        byPlace = findings.GroupBy(finding => finding.Path, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
    }

    /// <summary>What was found at exactly this place.</summary>
    public IReadOnlyList<EditorFinding> At(string path) => byPlace.TryGetValue(path, out var found) ? found : [];

    /// <summary>The bounds that the amount typed here keeps. Those that it breaks, or that cannot be judged, are findings.</summary>
    public IEnumerable<BoundResult> CompliantAt(string path) => path.EndsWith(".yuan", StringComparison.Ordinal) || path.EndsWith(".form", StringComparison.Ordinal) ? compliant[DraftPath.Parent(path)] : [];

    /// <summary>This finding and those of its kind that still wait for the same words.</summary>
    public IReadOnlyList<EditorFinding> Alike(EditorFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return [.. findings.Where(other => other.Key == finding.Key || (other.Kind == finding.Kind && other.Weight == finding.Weight && !other.IsAnswered))];
    }

    public IEnumerable<EditorFinding> Below(string path) => findings.Where(finding => DraftPath.IsAtOrBelow(finding.Path, path));

    public int Open(EditorSection section) => findings.Count(finding => !finding.IsAnswered && PolicyForm.SectionOf(finding.Path) == section);

    /// <summary>Last year's value in words; null where there is none.</summary>
    public string? LastYearAt(string path, EditorField field) =>
        before is not null && field.Kind is not (FieldKind.Fixed or FieldKind.Id) && lastYear.At(path) is { } value && DraftWords.Of(field, value, Choices.Names) is { Length: > 0 } text ? text : null;

    public bool HasLastYear => before is not null;

    /// <summary>Items of a short list are open, those of a long one are lines until somebody opens them.</summary>
    public bool IsOpen(JsonNode item, int count)
    {
        if (!open.TryGetValue(item, out var known))
        {
            open[item] = known = count <= 3;
        }

        return known;
    }

    public void Open(JsonNode item, bool isOpen) => open[item] = isOpen;

    /// <summary>Opens every item on the way to a place.</summary>
    public void OpenTo(string path)
    {
        for (var at = DraftPath.Steps(path) is null ? DraftPath.Root : path; at != DraftPath.Root; at = DraftPath.Parent(at))
        {
            if (at.EndsWith(']') && Draft.At(at) is { } item)
            {
                open[item] = true;
            }
        }
    }

    private void Replace(string text)
    {
        Draft = DraftTree.Of(text) ?? Draft;
        lastYear = new LastYear(Draft, before);
        open.Clear();
    }
}
