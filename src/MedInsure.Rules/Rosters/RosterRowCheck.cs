using MedInsure.Rules.Calendar;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Rosters;

/// <summary>What all rows of a file are checked against.</summary>
/// <param name="Month">Of the roster: what it says holds at the end of it.</param>
/// <param name="Today">For days of birth that cannot be.</param>
public sealed record RosterFrame(RosterKind Kind, Month Month, DateOnly Today, CategoryWords Categories, RosterPlaces Places)
{
    /// <summary>Whose roster it is; null where that is not asked.</summary>
    public RosterOffice? Office { get; init; }
}

/// <summary>Checks one row after the other, each by itself. Preview and commit run the same check.</summary>
public sealed class RosterRowCheck(RosterFrame frame)
{
    public const int MaxPlaceLength = 50;

    /// <summary>Stands in for a formula without a stored result. Other texts that begin with # are the error values of spreadsheet programs.</summary>
    public const string NoResult = "#没有结果";

    private static readonly string[] AddedWords = ["新增", "增加", "纳入", "新纳入"];
    private static readonly string[] CancelledWords = ["取消", "退出", "减少", "停止", "终止"];

    /// <summary>Long lists have few words: what was read without a fault is not asked for again.</summary>
    private const int KnownWords = 4_096;

    private readonly Dictionary<string, string> categories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RegionCode> regions = new(StringComparer.Ordinal);
    private readonly List<RosterFault> faults = [];
    private int row;

    /// <summary>Whether a row holds nothing but perhaps its serial number.</summary>
    public static bool IsBlank(ReadOnlySpan<string> texts)
    {
        for (var i = 0; i < texts.Length; i++)
        {
            if (!string.IsNullOrWhiteSpace(texts[i]) && !(i == (int)RosterColumn.Serial && WrittenText.Plain(texts[i]).All(char.IsAsciiDigit)))
            {
                return false;
            }
        }

        return true;
    }

    /// <param name="texts">By the values of <see cref="RosterColumn"/>; empty where the file has no such column.</param>
    public RosterRowReading Read(int rowNumber, ReadOnlySpan<string> texts)
    {
        row = rowNumber;
        faults.Clear();
        var number = Number(texts[(int)RosterColumn.Number], out var isLost);
        var name = Name(texts[(int)RosterColumn.Name]);
        var category = Category(texts[(int)RosterColumn.Category]);
        var (town, village) = (Place(RosterColumn.Town, texts[(int)RosterColumn.Town]), Place(RosterColumn.Village, texts[(int)RosterColumn.Village]));
        var region = Region(texts[(int)RosterColumn.Region]);
        var identified = Identified(texts[(int)RosterColumn.Identified], number);
        var change = Change(texts[(int)RosterColumn.Change]);
        var cancelled = Cancelled(texts[(int)RosterColumn.Cancelled], change, identified);
        var lacks = isLost || IsMissing(texts[(int)RosterColumn.Number]) || IsMissing(texts[(int)RosterColumn.Category]);
        var sound = faults.Count == 0 ? new RosterRow(row, number!.Value, name!, category!, region!.Value, identified!.Value, cancelled, change!.Value, town, village) : null;
        return new RosterRowReading(row, number, name, category, region, lacks, sound, faults.Count == 0 ? [] : [.. faults]);
    }

    private static bool IsMissing(string text) => string.IsNullOrWhiteSpace(text.Trim('\uFEFF', '\u200B')) || text[0] == '#';

    private void Say(RosterColumn column, string sentence) => faults.Add(new RosterFault(row, column, sentence));

    /// <summary>What is wrong with a cell before anybody asks what it means. Once it is said, the cell is not looked at again.</summary>
    private bool IsUnreadable(RosterColumn column, string text)
    {
        var problem = PersonCells.Unreadable(text, column == RosterColumn.Number);
        if (problem is not null)
        {
            Say(column, problem);
        }

        return problem is not null;
    }

    private IdentityNumber? Number(string text, out bool isLost)
    {
        var (number, problem) = PersonCells.Number(text, frame.Today, out isLost);
        if (problem is not null)
        {
            Say(RosterColumn.Number, problem);
        }

        return number;
    }

    private string? Name(string text)
    {
        if (IsUnreadable(RosterColumn.Name, text))
        {
            return null;
        }

        var (name, problem) = PersonName.Read(text);
        if (problem is not null)
        {
            Say(RosterColumn.Name, problem);
        }

        return name;
    }

