using System.Text.Json.Nodes;

namespace MedInsure.Rules.Policies.Editing;

/// <summary>What can become of a change in another text of the draft.</summary>
public enum RedoState
{
    /// <summary>The place is as it was before the change: it can be done again.</summary>
    Possible,

    /// <summary>The text already says what the change says.</summary>
    Done,

    /// <summary>The other person changed the same place: somebody has to choose.</summary>
    Differs,

    /// <summary>The place is no longer there.</summary>
    Gone,
}

/// <summary>
/// One thing that a person changed in a draft. It is found in another person's text by what its items are, not by their places, and is done again there
/// or left.
/// </summary>
/// <param name="Path">In the text that both began with: the value; for what was added, the list.</param>
/// <param name="Field">Null for a member that the format does not know.</param>
/// <param name="IsItem">The value is one item of a list of <paramref name="Field"/>.</param>
public sealed record DraftChange(ChangeKind Kind, string Path, string Label, EditorField? Field, bool IsItem, JsonNode? Before, JsonNode? After)
{
    /// <summary>For a list in another order: the items that stayed, by their places at the beginning.</summary>
    internal IReadOnlyList<int>? Order { get; init; }

    /// <summary>For what was added: the person's whole list.</summary>
    internal JsonArray Mine { get; init; } = [];

    /// <summary>The text that both began with.</summary>
    internal JsonObject Began { get; init; } = [];

    /// <summary>How the change stands to a text as it is now.</summary>
    /// <param name="now">What stands at the place.</param>
    public RedoState StateIn(DraftTree draft, out JsonNode? now)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var path = PathIn(draft.Root);
        now = path is null || Kind == ChangeKind.Added ? null : draft.At(path);
        if (path is null)
        {
            return Kind == ChangeKind.Removed ? RedoState.Done : RedoState.Gone;
        }

        if (Order is not null)
        {
            return OrderIn(now as JsonArray);
        }

        if (Kind == ChangeKind.Added)
        {
            if (draft.At(path) is not JsonArray list)
            {
                return draft.At(path) is null ? RedoState.Possible : RedoState.Gone;
            }

            if (list.Any(item => JsonNode.DeepEquals(item, After) || (DraftTree.TextAt(After, "id") is { } id && DraftTree.TextAt(item, "id") == id)))
            {
                return RedoState.Done;
            }

            now = BesideIn(list) is { } index ? list[index] : null;
            return now is null ? RedoState.Possible : RedoState.Differs;
        }

        return Kind == ChangeKind.Changed && JsonNode.DeepEquals(now, After) ? RedoState.Done
            : JsonNode.DeepEquals(now, Before) ? RedoState.Possible
            : RedoState.Differs;
    }

    /// <summary>Does the change again, over what the other person wrote at the same place. Nothing happens where the place is gone.</summary>
    public void RedoIn(DraftTree draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (StateIn(draft, out var now) is RedoState.Done or RedoState.Gone)
        {
            return;
        }

        var path = PathIn(draft.Root)!;
        if (Order is not null)
        {
            Rearrange((JsonArray)now!);
            return;
        }

        switch (Kind)
        {
            case ChangeKind.Added when draft.At(path) is JsonArray list && BesideIn(list) is { } index:
                draft.Set(DraftPath.Item(path, index), After!.DeepClone());
                break;
            case ChangeKind.Added:
                draft.Add(path, After!.DeepClone());
                break;
            case ChangeKind.Removed:
                draft.Remove(path);
                break;
            default:
                draft.Set(path, After?.DeepClone());
                break;
        }
    }

    private int? BesideIn(JsonArray list) => Field?.Form is { } form ? SameItem.AddedBeside(form, After, list, DraftTree.Find(Began, Path) as JsonArray ?? [], Mine) : null;

    /// <summary>Where the place is in another text; null when one of the items on the way, or its kind, is no longer there.</summary>
    private string? PathIn(JsonNode other)
    {
        JsonNode? began = Began;
        JsonNode? now = other;
        var (at, to) = (DraftPath.Root, DraftPath.Root);
        foreach (var step in DraftPath.Steps(Path)!)
        {
            var form = EditorPlace.Of(at, Began).Form;
            if (step.Name is { } name)
            {
                if (now is not (null or JsonObject) || OfAnotherKind(form, name, began, now))
                {
                    return null;
                }

                (began, now, at, to) = ((began as JsonObject)?[name], (now as JsonObject)?[name], DraftPath.Member(at, name), DraftPath.Member(to, name));
            }
            else
            {
                if (form is null || began is not JsonArray list || now is not JsonArray items || SameItem.IndexOf(form, list, step.Index, items) is not { } index)
                {
                    return null;
                }

                (began, now, at, to) = (list[step.Index], items[index], DraftPath.Item(at, step.Index), DraftPath.Item(to, index));
            }
        }

        return to;
    }

    /// <summary>The member belongs to one kind of a union, and the other text has chosen another.</summary>
    private static bool OfAnotherKind(EditorForm? form, string name, JsonNode? began, JsonNode? now) =>
        form is { Variants.Count: > 0 } && form.Fields.All(field => field.Name != name) && DraftTree.TextAt(began, "kind") != DraftTree.TextAt(now, "kind");

    private RedoState OrderIn(JsonArray? now)
    {
        if (now is null)
        {
            return RedoState.Gone;
        }

        var places = PlacesIn(now);
        return places.SequenceEqual(places.Order()) ? RedoState.Done
            : Order!.Zip(places).OrderBy(pair => pair.First).Select(pair => pair.Second) is var asBegun && asBegun.SequenceEqual(asBegun.Order()) ? RedoState.Possible
            : RedoState.Differs;
    }

    /// <summary>Where the items stand in the other text, in the order that was wanted. What is no longer there is left out.</summary>
    private List<int> PlacesIn(JsonArray now) =>
        DraftTree.Find(Began, Path) is JsonArray began && EditorPlace.Of(Path, Began).Form is { } form ? [.. Order!.Select(index => SameItem.IndexOf(form, began, index, now)).OfType<int>()] : [];

    private void Rearrange(JsonArray now)
    {
        var places = PlacesIn(now);
        var items = places.Select(place => now[place]).ToList();
        foreach (var place in places)
        {
            now[place] = null;
        }

        foreach (var (place, item) in places.Order().Zip(items))
        {
            now[place] = item;
        }
    }
}
