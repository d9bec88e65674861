namespace MedInsure.Rules.Rosters;

/// <summary>
/// Takes the rows of one file in their order and sees what no row shows alone: the same person twice. One person may hold several identities, each in a row of its own, but has one name and
/// lives in one county; where rows of one number disagree about that, none of them is believed (内部口径).
/// </summary>
/// <param name="keptFaults">How many faults are kept; all are counted.</param>
public sealed class RosterFile(RosterKind kind, int keptFaults = RosterFile.KeptFaults)
{
    public const int KeptFaults = 10_000;

    private const int NamedRows = 10;

    private readonly List<RosterRow> rows = [];
    private readonly List<RosterFault> faults = [];
    private readonly HashSet<int> wrong = [];
    private readonly Dictionary<IdentityNumber, Person> persons = [];
    private readonly List<int> lacking = [];
    private int rowCount;
    private int faultCount;
    private int lackingCount;

    public void Add(RosterRowReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        rowCount++;
        foreach (var fault in reading.Faults)
        {
            Say(fault);
        }

        if (reading.LacksIdentity && ++lackingCount <= NamedRows)
        {
            lacking.Add(reading.RowNumber);
        }

        if (reading.Number is { } number)
        {
            Compare(number, reading);
        }

        if (reading.Row is { } row)
        {
            rows.Add(row);
        }
    }

    public RosterReading Close()
    {
        var sound = wrong.Count == 0 ? rows : [.. rows.Where(row => !wrong.Contains(row.RowNumber))];
        var counts = sound.GroupBy(row => (row.Region, row.Category, row.Change)).Select(group => new RosterCount(group.Key.Region, group.Key.Category, group.Key.Change, group.Count()))
            .OrderBy(count => count.Region).ThenBy(count => count.Category, StringComparer.Ordinal).ThenBy(count => count.Change).ToList();
        return new RosterReading(sound, [.. faults.OrderBy(fault => fault.RowNumber)], faultCount, rowCount, wrong.Count, counts, Verdict());
    }

    /// <summary>The same for a file of so many rows, of which only those were added that are wrong or stand beside another of the same person.</summary>
    public RosterVerdict VerdictOf(int rowsOfTheFile)
    {
        rowCount = rowsOfTheFile;
        return Verdict();
    }

    private RosterVerdict Verdict() =>
        rowCount == 0 ? new(RosterOutcome.Refused, "名单中没有一行人员，没有读取。请核对是否上传了空白模板或选错了工作表。")
        : kind == RosterKind.Full && lackingCount > 0 ? new(RosterOutcome.Refused,
            $"全量名单中有 {lackingCount} 行没有身份证号码或身份类别（第 {string.Join("、", lacking)} 行{(lackingCount > lacking.Count ? "等" : "")}），整个文件没有接收，以免有人被误作取消。请按错误说明补齐后重新上传。")
        : wrong.Count == 0 ? new(RosterOutcome.Sound, $"共 {rowCount} 行，全部通过检查。")
        : new(RosterOutcome.Faulty, $"共 {rowCount} 行，有 {wrong.Count} 行填写有误。请下载错误说明，改正后重新上传。");

    private void Say(RosterFault fault)
    {
        wrong.Add(fault.RowNumber);
        if (faultCount++ < keptFaults)
        {
            faults.Add(fault);
        }
    }

    private void Compare(IdentityNumber number, RosterRowReading reading)
    {
        if (!persons.TryGetValue(number, out var person))
        {
            persons.Add(number, new Person(reading));
            return;
        }

        var column = person.Disagreement ?? Disagreement(person, reading);
        if (column is { } about)
        {
            if (person.Disagreement is null)
            {
                person.Disagreement = about;
                foreach (var earlier in person.Rows)
                {
                    Say(Disagrees(earlier, reading.RowNumber, about));
                }
            }

            Say(Disagrees(reading.RowNumber, person.Rows[0], about));
        }
        else if (reading.Category is { } category && person.RowOf(category) is { } first)
        {
            Say(new RosterFault(reading.RowNumber, RosterColumn.Number, $"与第 {first} 行重复（同一身份证号码、同一身份类别），请只保留一行。"));
        }
        else
        {
            person.Add(reading);
        }
    }

    private static RosterColumn? Disagreement(Person person, RosterRowReading reading) =>
        person.Name is { } name && reading.Name is { } other && name != other ? RosterColumn.Name
        : person.Region is { } region && reading.Region is { } another && region != another ? RosterColumn.Region
        : null;

    private static RosterFault Disagrees(int row, int other, RosterColumn about) => new(row, about, about == RosterColumn.Name
        ? $"与第 {other} 行身份证号码相同而姓名不同，请核对号码是谁的。"
        : $"与第 {other} 行是同一个人而行政区划不同，请核对后改成一致。");

    /// <summary>What the rows of one number say so far: the first row, and one for each other category. Rows that repeat these are wrong already, and a file may hold one number 200,000 times.</summary>
    private sealed class Person(RosterRowReading first)
    {
        private List<(int Row, string Category)>? more;

        public string? Name { get; private set; } = first.Name;

        public Regions.RegionCode? Region { get; private set; } = first.Region;

        public RosterColumn? Disagreement { get; set; }

        public IReadOnlyList<int> Rows => [FirstRow, .. more?.Select(one => one.Row) ?? []];

        private int FirstRow { get; } = first.RowNumber;

        private string? FirstCategory { get; } = first.Category;

        public int? RowOf(string category)
        {
            if (FirstCategory == category)
            {
                return FirstRow;
            }

            foreach (var (row, held) in more ?? [])
            {
                if (held == category)
                {
                    return row;
                }
            }

            return null;
        }

        public void Add(RosterRowReading reading)
        {
            Name ??= reading.Name;
            Region ??= reading.Region;
            if (reading.Category is { } category)
            {
                (more ??= []).Add((reading.RowNumber, category));
            }
        }
    }
}
