namespace MedInsure.Rules.Amounts;

/// <summary>
/// Reads 人民币大写 back to fen. It accepts what people write (人民币 in front, 圆 or 元, 正 or 整, the optional zeros) and works by adding up
/// figure × place, not by undoing the writer, so that a round trip tests both.
/// </summary>
public static class RmbInWordsReader
{
    private const string Figures = "零壹贰叁肆伍陆柒捌玖";

    public static bool TryRead(string words, out long fen)
    {
        fen = 0;
        var text = words.StartsWith("人民币", StringComparison.Ordinal) ? words[3..] : words;
        var negative = text.StartsWith('负');
        text = negative ? text[1..] : text;
        var ended = text.EndsWith('整') || text.EndsWith('正');
        text = ended ? text[..^1] : text;
        var point = text.IndexOfAny(['元', '圆']);
        if (!TryWhole(point < 0 ? "" : text[..point], point >= 0, out var yuan) || !TryParts(text[(point + 1)..], out var parts))
        {
            return false;
        }

        var total = (Int128)yuan * 100 + parts;
        if (total > RmbInWords.MaxFen || (point < 0 && parts == 0) || (!ended && parts % 10 == 0))
        {
            return false;
        }

        fen = (long)(negative ? -total : total);
        return true;
    }

    private static bool TryWhole(string text, bool required, out long yuan)
    {
        yuan = 0;
        if (text.Length == 0)
        {
            return !required;
        }

        long aboveYi = 0, section = 0, figure = -1;
        foreach (var c in text)
        {
            var value = Figures.IndexOf(c, StringComparison.Ordinal);
            var unit = c switch { '拾' => 10, '佰' => 100, '仟' => 1000, '万' => 10_000, '亿' => 100_000_000, _ => 0 };
            if (value >= 0 && figure <= 0)
            {
                figure = value;
            }
            else if (unit is >= 10 and <= 1000 && figure > 0)
            {
                section += figure * unit;
                figure = -1;
            }
            else if (unit == 10_000 && section + Math.Max(figure, 0) is > 0 and < 10_000)
            {
                section = (section + Math.Max(figure, 0)) * unit;
                figure = -1;
            }
            else if (unit == 100_000_000 && aboveYi == 0 && section + Math.Max(figure, 0) is > 0 and < 100_000_000)
            {
                aboveYi = (section + Math.Max(figure, 0)) * unit;
                section = 0;
                figure = -1;
            }
            else
            {
                return false;
            }
        }

        yuan = aboveYi + section + Math.Max(figure, 0);
        return true;
    }

    private static bool TryParts(string text, out int fen)
    {
        fen = 0;
        var rest = text.StartsWith('零') ? text[1..] : text;
        if (rest.Length >= 2 && rest[1] == '角' && Figures.IndexOf(rest[0], StringComparison.Ordinal) is > 0 and var jiao)
        {
            fen = jiao * 10;
            rest = rest[2..];
        }

        if (rest.Length == 2 && rest[1] == '分' && Figures.IndexOf(rest[0], StringComparison.Ordinal) is > 0 and var last)
        {
            fen += last;
            rest = "";
        }

        return rest.Length == 0 && (text.Length == 0 || fen > 0);
    }
}
