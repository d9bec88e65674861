using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MedInsure.Rules.Documents;

/// <param name="Path">As the notice numbers it: "一(一)", "附表", "首段".</param>
/// <param name="Text">With the number as it stands there.</param>
public sealed record SplitClause(string Path, string Text);

/// <param name="Notes">What a person has to look at, in Chinese.</param>
public sealed record SplitText(IReadOnlyList<SplitClause> Clauses, IReadOnlyList<string> Notes);

/// <summary>
/// Divides a notice by its own numbering: 一、 → "一", （一） → "一(一)", 1. → "一(一)1", (1) → "一(一)1(1)", 第三条 → "第三条", a line that is only 附件1 or 附表 → an annex,
/// which is not divided further because tables and lists begin anew in it. What stands before the first number is 首段. No letter is lost: the
/// clauses one after the other are the text; only page numbers (— 3 —) and empty lines are left out.
/// </summary>
public static partial class ClauseSplitting
{
    public static SplitText Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var writer = new Writer();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !PageNumber().IsMatch(line)))
        {
            writer.Take(line);
        }

        return writer.Done();
    }

    private sealed class Writer
    {
        /// <summary>The marks of the levels above and of the current one: 一, (一), 1, (1).</summary>
        private readonly string?[] levels = new string?[4];
        private readonly int[] counters = new int[4];
        private readonly List<(string Path, StringBuilder Text)> clauses = [];
        private readonly List<string> notes = [];
        private bool inAnnex;

        public void Take(string line)
        {
            if (PathOf(line) is { } path)
            {
                Begin(path);
            }
            else if (clauses.Count == 0)
            {
                Begin(DocumentWords.Opening);
            }

            var (_, text) = clauses[^1];
            text.Append(text.Length == 0 ? "" : "\n").Append(line);
        }

        public SplitText Done() => new([.. clauses.Select(clause => new SplitClause(clause.Path, clause.Text.ToString()))], notes);

        private void Begin(string path)
        {
            var name = path;
            for (var i = 2; clauses.Any(clause => clause.Path == name); i++)
            {
                name = $"{path}·{i}";
            }

            if (name != path)
            {
                notes.Add($"“{path}”在文中不止一处，后一处记为“{name}”，请核对编号。");
            }

            clauses.Add((name, new StringBuilder()));
        }

        /// <summary>Null for a line that begins no clause.</summary>
        private string? PathOf(string line)
        {
            var plain = line.Normalize(NormalizationForm.FormKC);
            if (Annex().Match(string.Concat(plain.Where(letter => !char.IsWhiteSpace(letter)))) is { Success: true } annex)
            {
                inAnnex = true;
                return annex.Value;
            }

            if (inAnnex)
            {
                return null;
            }

            if (Article().Match(plain) is { Success: true } article)
            {
                Set(0, article.Groups["mark"].Value, 0);
                return article.Groups["mark"].Value;
            }

            if (Section().Match(plain) is { Success: true } section)
            {
                return At(0, section.Groups["mark"].Value, 0);
            }

            if (Part().Match(plain) is { Success: true } part)
            {
                return At(1, $"({part.Groups["mark"].Value})", 0);
            }

            // A line of a list or a broken line can begin with any figure: only 1, or the one after the last, is a number of the notice.
            return Counted(2, Item().Match(plain), "{0}") ?? Counted(3, SubItem().Match(plain), "({0})");
        }

        private string? Counted(int level, Match match, string form) =>
            match.Success && int.TryParse(match.Groups["mark"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && (number == 1 || number == counters[level] + 1)
                ? At(level, string.Format(CultureInfo.InvariantCulture, form, number), number)
                : null;

        private string At(int level, string mark, int number)
        {
            Set(level, mark, number);
            return string.Concat(levels.Take(level + 1));
        }

        private void Set(int level, string mark, int number)
        {
            (levels[level], counters[level]) = (mark, number);
            for (var below = level + 1; below < levels.Length; below++)
            {
                (levels[below], counters[below]) = (null, 0);
            }
        }
    }

    // 一、 but not the 二、三、四类 of a line that was broken in a list.
    [GeneratedRegex(@"^(?<mark>[一二三四五六七八九十百]{1,4})\s*、(?![一二三四五六七八九十百]{1,3}[、类级档])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Section();

    [GeneratedRegex(@"^\(\s*(?<mark>[一二三四五六七八九十百]{1,4})\s*\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Part();

    [GeneratedRegex(@"^(?<mark>[0-9]{1,2})\s*[.、](?![0-9])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Item();

    [GeneratedRegex(@"^\(\s*(?<mark>[0-9]{1,2})\s*\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SubItem();

    [GeneratedRegex(@"^(?<mark>第[一二三四五六七八九十百]{1,5}条)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Article();

    [GeneratedRegex("^附(件|表|录)[0-9]{0,2}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Annex();

    [GeneratedRegex(@"^[-—–－]\s*[0-9]{1,3}\s*[-—–－]$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PageNumber();
}
