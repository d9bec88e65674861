using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Tests.Notices;
using MedInsure.Testing;

namespace MedInsure.Rules.Tests.Policies;

public sealed class SchemaTests
{
    public static TheoryData<string> Tenants => [.. NoticeFiles.Tenants];

    /// <summary>After a change of the format: <c>medinsure policy schema &gt; docs/policy.schema.json</c>.</summary>
    [Fact]
    public void The_published_schema_is_the_one_of_the_reader() =>
        Assert.Equal(PolicyJson.Schema(), File.ReadAllText(Repository.PathOf("docs", "policy.schema.json")));

    [Theory]
    [MemberData(nameof(Tenants))]
    public void The_policies_of_the_notices_conform_to_the_schema(string tenant) =>
        Assert.Equal([], Violations(JsonNode.Parse(NoticeFiles.TextOf(tenant))!));

    [Fact]
    public void The_invented_policy_conforms_and_a_broken_one_does_not()
    {
        var node = JsonNode.Parse(PolicyJson.Write(SomePolicy.Province()))!;
        Assert.Equal([], Violations(node));

        node["tilte"] = "x";
        node["format"] = "one";
        node["fiscalSubsidy"]![0]!["yuan"] = "600元";
        node["funding"]!["tiers"]![0]!["shares"]![0]!["kind"] = "percent";
        node["bounds"]![0]!["on"] = "tax";
        node["groups"]![0]!.AsObject().Remove("name");
        node["pooling"] = null;
        node["benefits"]![0]!["insurance"] = null;
        Assert.Equal(
            ["$.benefits[0].insurance", "$.bounds[0].on", "$.fiscalSubsidy[0].yuan", "$.format", "$.funding.tiers[0].shares[0]", "$.groups[0].name", "$.pooling", "$.tilte"],
            Violations(node).Order(StringComparer.Ordinal));
    }

    private static List<string> Violations(JsonNode node)
    {
        var root = JsonNode.Parse(PolicyJson.Schema())!;
        var found = new List<string>();
        Validate(node, root, root, "$", found);
        return found;
    }

    /// <summary>The words of JSON schema that the exporter uses, and no others: a new one fails the test rather than passing unread.</summary>
    private static void Validate(JsonNode? node, JsonNode schema, JsonNode root, string path, List<string> found)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            Validate(node, Resolve(root, reference), root, path, found);
            return;
        }

        foreach (var word in schema.AsObject().Select(member => member.Key))
        {
            Assert.Contains(word, new[] { "$schema", "title", "type", "properties", "required", "items", "enum", "const", "pattern", "anyOf", "additionalProperties", "minItems", "uniqueItems", "format", "default" });
        }

        if (schema["anyOf"] is JsonArray choices)
        {
            var fits = choices.Any(choice =>
            {
                var merged = choice!.DeepClone().AsObject();
                foreach (var member in schema.AsObject().Where(member => member.Key is not "anyOf" && !merged.ContainsKey(member.Key)))
                {
                    merged[member.Key] = member.Value!.DeepClone();
                }

                var errors = new List<string>();
                Validate(node, merged, root, path, errors);
                return errors.Count == 0;
            });
            if (!fits)
            {
                found.Add(path);
            }

            return;
        }

        var isScalarWrong =
            (schema["type"] is { } type && !IsOfType(node, type))
            || (schema["enum"] is JsonArray words && !words.Any(word => JsonNode.DeepEquals(word, node)))
            || (schema["const"] is { } constant && !JsonNode.DeepEquals(constant, node))
            || (schema["pattern"] is { } pattern && node is JsonValue value && value.TryGetValue<string>(out var text) && !Regex.IsMatch(text, pattern.GetValue<string>(), RegexOptions.None, TimeSpan.FromSeconds(1)));
        if (isScalarWrong)
        {
            found.Add(path);
            return;
        }

        if (node is JsonObject members && schema["properties"] is JsonObject properties)
        {
            found.AddRange((schema["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>()).Where(name => !members.ContainsKey(name)).Select(name => $"{path}.{name}"));
            foreach (var (name, child) in members)
            {
                if (properties[name] is { } property)
                {
                    Validate(child, property, root, $"{path}.{name}", found);
                }
                else if (schema["additionalProperties"] is JsonValue closed && !closed.GetValue<bool>())
                {
                    found.Add($"{path}.{name}");
                }
            }
        }

        if (node is JsonArray items && schema["items"] is { } itemSchema)
        {
            for (var i = 0; i < items.Count; i++)
            {
                Validate(items[i], itemSchema, root, $"{path}[{i}]", found);
            }
        }
    }

    private static bool IsOfType(JsonNode? node, JsonNode type) =>
        (type is JsonArray several ? several.Select(one => one!.GetValue<string>()) : [type.GetValue<string>()]).Any(name => name switch
        {
            "object" => node is JsonObject,
            "array" => node is JsonArray,
            "null" => node is null,
            "string" => node?.GetValueKind() == System.Text.Json.JsonValueKind.String,
            "boolean" => node?.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
            "integer" => node?.GetValueKind() == System.Text.Json.JsonValueKind.Number && int.TryParse(node.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            _ => node?.GetValueKind() == System.Text.Json.JsonValueKind.Number,
        });

    private static JsonNode Resolve(JsonNode root, string pointer) =>
        pointer.Split('/').Skip(1).Aggregate(root, (node, part) => node is JsonArray items ? items[int.Parse(part, CultureInfo.InvariantCulture)]! : node[part.Replace("~1", "/", StringComparison.Ordinal)]!);
}
