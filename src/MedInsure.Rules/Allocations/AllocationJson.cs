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

    public static string Write(AllocationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return JsonSerializer.Serialize(ResultText.Of(result), Options);
    }

    /// <summary>In the form of a text that was kept before, so that equal results have equal texts whatever the form was then.</summary>
    public static string WriteLike(string kept, AllocationResult result) => IsWrittenOut(kept) ? JsonSerializer.Serialize(result, Options) : Write(result);

    public static AllocationSnapshot ReadSnapshot(string text) => JsonSerializer.Deserialize<AllocationSnapshot>(text, Options)!;

    public static AllocationResult ReadResult(string text) => IsWrittenOut(text)
        ? JsonSerializer.Deserialize<AllocationResult>(text, Options)!
        : JsonSerializer.Deserialize<ResultText>(text, Options)!.ToResult();

    /// <summary>SHA-256 of a canonical text.</summary>
    public static string Hash(string text) => PolicyJson.HashOfText(text);

    /// <summary>Form 1: every county with its tier and shares in full.</summary>
    private static bool IsWrittenOut(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith("{\"lines\":", StringComparison.Ordinal);
    }

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
