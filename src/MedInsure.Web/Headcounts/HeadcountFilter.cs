using MedInsure.UseCases.Headcounts;

namespace MedInsure.Web.Headcounts;

/// <summary>Which units the table shows.</summary>
/// <param name="Text">Part of a name, or the beginning of a code; empty for all.</param>
/// <param name="Show">"missing": not all figures there; "sample": invented figures; anything else: all.</param>
/// <param name="Prefecture">A prefecture's code; empty for all.</param>
public sealed record HeadcountFilter(string Text, string Show, string Prefecture)
{
    public const string Missing = "missing";
    public const string Sample = "sample";

    public static HeadcountFilter None { get; } = new("", "", "");

    public bool IsNone => this == None;

    /// <summary>What the address carries beside year and basis: "&amp;q=榆中".</summary>
    public string Query => Part("q", Text) + Part("show", Show) + Part("city", Prefecture);

    public static HeadcountFilter Of(string? text, string? show, string? prefecture) =>
        new((text ?? "").Trim(), show is Missing or Sample ? show : "", prefecture ?? "");

    public bool Matches(HeadcountUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return (Text.Length == 0 || unit.Name.Contains(Text, StringComparison.OrdinalIgnoreCase) || unit.Code.Value.StartsWith(Text, StringComparison.OrdinalIgnoreCase)
                || (unit.Prefecture?.Name.Contains(Text, StringComparison.OrdinalIgnoreCase) ?? false))
            && (Prefecture.Length == 0 || unit.Prefecture?.Code.Value == Prefecture)
            && Show switch { Missing => !unit.IsComplete, Sample => unit.IsSample, _ => true };
    }

    private static string Part(string name, string value) => value.Length == 0 ? "" : $"&{name}={Uri.EscapeDataString(value)}";
}
