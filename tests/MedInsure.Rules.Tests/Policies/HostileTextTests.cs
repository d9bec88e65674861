using System.Text.Json.Nodes;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Tests.Notices;

namespace MedInsure.Rules.Tests.Policies;

/// <summary>Whatever text comes in, reading and checking answer with errors and never with an exception.</summary>
public sealed class HostileTextTests
{
    private static readonly string[] Scraps = ["{", "}", "[", "]", ",", ":", "\"", "null", "true", "-1", "1e400", "1E-30", "99999999999999999999", "\"\\ud800\"", "\"kind\":\"gap\"", "\"\"", "{}", "[]", "\0", "\uFFFF", "//", "0.1234567", "\"2020-02-30\""];

    [Fact]
    public void Torn_texts_are_refused_or_read()
    {
        var random = new Random(20201231);
        foreach (var text in NoticeFiles.Tenants.Select(NoticeFiles.TextOf))
        {
            for (var i = 0; i < 300; i++)
            {
                var (at, length) = (random.Next(text.Length), random.Next(12));
                var torn = text[..at] + Scraps[random.Next(Scraps.Length)] + text[Math.Min(text.Length, at + length)..];
                CheckOne(torn);
            }
        }
    }

    [Fact]
    public void Any_value_in_any_place_is_refused_or_read()
    {
        var random = new Random(20210331);
        string[] values = ["null", "0", "-1", "1", "28", "1.5", "1e9", "79228162514264337593543950335", "\"\"", "\"x\"", "\"HALF\"", "[]", "{}", "[[]]", "[null]", "{\"kind\":\"gap\",\"gap\":\"g\"}", "{\"kind\":7}", "true", "\"9999-12-31\"", "[\"central\",\"city\"]"];
        var text = PolicyJson.Write(SomePolicy.Province());
        for (var i = 0; i < 3000; i++)
        {
            var root = JsonNode.Parse(text)!;
            var places = Places(root).ToList();
            var (parent, key) = places[random.Next(places.Count)];
            var value = JsonNode.Parse(values[random.Next(values.Length)]);
            if (key is string name)
            {
                parent.AsObject()[name] = value;
            }
            else
            {
                parent.AsArray()[(int)key] = value;
            }

            CheckOne(root.ToJsonString().Replace("HALF", "\\ud800", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_flood_of_errors_or_items_is_answered_shortly()
    {
        string Text(string more) => "{\"format\":1,\"tenant\":\"x\",\"title\":\"t\",\"year\":{\"funding\":2020}," + more + "}";
        string Codes(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $"\"41{i:0000}\""));
        string Groups(int count) => "\"groups\":[" + string.Join(',', Enumerable.Range(0, count).Select(i => $"{{\"id\":\"g{i}\",\"name\":\"n\",\"cite\":[{{\"kind\":\"practice\",\"says\":\"x\"}}]}}")) + "]";
        string Under(int count) => "\"groups\":[{\"id\":\"g\",\"name\":\"n\",\"regions\":[" + Codes(count) + "],\"cite\":[{\"kind\":\"practice\",\"says\":\"x\"}]}]";

        Assert.Equal(1001, Errors(Text(string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"k{i}\":1")))).Count);
        Assert.Contains("最多 1000 项", Assert.Single(Errors(Text(Groups(1001)))).Sentence, StringComparison.Ordinal);
        Assert.Contains("最多 5000 项", Assert.Single(Errors(Text(Under(5001)))).Sentence, StringComparison.Ordinal);
        Assert.True(PolicyJson.Read(Text(Groups(1000))).IsOk);
        Assert.True(PolicyJson.Read(Text(Under(5000))).IsOk);

        static IReadOnlyList<FieldError> Errors(string text) => Assert.IsType<Invalid>(PolicyJson.Read(text).Problem).Errors;
    }

    [Theory]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"title\":\"\\ud800\"}")]
    [InlineData("{\"a\":1,\"a\":2,\"format\":1,\"format\":1}")]
    public void Half_characters_and_doubled_keys_are_errors(string text) => Assert.False(PolicyJson.Read(text).IsOk);

    [Fact]
    public void Half_a_character_in_the_text_itself_is_an_error() => Assert.False(PolicyJson.Read("{\"title\":\"" + '\ud800' + "\"}").IsOk);

    private static void CheckOne(string text)
    {
        var read = PolicyJson.Read(text);
        if (read.IsOk)
        {
            Assert.NotNull(PolicyChecks.Check(read.Value, [SomePolicy.Nation()]));
            Assert.Equal(PolicyJson.Write(read.Value), PolicyJson.Write(PolicyJson.Read(PolicyJson.Write(read.Value)).Value));
        }
    }

    private static IEnumerable<(JsonNode Parent, object Key)> Places(JsonNode node) => node switch
    {
        JsonObject members => members.SelectMany(member => (member.Value is null ? [] : Places(member.Value)).Prepend((node, member.Key))),
        JsonArray items => items.SelectMany((item, i) => (item is null ? [] : Places(item)).Prepend((node, i))),
        _ => [],
    };
}
