using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Editing;
using MedInsure.Rules.Regions;
using MedInsure.Testing;

namespace MedInsure.Rules.Tests.Policies.Editing;

/// <summary>The editor's metadata against the content model and the schema: a member without a field is a member that nobody can fill in.</summary>
public sealed class PolicyFormTests
{
    [Fact]
    public void Every_member_of_every_record_of_the_content_model_has_a_field_of_its_kind()
    {
        var faults = new List<string>();
        Compare(PolicyForm.Root, faults, []);
        Assert.Empty(faults);
    }

    [Fact]
    public void The_comparison_sees_a_member_that_is_missing()
    {
        var faults = new List<string>();
        Compare(PolicyForm.Root with { Fields = [.. PolicyForm.Root.Fields.Where(field => field.Name != "gaps")] }, faults, []);
        Assert.Equal(["PolicyContent.gaps: no field"], faults);
    }

    [Fact]
    public void Every_property_of_the_schema_has_a_field()
    {
        var faults = new List<string>();
        var schema = JsonNode.Parse(File.ReadAllText(Repository.PathOf("docs", "policy.schema.json")))!;
        InSchema(schema, schema, PolicyForm.Root, "$", faults);
        Assert.Empty(faults);
    }

    [Fact]
    public void Every_part_of_the_document_stands_in_exactly_one_section()
    {
        foreach (var field in PolicyForm.Root.Fields)
        {
            var path = DraftPath.Member("$", field.Name);
            IEnumerable<string> places = PolicyForm.Sections.Any(section => section.Places.Contains(path)) ? [path] : field.Form!.Fields.Select(member => DraftPath.Member(path, member.Name));
            Assert.All(places, place => Assert.Single(PolicyForm.Sections, section => section.Places.Contains(place)));
        }
    }

