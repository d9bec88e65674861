using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Policies;

namespace MedInsure.Rules.Allocations;

/// <summary>
/// The canonical texts of a run: what went in and what came out. Money is written in whole fen, per-capita shares as exact text ("8.16", "10/3"), so
/// that a text has one form and a hash one meaning.
/// </summary>
public static class AllocationJson
{
    private static readonly JsonSerializerOptions Options = Create();

    /// <summary>The order of the lists is part of the form and not of the input: equal input has an equal text.</summary>
    public static string Write(AllocationSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var ordered = snapshot with
        {
            Regions = [.. snapshot.Regions.OrderBy(region => region.Code).ThenBy(region => region.ValidFrom)],
            Headcounts = [.. snapshot.Headcounts.OrderBy(headcount => headcount.Region)],
            PoolingUnits = [.. snapshot.PoolingUnits.OrderBy(member => member.Region)],
            Assumptions = [.. snapshot.Assumptions.OrderBy(assumption => assumption.Gap, StringComparer.Ordinal)
                .Select(assumption => assumption with { Members = assumption.Members is null ? null : [.. assumption.Members.Order()] })],
        };
        return JsonSerializer.Serialize(ordered, Options);
    }

    public static string Write(AllocationResult result) => JsonSerializer.Serialize(result, Options);

    public static AllocationSnapshot ReadSnapshot(string text) => JsonSerializer.Deserialize<AllocationSnapshot>(text, Options)!;

    public static AllocationResult ReadResult(string text) => JsonSerializer.Deserialize<AllocationResult>(text, Options)!;

    /// <summary>SHA-256 of a canonical text.</summary>
    public static string Hash(string text) => PolicyJson.HashOfText(text);

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            IgnoreReadOnlyProperties = true,
        };
        options.Converters.Add(new FractionConverter());
        options.Converters.Add(new MoneyConverter());
        PolicyConverters.AddTo(options, payersAsNumber: true);
        return options;
    }

    private sealed class FractionConverter : JsonConverter<Fraction>
    {
        public override Fraction Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Fraction.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, Fraction value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToText());
    }

    private sealed class MoneyConverter : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Fen);
    }
}
