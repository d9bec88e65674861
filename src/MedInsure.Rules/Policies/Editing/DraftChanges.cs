using System.Globalization;
using System.Text.Json.Nodes;

namespace MedInsure.Rules.Policies.Editing;

/// <summary>
/// What one person changed in a draft, field by field and item by item, so that it can be done again on the text of another person who saved first.
/// </summary>
public static class DraftChanges
{
    /// <param name="began">The text that both began with.</param>
    /// <param name="mine">The text with the person's changes.</param>
    /// <param name="theirs">The text that was saved first: an id that both gave to something new is given anew in <paramref name="mine"/>.</param>
    /// <returns>In the order of the form; empty when one of the texts is no JSON object.</returns>
    public static IReadOnlyList<DraftChange> Of(string began, string mine, string theirs, DraftNames? names = null)
    {
        if (DraftTree.Of(began) is not { } before || DraftTree.Of(mine) is not { } after || DraftTree.Of(theirs) is not { } other)
        {
            return [];
        }

        GiveNewIds(before, after, other);
        var walk = new Walk(before.Root, names ?? DraftNames.None);
        walk.Record(PolicyForm.Root, DraftPath.Root, before.Root, after.Root);
        return walk.Found;
    }

    private static void GiveNewIds(DraftTree began, DraftTree mine, DraftTree theirs)
    {
        var (old, others) = (Ids(began), Ids(theirs));
        foreach (var (id, path) in Ids(mine).Where(entry => !old.ContainsKey(entry.Key) && others.ContainsKey(entry.Key)))
        {
            if (!JsonNode.DeepEquals(mine.At(DraftPath.Parent(path)), theirs.At(DraftPath.Parent(others[id]))))
            {
                var known = Ids(mine);
                NewItems.Rename(mine, path, Enumerable.Range(2, int.MaxValue - 2).Select(i => string.Create(CultureInfo.InvariantCulture, $"{id}-{i}")).First(free => !known.ContainsKey(free) && !others.ContainsKey(free)));
            }
        }
    }

    private static Dictionary<string, string> Ids(DraftTree draft) =>
        NewItems.Leaves(draft).Where(leaf => leaf.Field.Kind == FieldKind.Id).GroupBy(leaf => FieldText.Plain(leaf.Value), StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First().Path, StringComparer.Ordinal);

    private sealed class Walk(JsonObject began, DraftNames names)
    {
        private readonly List<DraftChange> found = [];

        public IReadOnlyList<DraftChange> Found => found;

        public void Record(EditorForm form, string path, JsonObject before, JsonObject after)
        {
            var kind = DraftTree.TextAt(before, "kind");
            var known = form.FieldsOf(kind).Select(field => field.Name).ToList();
            foreach (var name in known.Concat(before.Select(member => member.Key)).Concat(after.Select(member => member.Key)).Distinct(StringComparer.Ordinal))
            {
                if (JsonNode.DeepEquals(before[name], after[name]))
                {
                    continue;
                }

                var (field, at) = (form.Find(name, kind), DraftPath.Member(path, name));
                switch (field?.Kind)
                {
                    case FieldKind.Record when before[name] is JsonObject was && after[name] is JsonObject now && IsOfOneKind(field.Form!, was, now):
                        Record(field.Form!, at, was, now);
                        break;
                    case FieldKind.Records or FieldKind.Shares when before[name] is null or JsonArray && after[name] is null or JsonArray:
                        List(field, at, before[name] as JsonArray ?? [], after[name] as JsonArray ?? []);
                        break;
                    default:
                        Add(ChangeKind.Changed, at, field, isItem: false, before[name], after[name]);
                        break;
                }
            }
        }

        private void List(EditorField field, string path, JsonArray before, JsonArray after)
        {
            var stayed = new List<int>();
            var added = new List<JsonNode?>();
            for (var i = 0; i < after.Count; i++)
            {
                if (SameItem.IndexOf(field.Form!, after, i, before) is not { } was || stayed.Contains(was))
                {
                    added.Add(after[i]);
                    continue;
                }

                stayed.Add(was);
                if (before[was] is JsonObject old && after[i] is JsonObject now && IsOfOneKind(field.Form!, old, now))
                {
                    Record(field.Form!, DraftPath.Item(path, was), old, now);
                }
                else if (!JsonNode.DeepEquals(before[was], after[i]))
                {
                    Add(ChangeKind.Changed, DraftPath.Item(path, was), field, isItem: true, before[was], after[i]);
                }
            }

            foreach (var was in Enumerable.Range(0, before.Count).Except(stayed))
            {
                Add(ChangeKind.Removed, DraftPath.Item(path, was), field, isItem: true, before[was], null);
            }

            foreach (var item in added)
            {
                Add(ChangeKind.Added, path, field, isItem: true, null, item);
                found[^1] = found[^1] with { Mine = after };
            }

            if (!stayed.SequenceEqual(stayed.Order()))
            {
                Add(ChangeKind.Changed, path, field, isItem: false, before, after);
                found[^1] = found[^1] with { Label = $"{found[^1].Label} › 次序", Order = stayed };
            }
        }

        private void Add(ChangeKind kind, string path, EditorField? field, bool isItem, JsonNode? before, JsonNode? after) =>
            found.Add(new DraftChange(kind, path, EditorPlace.NameOf(path, began, names), field, isItem, before?.DeepClone(), after?.DeepClone()) { Began = began });

        private static bool IsOfOneKind(EditorForm form, JsonObject one, JsonObject other) => form.Variants.Count == 0 || DraftTree.TextAt(one, "kind") == DraftTree.TextAt(other, "kind");
    }
}
