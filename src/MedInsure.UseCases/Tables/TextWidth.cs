namespace MedInsure.UseCases.Tables;

/// <summary>Width of text in spreadsheet columns' unit, the width of one digit: a Chinese character takes two.</summary>
internal static class TextWidth
{
    public static int Of(string text) => text.Sum(c => IsWide(c) ? 2 : 1);

    private static bool IsWide(char c) => c is (>= '\u1100' and <= '\u115F') or (>= '\u2E80' and <= '\uD7A3') or (>= '\uD800' and <= '\uDBFF')
        or (>= '\uF900' and <= '\uFAFF') or (>= '\uFE30' and <= '\uFE4F') or (>= '\uFF00' and <= '\uFF60') or (>= '\uFFE0' and <= '\uFFE6');
}
