using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MedInsure.Rules.Outcomes;

namespace MedInsure.Rules.Policies;

/// <summary>Walks a JSON text beside the types that it should fill and names every place where the two disagree.</summary>
internal static class StrictShape
{
    /// <summary>Nobody mends more at once, and a hostile file could name hundreds of thousands.</summary>
    public const int MostErrors = 1000;

    /// <summary>A list of things; the largest of the notices has some tens. Checks compare things with one another, so their number is bounded.</summary>
    public const int MostItems = 1000;

    /// <summary>A list of words and region codes: the country has fewer than 3,000 counties.</summary>
    public const int MostWords = 5000;

    public static IReadOnlyList<FieldError> Check(JsonElement root, Type type, JsonSerializerOptions options)
    {
        var errors = new List<FieldError>();
        Walk(root, type, "$", options, errors);
        return errors.Count < MostErrors ? errors : [.. errors.Take(MostErrors), new FieldError("$", $"问题太多，只列出前 {MostErrors} 处；请先核对是否选对了文件。")];
    }

    private static void Walk(JsonElement element, Type type, string path, JsonSerializerOptions options, List<FieldError> errors)
    {
        if (errors.Count >= MostErrors)
        {
            return;
        }

        if (element.ValueKind == JsonValueKind.Null)
        {
            errors.Add(new FieldError(path, "不能写 null；没有的内容请整项省略，缺依据的内容请登记为缺口。"));
            return;
        }

        var info = options.GetTypeInfo(type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object when element.ValueKind == JsonValueKind.Object:
                WalkObject(element, info, path, options, errors);
                break;
            case JsonTypeInfoKind.Enumerable when element.ValueKind == JsonValueKind.Array:
                var most = options.GetTypeInfo(info.ElementType!).Kind == JsonTypeInfoKind.Object ? MostItems : MostWords;
                if (element.GetArrayLength() > most)
                {
                    errors.Add(new FieldError(path, $"这个列表有 {element.GetArrayLength()} 项，最多 {most} 项；请核对文件。"));
                    break;
                }

                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Walk(item, info.ElementType!, $"{path}[{index++}]", options, errors);
                }

                break;
            case JsonTypeInfoKind.Object:
                errors.Add(new FieldError(path, "应为对象，写在 { } 之中。"));
                break;
            case JsonTypeInfoKind.Enumerable:
                errors.Add(new FieldError(path, "应为列表，写在 [ ] 之中。"));
                break;
            default:
                WalkLeaf(element, type, path, options, errors);
                break;
        }
    }

    private static void WalkObject(JsonElement element, JsonTypeInfo info, string path, JsonSerializerOptions options, List<FieldError> errors)
    {
        var discriminator = info.PolymorphismOptions?.TypeDiscriminatorPropertyName;
        if (discriminator is not null)
        {
            var kinds = info.PolymorphismOptions!.DerivedTypes;
            var written = element.TryGetProperty(discriminator, out var kind) ? kind.ToString() : null;
            var chosen = kinds.FirstOrDefault(derived => (string?)derived.TypeDiscriminator == written);
            if (chosen.DerivedType is null)
            {
                errors.Add(new FieldError($"{path}.{discriminator}", $"应为以下之一：{string.Join("、", kinds.Select(derived => derived.TypeDiscriminator))}。"));
                return;
            }

            info = options.GetTypeInfo(chosen.DerivedType);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            var memberPath = $"{path}.{member.Name}";
            if (!seen.Add(member.Name))
            {
                errors.Add(new FieldError(memberPath, "同一项写了两次，请只保留一处。"));
            }
            else if (member.Name == discriminator)
            {
                continue;
            }
            else if (info.Properties.FirstOrDefault(property => property.Name == member.Name) is { } property)
            {
                Walk(member.Value, property.PropertyType, memberPath, options, errors);
            }
            else if (errors.Count < MostErrors)
            {
                errors.Add(new FieldError(memberPath, "格式中没有这一项；请核对拼写和单位（金额用 yuan，比例用 rate）。"));
            }
        }

        errors.AddRange(info.Properties
            .Where(property => property.IsRequired && !seen.Contains(property.Name))
            .Select(property => new FieldError($"{path}.{property.Name}", "缺少这一必填项。")));
    }

    private static void WalkLeaf(JsonElement element, Type type, string path, JsonSerializerOptions options, List<FieldError> errors)
    {
        var leaf = Nullable.GetUnderlyingType(type) ?? type;
        if (leaf.IsEnum && leaf != typeof(Payers)
            && (element.ValueKind != JsonValueKind.String || !Enum.GetNames(leaf).Select(JsonNamingPolicy.CamelCase.ConvertName).Contains(element.GetString(), StringComparer.Ordinal)))
        {
            // The framework's converter would also take other capitals and several words with commas.
            errors.Add(new FieldError(path, PolicyConverters.Expectation(type)!));
            return;
        }

        try
        {
            element.Deserialize(type, options);
        }
        catch (JsonException error)
        {
            errors.Add(new FieldError(path, PolicyConverters.Expectation(type) ?? error.Message));
        }
    }
}
