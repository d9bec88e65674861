using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MedInsure.Testing;

namespace MedInsure.Rules.Tests.Notices;

/// <param name="Notice">发文字号.</param>
/// <param name="Places">Where the clause stands: tenant and path with positions, "gansu" and "$.bounds[3]".</param>
internal sealed record NoticeRow(string Notice, string Clause, string Says, string Where, IReadOnlyList<(string Tenant, string Path)> Places)
{
    public bool IsDoubtful => Says.StartsWith("存疑", StringComparison.Ordinal);
}

/// <summary>Reads docs/notices.md, with every path and gap led to its place in the files.</summary>
internal static partial class NoticeTable
{
    private static readonly Dictionary<string, JsonNode> Files = NoticeFiles.Tenants.ToDictionary(tenant => tenant, tenant => JsonNode.Parse(NoticeFiles.TextOf(tenant))!);

    public static IReadOnlyList<NoticeRow> Rows { get; } = [.. ReadRows()];

    /// <summary>The lines of the last table: document numbers and gap ids.</summary>
    public static IReadOnlyList<(string Documents, IReadOnlyList<string> Gaps)> NotHeld { get; } =
    [
        .. Cells("## Documents that").Select(cells => (cells[0], (IReadOnlyList<string>)[.. Quoted().Matches(cells[2]).Select(match => match.Groups["text"].Value)])),
    ];

    /// <summary>The path with positions in place of ids; null when it leads nowhere.</summary>
    public static string? Resolve(string tenant, string path)
    {
        var node = Files[tenant];
        var resolved = "$";
        foreach (Match part in Part().Matches(path[1..]))
        {
            if (part.Groups["member"] is { Success: true } member)
            {
                node = node is JsonObject ? node[member.Value] : null;
                resolved += "." + member.Value;
            }
            else if (node is JsonArray items)
            {
                var key = part.Groups["key"].Value;
                var index = int.TryParse(key, System.Globalization.CultureInfo.InvariantCulture, out var position) ? position : items.ToList().FindIndex(item => IsCalled(item, key));
                node = index >= 0 && index < items.Count ? items[index] : null;
                resolved += $"[{index}]";
            }

            if (node is null)
            {
                return null;
            }
        }

        return resolved;
    }

    private static IEnumerable<NoticeRow> ReadRows() =>
        from heading in Text().Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal) && line.EndsWith('号'))
        from cells in Cells(heading)
        select new NoticeRow(heading[3..], cells[0], cells[1], cells[2], [.. Entry().Matches(cells[2]).Select(Place)]);

    private static (string Tenant, string Path) Place(Match entry)
    {
        var text = entry.Groups["text"].Value;
        var (tenant, path) = entry.Groups["gap"].Success
            ? (NoticeFiles.Tenants.FirstOrDefault(name => text.StartsWith(name + "-", StringComparison.Ordinal)) ?? "national", $"$.gaps[{text}]")
            : (text.Split(' ')[0], text.Split(' ')[1]);
        return (tenant, Resolve(tenant, path) ?? throw new InvalidOperationException($"docs/notices.md: '{text}' leads nowhere."));
    }

    private static IEnumerable<string[]> Cells(string heading) =>
        Text().Split('\n').SkipWhile(line => !line.StartsWith(heading, StringComparison.Ordinal)).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)
            .Select(line => line.Trim('|').Split(" | ").Select(cell => cell.Trim()).ToArray());

    private static bool IsCalled(JsonNode? item, string key) =>
        new[] { "id", "category", "name", "source" }.Any(member => item is JsonObject && item[member]?.GetValue<string>() == key);

    private static string Text() => File.ReadAllText(Repository.PathOf("docs", "notices.md"));

    [GeneratedRegex(@"\.(?<member>[A-Za-z]+)|\[(?<key>[^\]]+)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Part();

    [GeneratedRegex("(?<gap>gap )?`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Entry();

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}