    [Fact]
    public void Labels_and_hints_are_Chinese() =>
        Assert.All(AllFields(PolicyForm.Root), field => Assert.All([field.Label, .. field.Hint is { } hint ? [hint] : (string[])[], .. field.Options.Select(option => option.Label)], text => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", text)));

    [Theory]
    [InlineData("$.funding.tiers[0].shares[1].yuan", "tiers")]
    [InlineData("$.funding.splits[2]", "splits")]
    [InlineData("$.subsidies.rules[7].form", "rules")]
    [InlineData("$.subsidies", "categories")]
    [InlineData("$.year.collection[0].to", "basic")]
    [InlineData("$", "basic")]
    public void A_place_belongs_to_a_section(string path, string section) => Assert.Equal(section, PolicyForm.SectionOf(path).Key);

    private static IEnumerable<EditorField> AllFields(EditorForm form) =>
        form.Fields.Concat(form.Variants.SelectMany(variant => variant.Fields)).SelectMany(field => field.Form is { } inner ? AllFields(inner).Prepend(field) : [field]);

    private static void Compare(EditorForm form, List<string> faults, HashSet<Type> seen)
    {
        if (!seen.Add(form.Type))
        {
            return;
        }

        CompareMembers(form.Type, Own(form.Type), form.Fields, faults);
        var kinds = form.Type.GetCustomAttributes<JsonDerivedTypeAttribute>().ToDictionary(kind => (string)kind.TypeDiscriminator!, kind => kind.DerivedType);
        Assert.Equal(kinds.OrderBy(kind => kind.Key, StringComparer.Ordinal), form.Variants.ToDictionary(variant => variant.Word, variant => variant.Type).OrderBy(kind => kind.Key, StringComparer.Ordinal));
        foreach (var variant in form.Variants)
        {
            CompareMembers(variant.Type, Own(variant.Type), variant.Fields, faults);
        }

        foreach (var field in form.Fields.Concat(form.Variants.SelectMany(variant => variant.Fields)).Where(field => field.Form is not null))
        {
            Compare(field.Form!, faults, seen);
        }
    }

    private static void CompareMembers(Type type, IReadOnlyList<PropertyInfo> members, IReadOnlyList<EditorField> fields, List<string> faults)
    {
        faults.AddRange(fields.Where(field => members.All(member => Name(member) != field.Name)).Select(field => $"{type.Name}.{field.Name}: no member"));
        foreach (var member in members)
        {
            if (fields.FirstOrDefault(field => field.Name == Name(member)) is not { } field)
            {
                faults.Add($"{type.Name}.{Name(member)}: no field");
                continue;
            }

            if (field.Required != (member.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null))
            {
                faults.Add($"{type.Name}.{field.Name}: required or not");
            }

            if (!Kinds(member.PropertyType).Contains(field.Kind))
            {
                faults.Add($"{type.Name}.{field.Name}: {field.Kind} for {member.PropertyType.Name}");
            }

            if (field.Form is { } form && form.Type != (Item(member.PropertyType) ?? member.PropertyType))
            {
                faults.Add($"{type.Name}.{field.Name}: form of {form.Type.Name}");
            }

            if (Nullable.GetUnderlyingType(member.PropertyType) is var inner && (inner ?? member.PropertyType) is { IsEnum: true } words && field.Kind == FieldKind.Choice
                && !Enum.GetNames(words).Select(JsonNamingPolicy.CamelCase.ConvertName).Order(StringComparer.Ordinal).SequenceEqual(field.Options.Select(option => option.Word).Order(StringComparer.Ordinal)))
            {
                faults.Add($"{type.Name}.{field.Name}: words");
            }
        }
    }

    /// <summary>Members that the document writes; what is only computed has no setter.</summary>
    private static IReadOnlyList<PropertyInfo> Own(Type type) => [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(member => member.SetMethod is not null)];

    private static string Name(PropertyInfo member) => JsonNamingPolicy.CamelCase.ConvertName(member.Name);

    private static Type? Item(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private static FieldKind[] Kinds(Type type)
    {
        var leaf = Nullable.GetUnderlyingType(type) ?? type;
        return Item(type) switch
        {
            { } item when item == typeof(string) => [FieldKind.Words, FieldKind.GroupRefs, FieldKind.CategoryRefs],
            { } item when item == typeof(RegionCode) => [FieldKind.Regions],
            { } item when item == typeof(Citation) => [FieldKind.Citations],
            { } item when item == typeof(TierShare) => [FieldKind.Shares],
            { } => [FieldKind.Records],
            null when leaf == typeof(string) => [FieldKind.Text, FieldKind.Note, FieldKind.Id, FieldKind.Fixed, FieldKind.DocumentNumber, FieldKind.GapRef, FieldKind.DocumentRef, FieldKind.CategoryRef, FieldKind.BureauRef],
            null when leaf == typeof(decimal) => [FieldKind.Yuan, FieldKind.Percent, FieldKind.Number],
            null when leaf == typeof(int) => [FieldKind.Whole, FieldKind.Fixed],
            null when leaf == typeof(bool) => [FieldKind.Flag],
            null when leaf == typeof(DateOnly) => [FieldKind.Date],
            null when leaf == typeof(Payers) => [FieldKind.Payers],
            null when leaf.IsEnum => [FieldKind.Choice],
            _ => [FieldKind.Record],
        };
    }

    private static void InSchema(JsonNode root, JsonNode node, EditorForm form, string path, List<string> faults)
    {
        var schema = Target(root, node);
        var shapes = schema["anyOf"] as JsonArray is { } kinds ? kinds.ToList() : [schema];
        foreach (var shape in shapes.Select(shape => Target(root, shape!)))
        {
            var word = shape["properties"]?["kind"]?["const"]?.GetValue<string>();
            foreach (var (name, member) in shape["properties"] as JsonObject ?? [])
            {
                if (name == "kind" && form.Variants.Count > 0)
                {
                    continue;
                }

                if (form.Find(name, word) is not { } field)
                {
                    faults.Add($"{path}.{name}");
                }
                else if (field.Form is { } inner)
                {
                    var target = Target(root, member!);
                    InSchema(root, field.IsList ? target["items"]! : target, inner, $"{path}.{name}", faults);
                }
            }
        }
    }

    /// <summary>What a reference ("#/properties/year") stands for.</summary>
    private static JsonNode Target(JsonNode root, JsonNode node) =>
        node["$ref"] is { } reference ? reference.GetValue<string>().TrimStart('#', '/').Split('/').Aggregate(root, (at, step) => (at is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : at[step])!) : node;
}
