using System.Globalization;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;

namespace MedInsure.Rules.Contributions;

/// <summary>Checks one row after the other, each by itself.</summary>
public sealed class ContributionRowCheck(ContributionFrame frame)
{
    /// <summary>Nobody pays more for himself in a year; more is a slip of the point or another column (内部口径).</summary>
    public static readonly Money MostPaid = new(1_000_000);

    private readonly List<ContributionFault> faults = [];
    private int row;

    /// <summary>Whether a row holds nothing but perhaps its serial number.</summary>
    public static bool IsBlank(ReadOnlySpan<string> texts)
    {
        for (var i = 0; i < texts.Length; i++)
        {
            if (!string.IsNullOrWhiteSpace(texts[i]) && !(i == (int)ContributionColumn.Serial && WrittenText.Plain(texts[i]).All(char.IsAsciiDigit)))
            {
                return false;
            }
        }

        return true;
    }

    /// <param name="texts">By the values of <see cref="ContributionColumn"/>; empty where the file has no such column.</param>
    public ContributionRowReading Read(int rowNumber, ReadOnlySpan<string> texts)
    {
        row = rowNumber;
        faults.Clear();
        var number = Said(ContributionColumn.Number, PersonCells.Number(texts[(int)ContributionColumn.Number], frame.Today, out _));
        var name = Readable(ContributionColumn.Name, texts) is { } written ? Said(ContributionColumn.Name, PersonName.Read(written)) : null;
        var year = Year(Readable(ContributionColumn.CoverageYear, texts));
        var amount = Amount(Readable(ContributionColumn.Amount, texts));
        var paidOn = PaidOn(Readable(ContributionColumn.PaidOn, texts));
        var region = Region(Readable(ContributionColumn.Region, texts));
        var sound = faults.Count == 0 ? new ContributionRow(row, number!.Value, name!, year!.Value, amount!.Value, paidOn!.Value, region) : null;
        return new ContributionRowReading(row, number, sound, faults.Count == 0 ? [] : [.. faults]);
    }

    private void Say(ContributionColumn column, string sentence) => faults.Add(new ContributionFault(row, column, sentence));

    private T Said<T>(ContributionColumn column, (T Value, string? Problem) read)
    {
        if (read.Problem is not null)
        {
            Say(column, read.Problem);
        }

        return read.Value;
    }

    /// <summary>The text; null, and said, where it cannot be read.</summary>
    private string? Readable(ContributionColumn column, ReadOnlySpan<string> texts)
    {
        var text = texts[(int)column];
        var problem = PersonCells.Unreadable(text, mayBeNumber: false);
        if (problem is not null)
        {
            Say(column, problem);
        }

        return problem is null ? text : null;
    }

    /// <summary>"2021", "2021年", "2021年度", and periods such as "2021-01" or "2021-01-01至2021-12-31", which lie within one year.</summary>
    private int? Year(string? text)
    {
        var plain = WrittenText.Plain(text ?? "").TrimEnd('度').TrimEnd('年');
        if (text is null || plain.Length == 0)
        {
            return text is null ? null : frame.CoverageYear;
        }

        var years = plain.Split('至', '~').Select(part => part.Length >= 4 && int.TryParse(part.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : 0).Distinct().ToList();
        if (years is not [var one] || one is < 2000 or > 2100)
        {
            Say(ContributionColumn.CoverageYear, $"{WrittenText.Quoted(text)}不是年度，请写成 {frame.CoverageYear} 的样子。");
            return null;
        }

        if (one != frame.CoverageYear)
        {
            Say(ContributionColumn.CoverageYear, $"是{one}年度的缴费，而上传时选择的是{frame.CoverageYear}年度。请核对，或把不同年度的记录分成不同的文件上传。");
            return null;
        }

        return one;
    }

    private Money? Amount(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var plain = WrittenText.Plain(text).TrimStart('¥', '￥').TrimEnd('元').Replace(",", "", StringComparison.Ordinal).Replace("，", "", StringComparison.Ordinal);
        if (!decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var yuan))
        {
            Say(ContributionColumn.Amount, plain.Length == 0 ? "没有填缴费金额，请补填。" : $"{WrittenText.Quoted(text)}不是金额，请按元填写数字，例如 280 或 280.00。");
            return null;
        }

        var problem = yuan < 0 ? "缴费金额不能是负数；退费的，请与税务部门核对后删去这一行。"
            : yuan == 0 ? "缴费金额是 0，不是缴费记录，请删去这一行。"
            : yuan > MostPaid.Yuan ? $"缴费金额超过 {MostPaid.Yuan:0} 元，请核对小数点，或是否与其他列错位。"
            : yuan * 100 != decimal.Truncate(yuan * 100) ? "缴费金额最多到分，请核对。"
            : null;
        if (problem is not null)
        {
            Say(ContributionColumn.Amount, problem);
        }

        return problem is null ? Money.FromYuan(yuan) : null;
    }

    private DateOnly? PaidOn(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var problem = string.IsNullOrWhiteSpace(text) ? "没有填缴费时间，请补填，写成 2020-11-20 的样子。"
            : RosterDate.Read(text) is not { } date ? $"{WrittenText.Quoted(text)}不是日期，请写成 2020-11-20 的样子。"
            : date.Day > frame.Today ? $"{WrittenText.Quoted(text)}晚于今天，请核对。"
            : date.Day.Year < frame.CoverageYear - 2 ? $"{WrittenText.Quoted(text)}比{frame.CoverageYear}年度早两年以上，请核对日期或待遇年度。"
            : null;
        if (problem is not null)
        {
            Say(ContributionColumn.PaidOn, problem);
        }

        return problem is null ? RosterDate.Read(text)!.Value.Day : null;
    }

    /// <summary>A file need not name a county; one that is named has to be one of the person's.</summary>
    private RegionCode? Region(string? text) =>
        text is null || (text.Trim().Length == 0 && !frame.MustSayRegion) ? null : Said(ContributionColumn.Region, frame.Places.Find(text));
}
