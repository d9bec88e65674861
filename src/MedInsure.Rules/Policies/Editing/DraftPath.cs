using System.Globalization;

namespace MedInsure.Rules.Policies.Editing;

/// <param name="Name">A member; null for an item of a list.</param>
public readonly record struct PathStep(string? Name, int Index);

/// <summary>JSON paths as the checks write them: "$.funding.tiers[0].shares[1].yuan".</summary>
public static class DraftPath
{
    public const string Root = "$";

    public static string Member(string path, string name) => $"{path}.{name}";

    public static string Item(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    /// <summary>The path without its last step; "$" for "$".</summary>
    public static string Parent(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var cut = path.LastIndexOfAny(['.', '[']);
        return cut <= 0 ? Root : path[..cut];
    }

    public static bool IsAtOrBelow(string path, string above)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(above);
        return path.StartsWith(above, StringComparison.Ordinal) && (path.Length == above.Length || path[above.Length] is '.' or '[');
    }

    /// <returns>Null when it is no such path.</returns>
    public static IReadOnlyList<PathStep>? Steps(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!path.StartsWith('$'))
        {
            return null;
        }

        var steps = new List<PathStep>();
        for (var at = 1; at < path.Length;)
        {
            if (path[at] == '[')
            {
                var end = path.IndexOf(']', at);
                if (end < 0 || !int.TryParse(path.AsSpan(at + 1, end - at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                {
                    return null;
                }

                steps.Add(new PathStep(null, index));
                at = end + 1;
            }
            else if (path[at] == '.')
            {
                var end = path.IndexOfAny(['.', '['], at + 1);
                end = end < 0 ? path.Length : end;
                if (end == at + 1)
                {
                    return null;
                }

                steps.Add(new PathStep(path[(at + 1)..end], 0));
                at = end;
            }
            else
            {
                return null;
            }
        }

        return steps;
    }
}
