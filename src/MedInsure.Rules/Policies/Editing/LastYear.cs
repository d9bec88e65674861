using System.Text.Json.Nodes;

namespace MedInsure.Rules.Policies.Editing;

/// <summary>Where a value of this year's draft stood in last year's document. Items of lists are found by what they are, not by their place.</summary>
public sealed class LastYear(DraftTree draft, DraftTree? before)
{
    /// <summary>What stood there; null when there was nothing like it.</summary>
    public JsonNode? At(string path)
    {
        if (before is null)
        {
            return null;
        }

        JsonNode? old = before.Root;
        JsonNode? now = draft.Root;
        var at = DraftPath.Root;
        foreach (var step in DraftPath.Steps(path) ?? [])
        {
            if (step.Name is { } name)
            {
                (old, now, at) = ((old as JsonObject)?[name], (now as JsonObject)?[name], DraftPath.Member(at, name));
            }
            else
            {
                var form = EditorPlace.Of(at, draft.Root).Form;
                var item = (now as JsonArray)?.ElementAtOrDefault(step.Index);
                old = form is null || item is null ? null : Same(form, item, now as JsonArray, step.Index, old as JsonArray);
                (now, at) = (item, DraftPath.Item(at, step.Index));
            }

            if (old is null)
            {
                return null;
            }
        }

        return old;
    }

    private static JsonNode? Same(EditorForm form, JsonNode item, JsonArray? list, int index, JsonArray? old)
    {
        if (old is null)
        {
            return null;
        }

        foreach (var key in new[] { "id", "number", "name", "category", "payers", "what", "subject", "source", "where" })
        {
            if (form.Find(key) is null || (item as JsonObject)?[key] is not { } mine)
            {
                continue;
            }

            var found = old.OfType<JsonObject>().Where(other => JsonNode.DeepEquals(other[key], mine)).ToList();
            if (found.Count == 1)
            {
                return found[0];
            }
        }

        // A list that had one item and has one: the item is the same thing.
        return old.Count == 1 && list?.Count == 1 && index == 0 ? old[0] : null;
    }
}
