using System.Text;

namespace MedInsure.Rules.Amounts;

/// <summary>
/// 人民币大写, as the rules for filling in bank notes of payment ask: 整 after 元 and after 角, never after 分; one 零 for a run of zeros between
/// figures; the zeros that those rules leave to the writer are not written (1680.32 is 壹仟陆佰捌拾元叁角贰分).
/// </summary>
public static class RmbInWords
{
    private const string Figures = "零壹贰叁肆伍陆柒捌玖";
    private static readonly string[] Places = ["", "拾", "佰", "仟"];

    /// <summary>The largest amount that is written, in fen: below 1 亿亿 yuan, so that no unit stands twice.</summary>
    public const long MaxFen = 10_000_000_000_000_000L * 100 - 1;

    /// <summary>−12.05 yuan → 负壹拾贰元零伍分; 0 → 零元整.</summary>
    public static string Write(long fen)
    {
        if (fen is < -MaxFen or > MaxFen)
        {
            throw new ArgumentOutOfRangeException(nameof(fen), fen, "The amount is too large to be written in words.");
        }

        var magnitude = Math.Abs(fen);
        var (yuan, jiao, rest) = (magnitude / 100, (int)(magnitude / 10 % 10), (int)(magnitude % 10));
        var text = new StringBuilder(fen < 0 ? "负" : "");
        if (yuan > 0 || magnitude == 0)
        {
            AppendWhole(text, yuan);
            text.Append('元');
        }

        if (jiao > 0)
        {
            text.Append(Figures[jiao]).Append('角');
        }
        else if (rest > 0 && yuan > 0)
        {
            text.Append('零');
        }

        return (rest > 0 ? text.Append(Figures[rest]).Append('分') : text.Append('整')).ToString();
    }

    private static void AppendWhole(StringBuilder text, long number)
    {
        if (number == 0)
        {
            text.Append('零');
            return;
        }

        AppendAbove(text, number, 100_000_000, '亿');
    }

    private static void AppendAbove(StringBuilder text, long number, long unit, char name)
    {
        var (high, low) = Math.DivRem(number, unit);
        if (high > 0)
        {
            AppendBelow(text, high, unit);
            text.Append(name);
            if (low > 0 && low < unit / 10)
            {
                text.Append('零');
            }
        }

        if (low > 0)
        {
            AppendBelow(text, low, unit);
        }
    }

    private static void AppendBelow(StringBuilder text, long number, long unit)
    {
        if (unit == 100_000_000)
        {
            AppendAbove(text, number, 10_000, '万');
        }
        else
        {
            AppendFour(text, (int)number);
        }
    }

    private static void AppendFour(StringBuilder text, int number)
    {
        var owedZero = false;
        var begun = false;
        for (int place = 3, unit = 1000; place >= 0; place--, unit /= 10)
        {
            var figure = number / unit % 10;
            if (figure == 0)
            {
                owedZero = begun;
                continue;
            }

            if (owedZero)
            {
                text.Append('零');
            }

            text.Append(Figures[figure]).Append(Places[place]);
            (begun, owedZero) = (true, false);
        }
    }
}
