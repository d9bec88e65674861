using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MedInsure.Rules.Policies.Editing;

/// <summary>
/// A draft while it is worked on: any JSON object, whatever is missing or wrong in it. A change leaves no empty records and lists behind, so that what is
/// not filled in is not there, as the format wants it.
/// </summary>
public sealed class DraftTree
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Reading = new() { AllowDuplicateProperties = false, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 32 };

    private DraftTree(JsonObject root) => Root = root;

    public JsonObject Root { get; }

    public string Text => Root.ToJsonString(Plain);

    /// <returns>Null when the text is no JSON object, or has a member twice: then only the text itself can be mended.</returns>
    public static DraftTree? Of(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Reading) is JsonObject root ? new DraftTree(root) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public JsonNode? At(string path) => Find(Root, path);

    /// <summary>The list there, or nothing where there is none.</summary>
    public IReadOnlyList<JsonNode?> ListAt(string path) => At(path) is JsonArray list ? [.. list] : [];

    /// <summary>The text of a member; null when there is none or it is no text.</summary>
    public static string? TextAt(JsonNode? record, string member) => record is JsonObject members && members[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static JsonNode? Find(JsonNode? from, string path)
    {
        var node = from;
        foreach (var step in DraftPath.Steps(path) ?? throw new ArgumentException("No JSON path: " + path, nameof(path)))
        {
            node = (node, step.Name) switch
            {
                (JsonObject record, { } name) => record[name],
                (JsonArray list, null) when step.Index < list.Count => list[step.Index],
                _ => null,
            };
        }

        return node;
    }

    /// <param name="value">Null takes the member away.</param>
    public void Set(string path, JsonNode? value)
    {
        var field = EditorPlace.Of(path, Root).Field;
        if (value is null || (field?.Default is { } word && IsWord(value, word)))
        {
            Clear(path);
            return;
        }

        var (parent, last) = Reach(path);
        if (last.Name is { } name)
        {
            Object(parent)[name] = value;
        }
        else
        {
            ((JsonArray)parent)[last.Index] = value;
        }
    }

    /// <summary>Adds to a list, which comes into being with its first item.</summary>
    /// <returns>The path of the new item.</returns>
    public string Add(string listPath, JsonNode item)
    {
        if (At(listPath) is not JsonArray list)
        {
            list = [];
            var (parent, last) = Reach(listPath);
            Object(parent)[last.Name!] = list;
        }

        list.Add(item);
        return DraftPath.Item(listPath, list.Count - 1);
    }

    public void Remove(string itemPath)
    {
        var (list, index) = ItemAt(itemPath);
        list.RemoveAt(index);
        Prune(DraftPath.Parent(itemPath));
    }

    /// <param name="step">-1 for up, 1 for down.</param>
    /// <returns>The new path; the old one where there is no room.</returns>
    public string Move(string itemPath, int step)
    {
        var (list, index) = ItemAt(itemPath);
        var to = index + step;
        if (to < 0 || to >= list.Count)
        {
            return itemPath;
        }

        var item = list[index];
        list.RemoveAt(index);
        list.Insert(to, item);
        return DraftPath.Item(DraftPath.Parent(itemPath), to);
    }

    /// <summary>Another kind of a union: members that the new kind knows stay. The record stays the same object, so what is on the screen for it, and what somebody types there meanwhile, stays too.</summary>
    public void SetKind(string path, EditorForm form, string? kind)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (kind is null)
        {
            Set(path, null);
            return;
        }

        if (At(path) is not JsonObject record)
        {
            Set(path, new JsonObject { ["kind"] = kind });
            return;
        }

        var known = form.FieldsOf(kind).Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        var kept = record.Where(member => member.Key != "kind" && known.Contains(member.Key)).ToList();
        record.Clear();
        record["kind"] = kind;
        foreach (var (name, value) in kept)
        {
            record[name] = value;
        }
    }

    private void Clear(string path)
    {
        if (At(DraftPath.Parent(path)) is JsonObject record && DraftPath.Steps(path)![^1].Name is { } name && record.Remove(name))
        {
            Prune(DraftPath.Parent(path));
        }
    }

    /// <summary>Takes away what has become empty, unless the format asks for it or it is an item of a list.</summary>
    private void Prune(string path)
    {
        if (path == DraftPath.Root || DraftPath.Steps(path)![^1].Name is not { } name)
        {
            return;
        }

        var empty = At(path) switch { JsonObject record => record.Count == 0, JsonArray list => list.Count == 0, _ => false };
        if (empty && EditorPlace.Of(path, Root) is { Field.Required: false } && At(DraftPath.Parent(path)) is JsonObject parent)
        {
            parent.Remove(name);
            Prune(DraftPath.Parent(path));
        }
    }

    /// <summary>The record or list in which the last step of a path lies; records that are missing on the way come into being.</summary>
    private (JsonNode Parent, PathStep Last) Reach(string path)
    {
        var steps = DraftPath.Steps(path)!;
        JsonNode node = Root;
        foreach (var step in steps.SkipLast(1))
        {
            if (step.Name is { } name)
            {
                var record = Object(node);
                node = record[name] is { } known and (JsonObject or JsonArray) ? known : record[name] = new JsonObject();
            }
            else
            {
                node = ((JsonArray)node)[step.Index]!;
            }
        }

        return (node, steps[^1]);
    }

    private static JsonObject Object(JsonNode node) => node as JsonObject ?? throw new InvalidOperationException("A list has no members.");

    private (JsonArray List, int Index) ItemAt(string itemPath) =>
        (At(DraftPath.Parent(itemPath)) as JsonArray ?? throw new ArgumentException("No list: " + itemPath, nameof(itemPath)), DraftPath.Steps(itemPath)![^1].Index);

    private static bool IsWord(JsonNode value, string word) => value is JsonValue leaf && ((leaf.TryGetValue<string>(out var text) && text == word) || (leaf.TryGetValue<bool>(out var flag) && word == (flag ? "true" : "false")));
}
