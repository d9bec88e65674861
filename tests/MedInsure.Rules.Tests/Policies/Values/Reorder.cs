using System.Text.Json.Nodes;
using MedInsure.Rules.Policies;

namespace MedInsure.Rules.Tests.Policies.Values;

/// <summary>Changes a content through its JSON text, so that no member of the format is forgotten.</summary>
internal static class Reorder
{
    /// <summary>Lists whose order is a rule and not an accident.</summary>
    private static readonly string[] Ordered = ["backstop", "issuers"];

    /// <summary>All lists in another order, except those whose order is content.</summary>
    public static PolicyContent Shuffled(PolicyContent content, int seed)
    {
        var random = new Random(seed);
        var node = JsonNode.Parse(PolicyJson.Write(content))!;
        var read = PolicyJson.Read(Shuffle(node, string.Empty, string.Empty).ToJsonString());
        Assert.True(read.IsOk, Errors.Of(read));
        return read.Value;

        JsonNode Shuffle(JsonNode one, string name, string parent) => one switch
        {
            JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Shuffle(member.Value!, member.Key, name)))),
            JsonArray items when Ordered.Contains(name) || (name == "categories" && parent == "subsidies") => new JsonArray([.. items.Select(item => Shuffle(item!, string.Empty, name))]),
            JsonArray items => new JsonArray([.. items.Select(item => Shuffle(item!, string.Empty, name)).OrderBy(_ => random.Next())]),
            _ => one.DeepClone(),
        };
    }

    /// <summary>Every way in which one number, word, date or list entry of the content can be another, as far as the format can still be read.</summary>
    public static IEnumerable<(string Place, PolicyContent Content)> Changed(PolicyContent content)
    {
        var text = PolicyJson.Write(content);
        foreach (var place in Leaves(JsonNode.Parse(text)!, []).ToList())
        {
            var node = JsonNode.Parse(text)!;
            var (parent, leaf) = (node, node);
            foreach (var step in place)
            {
                (parent, leaf) = (leaf, step is int i ? leaf[i]! : leaf[(string)step]!);
            }

            foreach (var other in OthersThan(leaf))
            {
                if (place[^1] is int index)
                {
                    parent[index] = other;
                }
                else
                {
                    parent[(string)place[^1]] = other;
                }

                var read = PolicyJson.Read(node.ToJsonString());
                if (read.IsOk && PolicyJson.Write(read.Value) != text)
                {
                    yield return (string.Join('.', place), read.Value);
                    break;
                }
            }
        }
    }

    /// <summary>The content with one item of one list written twice, or with one member or item left out, as far as the format can still be read.</summary>
    public static IEnumerable<(string Place, PolicyContent Content)> TwiceOrLess(PolicyContent content)
    {
        var text = PolicyJson.Write(content);
        foreach (var place in Places(JsonNode.Parse(text)!, []).ToList())
        {
            foreach (var twice in place[^1] is int ? new[] { true, false } : [false])
            {
                var node = JsonNode.Parse(text)!;
                var parent = place.SkipLast(1).Aggregate(node, (at, step) => step is int i ? at[i]! : at[(string)step]!);
                if (place[^1] is string name)
                {
                    parent.AsObject().Remove(name);
                }
                else if (twice)
                {
                    parent.AsArray().Add(parent[(int)place[^1]]!.DeepClone());
                }
                else
                {
                    parent.AsArray().RemoveAt((int)place[^1]);
                }

                var read = PolicyJson.Read(node.ToJsonString());
                if (read.IsOk)
                {
                    yield return ($"{string.Join('.', place)} {(twice ? "twice" : "less")}", read.Value);
                }
            }
        }
    }

    private static IEnumerable<IReadOnlyList<object>> Places(JsonNode node, IReadOnlyList<object> path) => node switch
    {
        JsonObject members => members.SelectMany(member => Places(member.Value!, [.. path, member.Key]).Prepend([.. path, member.Key])),
        JsonArray items => items.SelectMany((item, i) => Places(item!, [.. path, i]).Prepend([.. path, i])),
        _ => [],
    };

    private static IEnumerable<IReadOnlyList<object>> Leaves(JsonNode node, IReadOnlyList<object> path) => node switch
    {
        JsonObject members => members.SelectMany(member => Leaves(member.Value!, [.. path, member.Key])),
        JsonArray items => items.SelectMany((item, i) => Leaves(item!, [.. path, i])),
        _ => [path],
    };

    private static IEnumerable<JsonNode> OthersThan(JsonNode leaf)
    {
        if (leaf.GetValueKind() == System.Text.Json.JsonValueKind.Number)
        {
            return [leaf.GetValue<decimal>() + 1];
        }

        if (leaf.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False)
        {
            return [!leaf.GetValue<bool>()];
        }

        var text = leaf.GetValue<string>();
        string[] words = ["hard", "soft", "checked", "unchecked", "central", "province", "city", "county", "card", "onBehalf", "basic", "criticalIllness", "cap", "paymentRatio", "unified", "byCounty", "coverageYear", "fundingYear", "practice", "external", "total", "base", "subsidy", "contribution", "forwards", "refers"];
        return [.. words.Where(word => word != text).Prepend("990199").Prepend("2035-06-07").Prepend(text + "x").Select(word => JsonValue.Create(word)!)];
    }
}
