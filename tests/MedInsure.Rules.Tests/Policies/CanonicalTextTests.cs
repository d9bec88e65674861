using System.Text.Json.Nodes;
using MedInsure.Rules.Policies;

namespace MedInsure.Rules.Tests.Policies;

/// <summary>Equal content has an equal text and hash; different content has a different one.</summary>
public sealed class CanonicalTextTests
{
    private readonly PolicyContent good = SomePolicy.Province();

    [Fact]
    public void The_order_of_the_members_does_not_count()
    {
        var reversed = Reversed(JsonNode.Parse(PolicyJson.Write(good))!).ToJsonString();
        var read = PolicyJson.Read(reversed);

        Assert.True(read.IsOk, Errors.Of(read));
        Assert.NotEqual(PolicyJson.Write(good), reversed);
        Assert.Equal(PolicyJson.Hash(good), PolicyJson.Hash(read.Value));
    }

    [Theory]
    [InlineData("600.0")]
    [InlineData("600.000000")]
    [InlineData("\"600\"")]
    [InlineData("\"600.00\"")]
    [InlineData("6e2")]
    public void The_form_of_a_number_does_not_count(string written)
    {
        var text = PolicyJson.Write(good).Replace("\"yuan\":600,", $"\"yuan\":{written},", StringComparison.Ordinal);

        Assert.NotEqual(PolicyJson.Write(good), text);
        Assert.Equal(PolicyJson.Hash(good), PolicyJson.Hash(PolicyJson.Read(text).Value));
    }

    [Theory]
    [InlineData("\"payers\":[\"city\",\"county\"]", "\"payers\":[\"county\",\"city\"]")]
    [InlineData("\"rate\":0.5,", "\"rate\":0.5,\"floor\":false,")]
    [InlineData("{\"id\":\"p1\",", "{\"id\":\"p1\",\"held\":true,\"issuers\":[],")]
    [InlineData("{\"document\":\"p1\"", "{\"kind\":\"notice\",\"document\":\"p1\"")]
    [InlineData("\"yuan\":88,", "\"yuan\":88,\"where\":{},")]
    [InlineData("\"id\":\"p-min\",", "\"id\":\"p-min\",\"strength\":\"hard\",")]
    public void A_default_that_is_written_out_does_not_count(string canonical, string longer)
    {
        Assert.Contains(canonical, PolicyJson.Write(good), StringComparison.Ordinal);
        var text = PolicyJson.Write(good).Replace(canonical, longer, StringComparison.Ordinal);

        var read = PolicyJson.Read(text);
        Assert.True(read.IsOk, Errors.Of(read));
        Assert.Equal(PolicyJson.Hash(good), PolicyJson.Hash(read.Value));
    }

    [Fact]
    public void White_space_does_not_count() => Assert.Equal(PolicyJson.Hash(good), PolicyJson.Hash(PolicyJson.Read(PolicyJson.WriteIndented(good)).Value));

    [Fact]
    public void Writing_loses_nothing() => Assert.Equal(PolicyJson.Write(good), PolicyJson.Write(PolicyJson.Read(PolicyJson.Write(good)).Value));

    [Fact]
    public void A_zero_is_kept()
    {
        var from0 = good with { Contribution = [good.Contribution[0], good.Contribution[1] with { Ages = new AgeRange { From = 0, To = 17 } }] };

        Assert.Equal(0, PolicyJson.Read(PolicyJson.Write(from0)).Value.Contribution[1].Ages!.From);
    }

    [Fact]
    public void Every_change_changes_the_hash()
    {
        PolicyContent[] changed =
        [
            good with { FiscalSubsidy = [good.FiscalSubsidy[0] with { Yuan = 600.01m }] },
            good with { FiscalSubsidy = [good.FiscalSubsidy[0] with { Strength = Strength.Soft }] },
            good with { Year = good.Year with { Funding = 2032 } },
            good with { Bounds = [.. good.Bounds.Reverse()] },
            good with { Gaps = [.. good.Gaps.Skip(1)] },
            good with { Subsidies = good.Subsidies with { Aliases = [] } },
            good with { Documents = [good.Documents[0] with { Held = false }, .. good.Documents.Skip(1)] },
        ];

        Assert.Equal(changed.Length + 1, changed.Append(good).Select(PolicyJson.Hash).Distinct().Count());
    }

    private static JsonNode Reversed(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members.Reverse().Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Reversed(member.Value!)))),
        JsonArray items => new JsonArray([.. items.Select(item => Reversed(item!))]),
        _ => node.DeepClone(),
    };

    [Fact]
    public void A_long_text_has_the_hash_of_its_bytes_wherever_it_is_cut()
    {
        foreach (var length in new[] { 0, 1, 1365, 1366, 4095, 4096, 4097, 20_000 })
        {
            var text = new string('a', length) + string.Concat(Enumerable.Repeat("榆中县😀", length));
            Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))), PolicyJson.HashOfText(text));
        }
    }
}
