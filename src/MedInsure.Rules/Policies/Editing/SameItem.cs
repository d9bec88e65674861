using System.Text.Json.Nodes;

namespace MedInsure.Rules.Policies.Editing;

/// <summary>Which item of one list is which of another text's: by what tells it from its neighbours, not by its place.</summary>
internal static class SameItem
{
    private static readonly string[] Keys = ["id", "number", "name", "category", "payers", "what", "subject", "source", "where", "shares"];

    private static readonly string[] Told = ["number", "name", "category", "of", "on", "where", "populationGroup", "contributionTier", "ages", "payers", "what", "subject", "source"];

    /// <returns>The index in <paramref name="other"/>; null when nothing there is certainly the same thing.</returns>
    public static int? IndexOf(EditorForm form, JsonArray list, int index, JsonArray other)
    {
        ArgumentNullException.ThrowIfNull(form);
        var equal = Where(other, candidate => JsonNode.DeepEquals(candidate, list[index]));
        if (equal.Count > 0)
        {
            return equal.Contains(index) ? index : equal[0];
        }

        var keys = Keys.Where(key => form.Find(key) is not null).ToList();
        foreach (var key in keys.Where(key => Member(list[index], key) is not null))
        {
            var found = Where(other, candidate => JsonNode.DeepEquals(Member(candidate, key), Member(list[index], key)));
            if (found.Count == 1 && Where(list, candidate => JsonNode.DeepEquals(Member(candidate, key), Member(list[index], key))).Count == 1)
            {
                return found[0];
            }
        }

        // A list that had one item and has one: the item is the same thing. So is what has kept its place and has no name of its own.
        return form.Find("id") is null && list.Count == other.Count && (list.Count == 1 || keys.All(key => Member(list[index], key) is not { } mine || Member(other[index], key) is not { } theirs || JsonNode.DeepEquals(mine, theirs)))
            ? index
            : null;
    }

    /// <summary>Where another person has meanwhile added the same thing: for the same regions, persons and payers, by the same name or number. Its values may be others.</summary>
    /// <param name="began">The list that both began with.</param>
    /// <param name="mine">The list of the person whose item it is.</param>
    public static int? AddedBeside(EditorForm form, JsonNode? item, JsonArray now, JsonArray began, JsonArray mine)
    {
        var told = Told.Where(key => form.Find(key) is not null).ToList();
        bool IsSame(JsonNode? candidate) => candidate is JsonObject && told.TrueForAll(key => JsonNode.DeepEquals(Member(candidate, key), Member(item, key)));

        // Several bounds may stand on one thing, and whoever adds two alike wants two.
        return form.Find("limit") is not null || told.TrueForAll(key => Member(item, key) is null) || Where(mine, IsSame).Count > 1 || Where(began, IsSame).Count > 0
            ? null
            : Where(now, IsSame) is [var index] ? index : null;
    }

    private static JsonNode? Member(JsonNode? item, string key) => (item as JsonObject)?[key];

    private static List<int> Where(JsonArray list, Func<JsonNode?, bool> isMeant) => [.. Enumerable.Range(0, list.Count).Where(i => isMeant(list[i]))];
}
