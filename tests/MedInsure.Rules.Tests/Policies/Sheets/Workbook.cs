using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Sheets;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Tests.Notices;

namespace MedInsure.Rules.Tests.Policies.Sheets;

/// <summary>A policy's tables as a person has them open: cells can be typed over, rows sorted, copied and deleted.</summary>
internal sealed class Workbook
{
    private readonly Dictionary<string, List<Line>> sheets;

    public Workbook(PolicyContent content, SheetWords words)
    {
        (Content, Words, Sheets) = (content, words, PolicySheets.Of(content, words));
        sheets = Sheets.ToDictionary(sheet => sheet.Name, sheet => sheet.Rows.Select(row => new Line(row.Key, row.Values.ToDictionary(cell => cell.Key, cell => cell.Value.Text))).ToList());
    }

    public PolicyContent Content { get; }

    public SheetWords Words { get; }

    public IReadOnlyList<PolicySheet> Sheets { get; }

    public List<Line> this[string sheet] => sheets[sheet];

    public static SheetWords WordsOf(EffectivePolicy policy) =>
        new(policy.Own.Content, [.. policy.NearestFirst.Skip(1).Select(issued => issued.Content)], policy.Regions, policy.Own.Root);

    public static Workbook Of(string tenant)
    {
        var policy = NoticeFiles.Effective(tenant);
        return new Workbook(policy.Own.Content, WordsOf(policy));
    }

    /// <summary>The row of which some cell says this.</summary>
    public Line Row(string sheet, params string[] says) => this[sheet].Single(line => says.All(line.Cells.ContainsValue));

    public Line Add(string sheet, params (string Column, string Text)[] cells)
    {
        var line = new Line(string.Empty, Sheets.Single(one => one.Name == sheet).Columns.ToDictionary(column => column.Name, _ => string.Empty));
        foreach (var (column, text) in cells)
        {
            line.Cells[column] = text;
        }

        this[sheet].Add(line);
        return line;
    }

    public SheetReading Read() => SheetReading.Of(Content, Words, Filled());

    /// <summary>What the draft, which may have moved on, becomes.</summary>
    public SheetMerge Into(PolicyContent draft, params string[] take)
    {
        var reading = Read();
        Assert.Equal([], reading.Errors);
        return SheetMerge.Of(Content, reading.Changes, draft, Words, take.ToHashSet());
    }

    public PolicyContent Changed()
    {
        var merge = Into(Content);
        Assert.Equal([], merge.Conflicts);
        Assert.Equal([], merge.Errors);
        return merge.Content!;
    }

    public string OneError() => Assert.Single(Read().Errors) is var error ? $"{error.Cell} {error.Sentence}" : string.Empty;

    public IReadOnlyList<FilledSheet> Filled() =>
    [
        .. Sheets.Select(sheet => new FilledSheet(sheet.Name,
        [
            .. this[sheet.Name].Select((line, i) => new FilledRow(i + 4, new FilledCell(line.Key, $"Z{i + 4}"), sheet.Columns
                .Select((column, c) => (column.Name, Cell: new FilledCell(line.Cells[column.Name], $"{(char)('A' + c)}{i + 4}", line.Formulas.Contains(column.Name)))).ToDictionary(cell => cell.Name, cell => cell.Cell))),
        ])),
    ];

    internal sealed class Line(string key, Dictionary<string, string> cells)
    {
        public string Key => key;

        public Dictionary<string, string> Cells => cells;

        public HashSet<string> Formulas { get; } = [];

        public string this[string column]
        {
            get => cells[column];
            set => cells[column] = cells.ContainsKey(column) ? value : throw new KeyNotFoundException(column);
        }

        public Line Copy() => new(key, new Dictionary<string, string>(cells));
    }
}
