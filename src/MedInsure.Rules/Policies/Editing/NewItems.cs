using System.Globalization;
using System.Text.Json.Nodes;

namespace MedInsure.Rules.Policies.Editing;

/// <summary>What the editor puts where something is added, and how a name that others refer to is changed.</summary>
public static class NewItems
{
    /// <summary>An item with an id of its own and the lists that the format asks for, and nothing else: values are typed.</summary>
    /// <param name="taken">Ids of the bureaus above, which stand in the same chain.</param>
    public static JsonObject Of(EditorForm form, DraftTree draft, IEnumerable<string> taken)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(draft);
        var item = new JsonObject();
        if (form.Find("id") is { Kind: FieldKind.Id })
        {
            var used = taken.Concat(Leaves(draft).Where(leaf => leaf.Field.Kind == FieldKind.Id).Select(leaf => FieldText.Plain(leaf.Value))).ToHashSet(StringComparer.Ordinal);
            var stem = $"{DraftTree.TextAt(draft.Root, "tenant") ?? "draft"}-{form.IdWord}";
            item["id"] = Enumerable.Range(1, int.MaxValue).Select(i => string.Create(CultureInfo.InvariantCulture, $"{stem}-{i}")).First(id => !used.Contains(id));
        }

        foreach (var field in form.Fields.Where(field => field is { Required: true, IsList: true }))
        {
            item[field.Name] = new JsonArray();
        }

        return item;
    }

    /// <summary>A new id, with all that refers to the old one.</summary>
    public static void Rename(DraftTree draft, string idPath, string id)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var old = FieldText.Plain(draft.At(idPath));
        draft.Set(idPath, id);
        if (old.Length == 0 || Refers(DraftPath.Parent(DraftPath.Parent(idPath))) is not { } kinds)
        {
            return;
        }

        foreach (var (path, field, value) in Leaves(draft).Where(leaf => kinds.Contains(leaf.Field.Kind)).ToList())
        {
            if (value is JsonArray list)
            {
                for (var i = 0; i < list.Count; i++)
                {
                    if (FieldText.Plain(list[i]) == old)
                    {
                        list[i] = id;
                    }
                }
            }
            else if (FieldText.Plain(value) == old)
            {
                draft.Set(path, id);
            }
        }
    }

    /// <summary>Every field of the draft that has something in it, with what the draft holds there.</summary>
    public static IEnumerable<(string Path, EditorField Field, JsonNode Value)> Leaves(DraftTree draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return Walk(DraftPath.Root, PolicyForm.Root, draft.Root);
    }

    private static IEnumerable<(string Path, EditorField Field, JsonNode Value)> Walk(string path, EditorForm form, JsonObject record)
    {
        var kind = DraftTree.TextAt(record, "kind");
        foreach (var (name, value) in record)
        {
            if (value is null || form.Find(name, kind) is not { } field)
            {
                continue;
            }

            var at = DraftPath.Member(path, name);
            if (field.Form is null)
            {
                yield return (at, field, value);
            }
            else if (value is JsonObject one && !field.IsList)
            {
                foreach (var leaf in Walk(at, field.Form, one))
                {
                    yield return leaf;
                }
            }
            else if (value is JsonArray list)
            {
                foreach (var leaf in list.SelectMany((item, i) => item is JsonObject entry ? Walk(DraftPath.Item(at, i), field.Form, entry) : []))
                {
                    yield return leaf;
                }
            }
        }
    }

    private static FieldKind[]? Refers(string listPath) => listPath switch
    {
        "$.documents" => [FieldKind.DocumentRef],
        "$.groups" => [FieldKind.GroupRefs],
        "$.subsidies.categories" => [FieldKind.CategoryRef, FieldKind.CategoryRefs],
        "$.gaps" => [FieldKind.GapRef],
        _ => null,
    };
}
