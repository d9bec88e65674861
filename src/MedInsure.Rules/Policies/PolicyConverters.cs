using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies;

/// <summary>How the leaves of a policy are written: yuan and rates as exact decimals, payers by name, regions by code.</summary>
internal static class PolicyConverters
{
    private static readonly string[] PayerNames = ["central", "province", "city", "county"];

    /// <param name="payersAsNumber">For a run's texts, where <see cref="Payers.Whole"/> occurs and size matters.</param>
    public static void AddTo(JsonSerializerOptions options, bool payersAsNumber = false)
    {
        options.Converters.Add(new DecimalConverter());
        options.Converters.Add(payersAsNumber ? new PayersNumberConverter() : new PayersConverter());
        options.Converters.Add(new RegionCodeConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }

    /// <summary>What a leaf of this type should look like, as a sentence.</summary>
    public static string? Expectation(Type type)
    {
        var leaf = Nullable.GetUnderlyingType(type) ?? type;
        return leaf switch
        {
            _ when leaf == typeof(decimal) => "应为不带单位的数（金额以元计、比例在 0 到 1 之间），最多六位小数，例如 97.6；不要写“元”“分”“%”。",
            _ when leaf == typeof(Payers) => $"应为出资方名称的列表，取自：{string.Join("、", PayerNames)}。",
            _ when leaf == typeof(RegionCode) => "应为六位行政区划代码（无国标代码的功能区如 3404L1）。",
            _ when leaf == typeof(DateOnly) => "应为日期，写作 \"2020-12-31\"。",
            _ when leaf == typeof(int) => "应为整数。",
            _ when leaf == typeof(bool) => "应为 true 或 false。",
            _ when leaf == typeof(string) => "应为文字，写在引号之中。",
            { IsEnum: true } => $"应为以下之一：{string.Join("、", Enum.GetNames(leaf).Select(JsonNamingPolicy.CamelCase.ConvertName))}。",
            _ => null,
        };
    }

    public static JsonNode? SchemaOf(Type type)
    {
        var leaf = Nullable.GetUnderlyingType(type) ?? type;
        if (leaf == typeof(decimal))
        {
            return JsonNode.Parse("""{"type":["number","string"],"pattern":"^-?[0-9]+(\\.[0-9]{1,6})?$"}""");
        }

        if (leaf == typeof(RegionCode))
        {
            return JsonNode.Parse("""{"type":"string","pattern":"^([0-9]{6}|[0-9]{4}L[0-9])$"}""");
        }

        return leaf == typeof(Payers)
            ? JsonNode.Parse("""{"type":"array","items":{"enum":["central","province","city","county"]},"minItems":1,"uniqueItems":true}""")
            : null;
    }

    private sealed class DecimalConverter : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
            var exact = reader.TokenType switch
            {
                JsonTokenType.Number => reader.TryGetDecimal(out var number) ? number : (decimal?)null,
                JsonTokenType.String => decimal.TryParse(reader.GetString(), Plain, CultureInfo.InvariantCulture, out var number) ? number : null,
                _ => null,
            };
            return exact is { } value && decimal.Round(value, 6) == value ? value : throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.ToString("0.######", CultureInfo.InvariantCulture), skipInputValidation: true);
    }

    private sealed class PayersConverter : JsonConverter<Payers>
    {
        public override Payers Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                throw new JsonException();
            }

            var payers = Payers.None;
            while (reader.Read() && reader.TokenType == JsonTokenType.String)
            {
                var index = Array.IndexOf(PayerNames, reader.GetString());
                var payer = index < 0 ? Payers.None : (Payers)(1 << index);
                if (payer == Payers.None || payers.HasFlag(payer))
                {
                    throw new JsonException();
                }

                payers |= payer;
            }

            return reader.TokenType == JsonTokenType.EndArray && payers != Payers.None ? payers : throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, Payers value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            for (var index = 0; index < PayerNames.Length; index++)
            {
                if (value.HasFlag((Payers)(1 << index)))
                {
                    writer.WriteStringValue(PayerNames[index]);
                }
            }

            writer.WriteEndArray();
        }
    }

    private sealed class PayersNumberConverter : JsonConverter<Payers>
    {
        public override Payers Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => (Payers)reader.GetInt32();

        public override void Write(Utf8JsonWriter writer, Payers value, JsonSerializerOptions options) => writer.WriteNumberValue((int)value);
    }

    private sealed class RegionCodeConverter : JsonConverter<RegionCode>
    {
        public override RegionCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && RegionCode.TryParse(reader.GetString(), out var region) ? region : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, RegionCode value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