    private string? Category(string text)
    {
        if (categories.TryGetValue(text, out var known))
        {
            return known;
        }

        if (IsUnreadable(RosterColumn.Category, text))
        {
            return null;
        }

        var (category, problem) = frame.Categories.Find(text);
        problem ??= category is null ? null : frame.Office?.Refusal(category);
        if (problem is not null)
        {
            Say(RosterColumn.Category, problem);
        }
        else if (categories.Count < KnownWords)
        {
            categories.Add(text, category!.Id);
        }

        return category?.Id;
    }

    private string Place(RosterColumn column, string text)
    {
        if (!IsUnreadable(column, text) && text.Length > MaxPlaceLength)
        {
            Say(column, $"超过 {MaxPlaceLength} 个字，请核对是否与其他列错位。");
        }

        return text.Trim();
    }

    private RegionCode? Region(string text)
    {
        if (regions.TryGetValue(text, out var known))
        {
            return known;
        }

        if (IsUnreadable(RosterColumn.Region, text))
        {
            return null;
        }

        var (region, problem) = frame.Places.Find(text);
        if (problem is not null)
        {
            Say(RosterColumn.Region, problem);
        }
        else if (regions.Count < KnownWords)
        {
            regions.Add(text, region!.Value);
        }

        return region;
    }

    private DateOnly? Identified(string text, IdentityNumber? number)
    {
        if (Date(RosterColumn.Identified, text) is not { } date)
        {
            return null;
        }

        if (date.Day > frame.Month.LastDay)
        {
            Say(RosterColumn.Identified, $"{WrittenText.Quoted(text)}晚于名单月份（{frame.Month.ToText()}），请核对日期或名单月份。");
            return null;
        }

        if (number is { Born: var born } && (date.IsMonth ? Month.Of(date.Day) < Month.Of(born) : date.Day < born))
        {
            Say(RosterColumn.Identified, $"{WrittenText.Quoted(text)}早于身份证号码中的出生日期，请核对日期和号码。");
            return null;
        }

        return date.Day;
    }

    /// <summary>In a full roster the column says nothing, unless it says that the row does not belong there.</summary>
    private RosterChange? Change(string text)
    {
        if (IsUnreadable(RosterColumn.Change, text))
        {
            return null;
        }

        var plain = WrittenText.Plain(text);
        var (added, cancelled) = (AddedWords.Contains(plain, StringComparer.Ordinal), CancelledWords.Contains(plain, StringComparer.Ordinal));
        if (frame.Kind == RosterKind.Increment && !added && !cancelled)
        {
            Say(RosterColumn.Change, plain.Length == 0 ? "没有填变更情况，请填“新增”或“取消”。" : $"{WrittenText.Quoted(text)}不是可用的变更情况，请填“新增”或“取消”。");
            return null;
        }

        if (frame.Kind == RosterKind.Full && cancelled)
        {
            Say(RosterColumn.Change, "全量名单只列当月仍有该身份的人员。请删去这一行，或改按增量名单上传。");
            return null;
        }

        return cancelled ? RosterChange.Cancelled : RosterChange.Added;
    }

    private Month? Cancelled(string text, RosterChange? change, DateOnly? identified)
    {
        if (change is null or RosterChange.Added)
        {
            if (change is not null && !string.IsNullOrWhiteSpace(text))
            {
                Say(RosterColumn.Cancelled, frame.Kind == RosterKind.Full
                    ? "全量名单只列当月仍有该身份的人员，不应有取消时间。请删去这一行或清空取消时间。"
                    : "变更情况是新增，不应有取消时间。请核对变更情况，或清空取消时间。");
            }

            return null;
        }

        if (Date(RosterColumn.Cancelled, text) is not { } date)
        {
            return null;
        }

        var month = Month.Of(date.Day);
        var problem = month > frame.Month ? $"{WrittenText.Quoted(text)}晚于名单月份（{frame.Month.ToText()}），请核对日期或名单月份。"
            : identified is { } from && month < Month.Of(from) ? $"{WrittenText.Quoted(text)}早于认定时间，请核对两个日期。"
            : null;
        if (problem is not null)
        {
            Say(RosterColumn.Cancelled, problem);
        }

        return problem is null ? month : null;
    }

    private RosterDate? Date(RosterColumn column, string text)
    {
        if (IsUnreadable(column, text))
        {
            return null;
        }

        if (RosterDate.Read(text) is { } date)
        {
            return date;
        }

        Say(column, string.IsNullOrWhiteSpace(text) ? $"没有填{RosterColumns.NameOf(column)}，请补填，写成 {frame.Month}-20 或 {frame.Month} 的样子。" : $"{WrittenText.Quoted(text)}不是日期，请写成 {frame.Month}-20 或 {frame.Month} 的样子。");
        return null;
    }
}
