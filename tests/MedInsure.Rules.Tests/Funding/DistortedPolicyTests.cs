using System.Text.Json.Nodes;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Tests.Notices;

namespace MedInsure.Rules.Tests.Funding;

/// <summary>
/// The published policies with values taken away, doubled, exchanged and turned round: what the reader and the checks let through gives a row that adds
/// up, a gap, or a sentence, and never an exception.
/// </summary>
public sealed class DistortedPolicyTests
{
    private static readonly string[][] Chains = [["national", "gansu", "lanzhou"], ["national", "gansu"], ["national", "henan"], ["national", "anhui", "huainan"]];

    [Fact]
    public void Whatever_passes_the_checks_has_an_answer()
    {
        var (random, answered) = (new Random(20200814), 0);
        for (var i = 0; i < 150; i++)
        {
            var documents = Chains[random.Next(Chains.Length)].Select(tenant => JsonNode.Parse(NoticeFiles.TextOf(tenant))!).ToArray();
            Distort(documents[random.Next(documents.Length)], random);
            var read = documents.Select(document => PolicyJson.Read(document.ToJsonString())).ToList();
            if (read.Exists(result => !result.IsOk))
            {
                continue;
            }

            var chain = read.ConvertAll(result => result.Value);
            if (chain.SelectMany((content, level) => PolicyChecks.Check(content, chain[..level])).Any(found => !found.Field.Contains(".cite", StringComparison.Ordinal)))
            {
                continue;
            }

            answered++;
            var policy = NoticeFiles.Effective(chain);
            var (funding, illness) = (new FundingSplit(policy), new CriticalIllnessFunding(policy));
            foreach (var unit in policy.Regions.FundingUnitsOf(policy.Own.Root!.Value))
            {
                AssertAnswered(funding.For(unit.Code));
                AssertAnswered(illness.For(unit.Code));
            }
        }

        Assert.InRange(answered, 20, 149);
    }

    private static void AssertAnswered(RegionSplit split)
    {
        Assert.Equal(split.State == SplitState.Inconsistent, split.Problem is not null);
        Assert.Equal(split.State == SplitState.Undetermined, split.Gaps.Count > 0);
        Assert.All(split.Possibilities, row => Assert.Equal(row.Total, Fraction.Sum(row.Shares.Select(share => share.PerCapita))));
    }

    private static void Distort(JsonNode document, Random random)
    {
        var places = Places(document).ToList();
        var (parent, key) = places[random.Next(places.Count)];
        var value = parent is JsonObject members ? members[(string)key] : ((JsonArray)parent)[(int)key];
        switch (random.Next(4))
        {
            case 0 when parent is JsonObject holder:
                holder.Remove((string)key);
                break;
            case 0 or 1 when parent is JsonArray list:
                list.Insert((int)key, value?.DeepClone());
                break;
            case 2 when value is JsonValue number && number.TryGetValue<decimal>(out var yuan):
                Put(parent, key, JsonValue.Create(new[] { 0m, -yuan, yuan * 2, yuan + 0.000001m, 1_000_000_000_000_000m, decimal.MaxValue }[random.Next(6)]));
                break;
            default:
                var alike = places.Where(place => Equals(place.Key, key)).ToList();
                var (from, at) = alike[random.Next(alike.Count)];
                Put(parent, key, (from is JsonObject other ? other[(string)at] : ((JsonArray)from)[(int)at])?.DeepClone());
                break;
        }
    }

    private static void Put(JsonNode parent, object key, JsonNode? value)
    {
        if (parent is JsonObject members)
        {
            members[(string)key] = value;
        }
        else
        {
            ((JsonArray)parent)[(int)key] = value;
        }
    }

    /// <summary>Every place below a node, but for citations, documents and titles.</summary>
    private static IEnumerable<(JsonNode Parent, object Key)> Places(JsonNode node) => node switch
    {
        JsonObject members => members.Where(member => member.Key is not ("cite" or "documents" or "title"))
            .SelectMany(member => (member.Value is null ? [] : Places(member.Value)).Prepend((node, (object)member.Key))),
        JsonArray list => list.SelectMany((item, i) => (item is null ? [] : Places(item)).Prepend((node, (object)i))),
        _ => [],
    };
}
