using System.Text.Json.Nodes;

namespace MedInsure.Rules.Policies.Editing;

/// <summary>A place of a draft as the editor knows it.</summary>
/// <param name="Path">The place that has a field; of a finding about something inside a field, the field's.</param>
/// <param name="Field">Null for the document as a whole.</param>
/// <param name="Form">What the value there holds: the record's form, for a list that of its items; null for a plain value.</param>
/// <param name="IsItem">An item of a list.</param>
public sealed record EditorPlace(string Path, EditorField? Field, EditorForm? Form, bool IsItem)
{
    /// <summary>The innermost place with a field that holds a path.</summary>
    /// <param name="root">The draft, which tells the kinds of its unions; what it lacks is found by name.</param>
    public static EditorPlace Of(string path, JsonNode? root = null)
    {
        var place = new EditorPlace(DraftPath.Root, null, PolicyForm.Root, IsItem: true);
        foreach (var step in DraftPath.Steps(path) ?? [])
        {
            if (place.Form is null)
            {
                break;
            }

            if (step.Name is null)
            {
                if (place.IsItem || place.Field is not { IsList: true })
                {
                    break;
                }

                place = place with { Path = DraftPath.Item(place.Path, step.Index), IsItem = true };
            }
            else if (place.Field is { IsList: true } && !place.IsItem)
            {
                break;
            }
            else if (place.Form.Find(step.Name, KindAt(root, place.Path)) is { } field)
            {
                place = new EditorPlace(DraftPath.Member(place.Path, step.Name), field, field.Form, IsItem: false);
            }
            else
            {
                break;
            }
        }

        return place;
    }

    /// <summary>"分担档次 › 第一档 › 分担 › 第2项 › 金额".</summary>
    /// <param name="names">For items that are told apart by what they refer to.</param>
    public static string NameOf(string path, JsonNode? root, DraftNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        var parts = new List<string>();
        var at = DraftPath.Root;
        foreach (var step in DraftPath.Steps(Of(path, root).Path) ?? [])
        {
            at = step.Name is null ? DraftPath.Item(at, step.Index) : DraftPath.Member(at, step.Name);
            var place = Of(at, root);
            if (step.Name is not null)
            {
                parts.Add(place.Field!.Label);
                continue;
            }

            var named = place.Field?.Kind == FieldKind.Citations ? null : NameOf(place.Form, DraftTree.Find(root, DraftPath.Parent(at)) as JsonArray, step.Index, names ?? DraftNames.None);
            parts.Add(string.IsNullOrWhiteSpace(named) ? $"第{step.Index + 1}项" : named);
        }

        return parts.Count == 0 ? "整份政策" : string.Join(" › ", parts);
    }

    /// <summary>By the first thing that tells items apart; by the second one too where neighbours have the same first.</summary>
    private static string? NameOf(EditorForm? form, JsonArray? list, int index, DraftNames names)
    {
        if (form?.Summary.FirstOrDefault() is not { } first || list is null || index >= list.Count)
        {
            return null;
        }

        JsonNode? Member(JsonNode? item, string name) => (item as JsonObject)?[name];
        string Words(string name) => form.Find(name) is { } field ? DraftWords.Of(field, Member(list[index], name), names) : string.Empty;
        var named = Words(first);
        return named.Length > 0 && form.Summary.ElementAtOrDefault(1) is { } second && list.Count(item => JsonNode.DeepEquals(Member(item, first), Member(list[index], first))) > 1 && Words(second) is { Length: > 0 } more ? $"{named}（{more}）" : named;
    }

    private static string? KindAt(JsonNode? root, string path) => root is null ? null : DraftTree.TextAt(DraftTree.Find(root, path), "kind");
}
