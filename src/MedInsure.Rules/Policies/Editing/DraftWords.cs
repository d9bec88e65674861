using System.Globalization;
using System.Text.Json.Nodes;
using MedInsure.Rules.Funding;

namespace MedInsure.Rules.Policies.Editing;

/// <summary>Names of what a draft refers to by code or id. A name that nobody knows is the id itself.</summary>
public sealed record DraftNames(Func<string, string> Region, Func<string, string> Group, Func<string, string> Category, Func<string, string> Document, Func<string, string> Gap, Func<string, string> Bureau)
{
    public static DraftNames None { get; } = new(id => id, id => id, id => id, id => id, id => id, id => id);
}

/// <summary>A part of a draft, or of last year's document, in words: for a line that stands for a list's item, and beside a field.</summary>
public static class DraftWords
{
    private const int Listed = 6;

    /// <summary>One item of a list by what tells it from the others; "（未填写）" while there is nothing.</summary>
    public static string Item(EditorForm form, JsonNode? item, DraftNames names)
    {
        ArgumentNullException.ThrowIfNull(form);
        var kind = DraftTree.TextAt(item, "kind");
        var fields = form.Summary.Select(name => form.Find(name, kind)).OfType<EditorField>();
        var parts = Parts(fields, item, names);
        if (form.Variants.Count > 0)
        {
            parts.Add(Variant(form, item, names));
        }

        var text = string.Join("　", parts.Where(part => part.Length > 0));
        return text.Length == 0 ? "（未填写）" : text;
    }

    /// <summary>The value of a field; empty where there is none.</summary>
    public static string Of(EditorField field, JsonNode? value, DraftNames names)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(names);
        if (value is null)
        {
            return field.Name == "where" ? "全部地区" : string.Empty;
        }

        return field.Kind switch
        {
            FieldKind.Choice => field.Options.FirstOrDefault(option => option.Word == FieldText.Plain(value))?.Label ?? FieldText.Plain(value),
            FieldKind.Flag => FieldText.Plain(value) == "true" ? field.Label : $"{field.Label}：否",
            FieldKind.Payers => Payers(value),
            FieldKind.Regions => Joined(value, names.Region),
            FieldKind.GroupRefs => Joined(value, names.Group),
            FieldKind.CategoryRefs => Joined(value, names.Category),
            FieldKind.Words => Joined(value, word => word),
            FieldKind.CategoryRef => names.Category(FieldText.Plain(value)),
            FieldKind.DocumentRef => names.Document(FieldText.Plain(value)),
            FieldKind.GapRef => $"依据待补：{names.Gap(FieldText.Plain(value))}",
            FieldKind.BureauRef => names.Bureau(FieldText.Plain(value)),
            FieldKind.Shares => Shares(value, field.Form!, names),
            FieldKind.Record => Record(field, value, names),
            FieldKind.Records or FieldKind.Citations => string.Join("；", (value as JsonArray ?? []).Select(item => Item(field.Form!, item, names))),
            _ => FieldText.Show(field, value) is { Length: > 0 } text ? text + Unit(field) : string.Empty,
        };
    }

    /// <summary>"市县合计", "中央".</summary>
    public static string Payers(JsonNode? value) => PayerNames.Of(PayersOf(value));

    public static Payers PayersOf(JsonNode? value)
    {
        var payers = Policies.Payers.None;
        foreach (var word in (value as JsonArray ?? []).Select(FieldText.Plain))
        {
            payers |= PayerNames.InOrder.FirstOrDefault(payer => string.Equals(Enum.GetName(payer), word, StringComparison.OrdinalIgnoreCase));
        }

        return payers;
    }

    private static string Record(EditorField field, JsonNode value, DraftNames names)
    {
        var form = field.Form!;
        if (form == CommonForms.Selector)
        {
            var parts = new[] { "groups", "under", "regions" }.Select(name => Of(form.Find(name)!, (value as JsonObject)?[name], names)).Where(part => part.Length > 0).ToList();
            var except = (value as JsonObject)?["except"] is JsonObject minus ? Item(CommonForms.Exclusion, minus, names) : null;
            return $"{(parts.Count == 0 ? "全部地区" : string.Join("、", parts))}{(except is null ? "" : $"（{except}除外）")}";
        }

        if (form.Variants.Count > 0)
        {
            return Variant(form, value, names);
        }

        if (form == CommonForms.Ages)
        {
            var (from, to) = (FieldText.Plain((value as JsonObject)?["from"]), FieldText.Plain((value as JsonObject)?["to"]));
            return $"{(from.Length > 0 ? $"{from}岁" : "")}至{(to.Length > 0 ? $"{to}岁" : "")}".Trim('至');
        }

        if (form == SubsidyForms.Months && (Whole(value, "enrol"), Whole(value, "pay")) is ({ } enrol, { } pay))
        {
            return PolicyWords.Months(new MonthOffsets { Enrol = enrol, Pay = pay });
        }

        return string.Join("，", Parts(form.Fields.Where(member => member.Kind != FieldKind.Citations), value, names));
    }

    /// <summary>"定额 200 元/人".</summary>
    private static string Variant(EditorForm form, JsonNode? value, DraftNames names)
    {
        var variant = form.Variants.FirstOrDefault(candidate => candidate.Word == DraftTree.TextAt(value, "kind"));
        return variant is null ? string.Empty : string.Join(' ', Parts(variant.Fields, value, names).Prepend(variant.Label));
    }

    /// <summary>The members that are filled in; what goes from one value to another is one part, "2021-01-01 至 2021-12-31".</summary>
    private static List<string> Parts(IEnumerable<EditorField> fields, JsonNode? value, DraftNames names)
    {
        var parts = new List<string>();
        var isFrom = false;
        foreach (var field in fields)
        {
            var text = Of(field, (value as JsonObject)?[field.Name], names);
            var isTo = field.Name.StartsWith("to", StringComparison.Ordinal) && text.Length > 0;
            if (isFrom && isTo)
            {
                parts[^1] = parts[^1] == text ? text : $"{parts[^1]} 至 {text}";
            }
            else if (text.Length > 0)
            {
                parts.Add(isTo && field.Kind == FieldKind.Date ? $"至 {text}" : text);
            }

            isFrom = text.Length > 0 && field.Name.StartsWith("from", StringComparison.Ordinal);
        }

        return parts;
    }

    private static string Shares(JsonNode value, EditorForm form, DraftNames names) =>
        string.Join("，", (value as JsonArray ?? []).Select(share => $"{Payers((share as JsonObject)?["payers"])} {Variant(form, share, names)}".Trim()));

    private static string Joined(JsonNode value, Func<string, string> name)
    {
        var all = (value as JsonArray ?? []).Select(item => name(FieldText.Plain(item))).ToList();
        return all.Count <= Listed ? string.Join("、", all) : $"{string.Join("、", all.Take(Listed))}等 {all.Count} 个";
    }

    private static int? Whole(JsonNode value, string name) =>
        int.TryParse(FieldText.Plain((value as JsonObject)?[name]), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Unit(EditorField field) => field.Unit is null ? string.Empty : field.Unit == "%" ? "%" : $" {field.Unit}";
}
