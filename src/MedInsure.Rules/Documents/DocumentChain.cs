using MedInsure.Rules.Policies;

namespace MedInsure.Rules.Documents;

/// <summary>A document as the chain sees it.</summary>
public sealed record LinkedDocument(string Number, IReadOnlyList<DocumentRelation> Relations);

/// <param name="Upward">What it forwards or carries out, as far as it is in the chain.</param>
public sealed record ChainNode(string Number, IReadOnlyList<DocumentRelation> Upward);

/// <summary>
/// 贯彻链: what a document forwards or carries out, what forwards or carries out it, and so on, in layers from the top down (医保发24 → 甘66 → 兰142). A document
/// that is only pointed to is a node as well. 替代, 废止 and 引用 are no steps of it.
/// </summary>
public static class DocumentChain
{
    /// <param name="number">The document that is looked at.</param>
    /// <param name="documents">What is known, in one form of the number each.</param>
    /// <returns>Layers, top first; a single node where nothing is connected.</returns>
    public static IReadOnlyList<IReadOnlyList<ChainNode>> Of(string number, IEnumerable<LinkedDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var up = documents.ToDictionary(
            document => document.Number,
            document => document.Relations.Where(relation => relation.Kind is DocumentRelationKind.Forwards or DocumentRelationKind.Implements).ToList(),
            StringComparer.Ordinal);
        var down = up.SelectMany(entry => entry.Value.Select(relation => (From: entry.Key, To: relation.Number))).ToLookup(link => link.To, link => link.From, StringComparer.Ordinal);
        var chosen = Reach(number, one => up.GetValueOrDefault(one, []).Select(relation => relation.Number));
        chosen.UnionWith(Reach(number, one => down[one]));
        var layers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var one in chosen)
        {
            LayerOf(one, up, chosen, layers, []);
        }

        return
        [
            .. layers.GroupBy(entry => entry.Value).OrderBy(layer => layer.Key).Select(layer => (IReadOnlyList<ChainNode>)
                [.. layer.Select(entry => entry.Key).Order(StringComparer.Ordinal).Select(one => new ChainNode(one, [.. up.GetValueOrDefault(one, []).Where(relation => chosen.Contains(relation.Number))]))]),
        ];
    }

    private static HashSet<string> Reach(string from, Func<string, IEnumerable<string>> next)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { from };
        var waiting = new Queue<string>([from]);
        while (waiting.TryDequeue(out var one))
        {
            foreach (var other in next(one).Where(seen.Add))
            {
                waiting.Enqueue(other);
            }
        }

        return seen;
    }

    /// <summary>One below the lowest of those above it. Two documents that point to one another are an error of the entry and end the descent.</summary>
    private static int LayerOf(string number, Dictionary<string, List<DocumentRelation>> up, HashSet<string> chosen, Dictionary<string, int> layers, HashSet<string> open)
    {
        if (layers.TryGetValue(number, out var known))
        {
            return known;
        }

        if (!open.Add(number))
        {
            return -1;
        }

        var above = up.GetValueOrDefault(number, []).Select(relation => relation.Number).Where(chosen.Contains).Select(one => LayerOf(one, up, chosen, layers, open)).DefaultIfEmpty(-1).Max();
        open.Remove(number);
        return layers[number] = above + 1;
    }
}
