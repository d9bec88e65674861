using System.Text.Json.Nodes;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies.Editing;

/// <summary>
/// 市县分担 by county over the draft's own form: one entry a ratio, with the counties that have it. A county that gets another ratio moves from entry to
/// entry; entries keep their clauses, and one that nobody is left in goes.
/// </summary>
public sealed class CountySplits
{
    public const string List = "$.funding.splits";

    private readonly DraftTree draft;
    private readonly SelectorMatching matching;
    private readonly GroupMembership groups;

    /// <param name="above">What the bureaus above published: their groups can be named.</param>
    public CountySplits(DraftTree draft, IEnumerable<PolicyContent> above, RegionTree regions)
    {
        ArgumentNullException.ThrowIfNull(draft);
        this.draft = draft;
        var known = draft.ListAt("$.groups").Select(PolicyJson.Part<RegionGroup>).OfType<RegionGroup>().Concat(above.SelectMany(content => content.Groups));
        groups = new GroupMembership(known.DistinctBy(group => group.Id), regions, []);
        matching = new SelectorMatching(regions, groups);
    }

    /// <summary>The entry that holds for a county; null when there is none, or when several do or the lists are not complete.</summary>
    public string? PathOf(RegionCode county) => PathOf(county, _ => true);

    private string? PathOf(RegionCode county, Func<JsonObject, bool> counts)
    {
        var entries = Entries().Where(entry => counts(entry.Item)).Select(entry => (entry.Path, Where: WhereOf(entry.Item))).Where(entry => entry.Where is not null).ToList();
        var (worlds, _) = matching.WorldsOf(county, entries.Select(entry => entry.Where!));
        return worlds.Count == 1 && matching.Best(entries, entry => entry.Where!, county, worlds[0]) is [var best] ? best.Path : null;
    }

    /// <summary>Gives counties a ratio.</summary>
    /// <param name="citation">Where it is laid down; null leaves the clauses as they are.</param>
    public void Set(IReadOnlyCollection<RegionCode> counties, CountyShare share, JsonObject? citation = null)
    {
        ArgumentNullException.ThrowIfNull(counties);
        var target = Entries().Select(entry => entry.Item).FirstOrDefault(item => CountyShare.Of(item["shares"]) is { } has && has.IsSame(share) && Named(item).Count > 0 && (item["where"] as JsonObject)?["except"] is null);
        target ??= counties.All(county => Has(PathOf(county, item => !Named(item).Contains(county.Value)), share)) ? null : ChangeWhole(counties, share, citation);
        Leave(counties, target);
        var missing = counties.Where(county => !Has(PathOf(county), share)).ToList();
        if (missing.Count > 0)
        {
            target ??= New(share);
            var regions = (JsonArray)((JsonObject)target["where"]!)["regions"]!;
            missing.Where(county => !Named(target).Contains(county.Value)).ToList().ForEach(county => regions.Add(county.Value));
        }

        if (citation is not null && target is not null)
        {
            Cite(target, citation);
        }
    }

    /// <summary>Takes the ratios back.</summary>
    /// <returns>Counties for which an entry still holds that does not name them.</returns>
    public IReadOnlyList<RegionCode> Clear(IReadOnlyCollection<RegionCode> counties)
    {
        ArgumentNullException.ThrowIfNull(counties);
        Leave(counties, null);
        return [.. counties.Where(county => PathOf(county) is not null)];
    }

    /// <summary>All counties of an entry get another ratio: it is the entry that changes, and its clauses stay.</summary>
    private JsonObject? ChangeWhole(IReadOnlyCollection<RegionCode> counties, CountyShare share, JsonObject? citation)
    {
        var whole = Entries().Select(entry => entry.Item).Where(item => CountyShare.Of(item["shares"]) is not null && OnlyNames(item) && Named(item).All(code => counties.Any(county => county.Value == code))).MaxBy(item => Named(item).Count);
        if (whole is null)
        {
            return null;
        }

        var next = share.ToShares();
        foreach (var (now, was) in next.OfType<JsonObject>().Select(now => (now, (whole["shares"] as JsonArray)!.OfType<JsonObject>().First(old => DraftWords.PayersOf(old["payers"]) == DraftWords.PayersOf(now["payers"])))))
        {
            if (citation is null && was["cite"] is { } cite)
            {
                now["cite"] = cite.DeepClone();
            }
        }

        whole["shares"] = next;
        if (citation is not null)
        {
            whole.Remove("cite");
        }

        return whole;
    }

    private void Leave(IReadOnlyCollection<RegionCode> counties, JsonObject? target)
    {
        foreach (var (path, item) in Entries().Reverse().Where(entry => !ReferenceEquals(entry.Item, target)))
        {
            var left = Named(item).Where(code => counties.All(county => county.Value != code)).ToList();
            if (left.Count == Named(item).Count)
            {
                continue;
            }

            if (left.Count > 0 || !OnlyNames(item))
            {
                draft.Set(path + ".where.regions", left.Count == 0 ? null : new JsonArray([.. left.Select(code => (JsonNode)code)]));
            }
            else
            {
                draft.Remove(path);
            }
        }
    }

    private JsonObject New(CountyShare share)
    {
        var item = new JsonObject { ["of"] = new JsonArray("city", "county"), ["where"] = new JsonObject { ["regions"] = new JsonArray() }, ["shares"] = share.ToShares() };
        draft.Add(List, item);
        return item;
    }

    /// <summary>The entry and both of its shares stand on the clause: a share without a source of its own is asked for one.</summary>
    private static void Cite(JsonObject item, JsonObject citation)
    {
        foreach (var share in (item["shares"] as JsonArray ?? []).OfType<JsonObject>().Where(share => share["cite"] is not JsonArray { Count: > 0 }))
        {
            share["cite"] = new JsonArray(citation.DeepClone());
        }

        if (item["cite"] is not JsonArray cites)
        {
            item["cite"] = cites = [];
        }

        if (!cites.Any(cite => DraftTree.TextAt(cite, "document") == DraftTree.TextAt(citation, "document") && DraftTree.TextAt(cite, "clause") == DraftTree.TextAt(citation, "clause")))
        {
            cites.Add(citation.DeepClone());
        }
    }

    private bool Has(string? path, CountyShare share) => path is not null && CountyShare.Of(draft.At(path + ".shares")) is { } has && has.IsSame(share);

    private IEnumerable<(string Path, JsonObject Item)> Entries() =>
        draft.ListAt(List).Select((item, i) => (DraftPath.Item(List, i), Item: item as JsonObject)).Where(entry => entry.Item is not null && DraftWords.PayersOf(entry.Item["of"]) == CountyShare.Bucket).Select(entry => (entry.Item1, entry.Item!)).ToList();

    private RegionSelector? WhereOf(JsonObject item)
    {
        var where = item["where"] is { } node ? PolicyJson.Part<RegionSelector>(node) : RegionSelector.Everywhere;
        return where is not null && where.Groups.Concat(where.Except?.Groups ?? []).All(group => groups.Find(group) is not null) ? where : null;
    }

    private static List<string> Named(JsonObject item) => [.. ((item["where"] as JsonObject)?["regions"] as JsonArray ?? []).Select(FieldText.Plain)];

    private static bool OnlyNames(JsonObject item) => item["where"] is JsonObject { Count: 1 } where && where["regions"] is JsonArray;
}
