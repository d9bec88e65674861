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
                old = form is not null && item is not null && old is JsonArray list && SameItem.IndexOf(form, (JsonArray)now!, step.Index, list) is { } same ? list[same] : null;
                (now, at) = (item, DraftPath.Item(at, step.Index));
            }

            if (old is null)
            {
                return null;
            }
        }

        return old;
    }
}
