using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MedInsure.Rules.Outcomes;

namespace MedInsure.Rules.Policies;

/// <summary>
/// The text form of a policy. Reading is strict: an unknown member, a duplicate key, a missing member or a value in the wrong unit is an error
/// that names its JSON path, and all errors are reported together. Writing is canonical, so that equal content has an equal hash:
/// members in the order of the types, defaults and empty lists left out, numbers without trailing zeros, no white space.
/// </summary>
public static class PolicyJson
{
    private static readonly JsonSerializerOptions Canonical = CreateOptions(writeIndented: false);
    private static readonly JsonSerializerOptions Indented = CreateOptions(writeIndented: true);

    public static Result<PolicyContent> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 32 });
        }
        catch (ArgumentException)
        {
            return new Invalid("政策文件含有不完整的字符，请改正后再试。", [new FieldError("$", "某处只有半个字符，请用 UTF-8 重新保存。")]);
        }
        catch (JsonException error)
        {
            return new Invalid("政策文件不是有效的 JSON，请检查括号、引号和逗号。", [new FieldError("$", $"第 {error.LineNumber + 1} 行附近无法读取。")]);
        }

        using (document)
        {
            try
            {
                var errors = StrictShape.Check(document.RootElement, typeof(PolicyContent), Canonical);
                return errors.Count == 0
                    ? document.RootElement.Deserialize<PolicyContent>(Canonical)!
                    : new Invalid($"政策文件有 {errors.Count} 处不符合格式，请按下列位置逐一改正。", errors);
            }
            catch (InvalidOperationException)
            {
                // The framework has no other way to say that an escape (\ud800) is half a character.
                return new Invalid("政策文件含有不完整的字符，请改正后再试。", [new FieldError("$", "某处的 \\u 转义只有半个字符，请改成完整的字。")]);
            }
        }
    }

    /// <summary>A part of a document that as a whole cannot be read yet; null when the part cannot be read either.</summary>
    internal static T? Part<T>(JsonNode? node)
        where T : class
    {
        try
        {
            return node.Deserialize<T>(Canonical);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>The canonical text.</summary>
    public static string Write(PolicyContent content) => JsonSerializer.Serialize(content, Canonical);

    /// <summary>The canonical text with line breaks, for files that people read.</summary>
    public static string WriteIndented(PolicyContent content) => JsonSerializer.Serialize(content, Indented).ReplaceLineEndings("\n") + "\n";

    /// <summary>SHA-256 of the canonical text, 64 lower-case hexadecimal digits.</summary>
    public static string Hash(PolicyContent content) => HashOfText(Write(content));

    public static string HashOfText(string canonicalText)
    {
        ArgumentNullException.ThrowIfNull(canonicalText);

        // A run's text has a megabyte: encoded piece by piece, it needs no second copy.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var encoder = Encoding.UTF8.GetEncoder();
        Span<byte> piece = stackalloc byte[4096];
        var rest = canonicalText.AsSpan();
        bool complete;
        do
        {
            encoder.Convert(rest, piece, flush: true, out var characters, out var bytes, out complete);
            hash.AppendData(piece[..bytes]);
            rest = rest[characters..];
        }
        while (!complete);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The JSON schema of the format; docs/policy.schema.json is this text.</summary>
    public static string Schema()
    {
        var node = Canonical.GetJsonSchemaAsNode(typeof(PolicyContent), new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, schema) => PolicyConverters.SchemaOf(context.TypeInfo.Type) ?? WithoutNull(schema),
        });
        var root = node.AsObject();
        root.Insert(0, "title", JsonValue.Create("MedInsure policy document, format 1"));
        root.Insert(0, "$schema", JsonValue.Create("https://json-schema.org/draft/2020-12/schema"));
        return root.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>What is optional is left out and never written as null.</summary>
    private static JsonNode WithoutNull(JsonNode schema)
    {
        if (schema["type"] is JsonArray types)
        {
            var named = types.Select(type => type!.GetValue<string>()).Where(type => type != "null").ToList();
            schema["type"] = named.Count == 1 ? named[0] : new JsonArray([.. named.Select(type => (JsonNode)type)]);
        }

        if (schema["enum"] is JsonArray words)
        {
            schema["enum"] = new JsonArray([.. words.Where(word => word is not null).Select(word => word!.DeepClone())]);
        }

        return schema;
    }

    private static JsonSerializerOptions CreateOptions(bool writeIndented)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            AllowOutOfOrderMetadataProperties = true,
            AllowTrailingCommas = true,
            ReadCommentHandling = JsonCommentHandling.Skip,
            RespectNullableAnnotations = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            WriteIndented = writeIndented,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutDefaults } },
        };
        PolicyConverters.AddTo(options);
        options.MakeReadOnly();
        return options;
    }

    private static void LeaveOutDefaults(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        foreach (var property in type.Properties.Where(property => !property.IsRequired))
        {
            property.ShouldSerialize = (_, value) => value switch
            {
                null or false => false,
                0 => Nullable.GetUnderlyingType(property.PropertyType) is not null,
                System.Collections.ICollection list => list.Count > 0,
                RegionSelector where => where.Regions.Count + where.Groups.Count + where.Under.Count > 0 || where.Except is not null,
                FundingScheme scheme => scheme.Tiers.Count + scheme.Splits.Count + scheme.TopUps.Count > 0 || scheme.Gap is not null,
                CriticalIllness illness => illness.Tiers.Count + illness.Backstop.Count > 0 || illness.Gap is not null,
                SubsidyPolicy subsidies => subsidies.Categories.Count + subsidies.Aliases.Count + subsidies.Rules.Count > 0 || subsidies.Stacking is not null,
                Strength strength => strength != Strength.Hard,
                CitationKind kind => kind != CitationKind.Notice,
                _ => true,
            };
        }

        if (type.Properties.FirstOrDefault(property => property.Name == "held") is { } held)
        {
            held.ShouldSerialize = (_, value) => value is false;
        }
    }
}
