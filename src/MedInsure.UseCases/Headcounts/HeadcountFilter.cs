namespace MedInsure.UseCases.Headcounts;

/// <summary>Which units a table of headcounts shows, on the screen and in an export of it.</summary>
/// <param name="Text">Part of a name, or the beginning of a code; empty for all.</param>
/// <param name="Show">"missing": not all figures there; "sample": invented figures; anything else: all.</param>
/// <param name="Prefecture">A prefecture's code; empty for all.</param>
public sealed record HeadcountFilter(string Text, string Show, string Prefecture)
{
    public const string Missing = "missing";
    public const string Sample = "sample";

    public static HeadcountFilter None { get; } = new("", "", "");

    public bool IsNone => this == None;

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
}
