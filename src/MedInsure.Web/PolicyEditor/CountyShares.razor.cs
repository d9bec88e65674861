using System.Globalization;
using System.Text.Json.Nodes;
using MedInsure.Rules.Policies.Editing;
using MedInsure.Rules.Regions;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.PolicyEditor;

/// <summary>The table of counties over the entries of 市县分担.</summary>
public sealed partial class CountyShares
{
    private readonly HashSet<RegionCode> chosen = [];
    private IReadOnlyList<CountyShareRow> rows = [];
    private string? shownText;
    private string? ratio;
    private string? document;
    private string? clause;
    private string? pasted;
    private string? said;
    private string? wrong;
    private int attempts;

    [CascadingParameter]
    public DraftEditor Editor { get; set; } = default!;

    [Parameter]
    [EditorRequired]
    public EditorField Field { get; set; } = default!;

    [Parameter]
    [EditorRequired]
    public string Path { get; set; } = "";

    private IReadOnlyList<RegionCode> Undecided => [.. rows.Where(row => row is { Path: null, Note: null }).Select(row => row.County.Code)];

    private CountySplits Splits(DraftTree draft) => new(draft, Editor.Choices.Issued.Select(issued => issued.Content), Editor.Choices.Regions);

    protected override void OnParametersSet() => Look();

    /// <summary>The draft changed here or elsewhere.</summary>
    private void Look()
    {
        var text = Editor.Draft.Text;
        if (text != shownText)
        {
            shownText = text;
            rows = CountyShareTable.Of(Editor.Draft, Editor.Choices.Issued, Editor.Choices.Bureau, Editor.Choices.Regions);
        }
    }

    private void Choose(IEnumerable<RegionCode> counties)
    {
        chosen.Clear();
        chosen.UnionWith(counties);
    }

    private void Toggle(RegionCode county, bool isChosen)
    {
        if (isChosen)
        {
            chosen.Add(county);
        }
        else
        {
            chosen.Remove(county);
        }
    }

    /// <summary>One county, in its own line; an empty field takes its ratio back.</summary>
    private void Type(CountyShareRow row, string? text)
    {
        attempts++; // what cannot be read gives way to what holds
        if (string.IsNullOrWhiteSpace(text))
        {
            Clear([row.County.Code]);
        }
        else if (CountyShare.Read(text) is { } share)
        {
            Write($"{row.County.Name}：{share}。", draft => Splits(draft).Set([row.County.Code], share));
        }
        else
        {
            (said, wrong) = (null, $"{row.County.Name}的“{text.Trim()}”不是比例，没有填入；请写成 6:4 这样的市与县之比。");
        }
    }

    private void Apply()
    {
        if (CountyShare.Read(ratio) is not { } share)
        {
            (said, wrong) = (null, "请先填写比例，例如 6:4，前面是市、后面是县。");
            return;
        }

        var counties = rows.Where(row => chosen.Contains(row.County.Code)).ToList();
        Write($"{counties.Count} 个县（市、区）定为 {share}。", draft => Splits(draft).Set([.. counties.Select(row => row.County.Code)], share, Citation(counties, share)));
        chosen.Clear();
    }

    private void Clear(IReadOnlyCollection<RegionCode> counties)
    {
        IReadOnlyList<RegionCode> held = [];
        var all = counties.ToList();
        Write($"{all.Count} 个县（市、区）的比例已取消。", draft => held = Splits(draft).Clear(all));
        wrong = held.Count == 0 ? null : $"{string.Join("、", held.Select(NameOf))}的比例来自一条按地区或分组规定的内容，不能单独取消；请在“高级”中修改那一条。";
        said = held.Count == 0 ? said : null;
        chosen.Clear();
    }

    private void Paste(string? text)
    {
        pasted = text;
        if (string.IsNullOrWhiteSpace(text) || Editor.Choices.Root is not { } root)
        {
            return;
        }

        var lines = CountyShareLines.Read(text, Editor.Choices.Regions, root, [.. rows.Where(row => row.Note is null).Select(row => row.County.Code)]);
        var count = lines.Found.Sum(found => found.Counties.Count);
        Write(count == 0 ? null : $"{count} 个县（市、区）已填入。", draft =>
        {
            foreach (var (share, counties) in lines.Found)
            {
                Splits(draft).Set(counties, share, Citation([.. rows.Where(row => counties.Contains(row.County.Code))], share));
            }
        });
        wrong = lines.Unmatched.Count == 0 ? null : $"没有填入：{string.Join("；", lines.Unmatched.Select(entry => $"{entry.Line}（{entry.Why}）"))}。请改正后再粘贴。";
        pasted = string.Join('\n', lines.Unmatched.Select(entry => entry.Line));
    }

    private void Write(string? what, Action<DraftTree> change)
    {
        (said, wrong) = (what, null);
        Editor.Do(change);
        Look();
    }

    private JsonObject? Citation(IReadOnlyList<CountyShareRow> counties, CountyShare share)
    {
        if (string.IsNullOrEmpty(document))
        {
            return null;
        }

        var cite = new JsonObject { ["document"] = document };
        if (!string.IsNullOrWhiteSpace(clause))
        {
            cite["clause"] = clause.Trim();
        }

        cite["says"] = $"{string.Join("、", counties.Select(row => row.County.Name))}市县 {share}";
        return cite;
    }

    private string NameOf(RegionCode county) => Editor.Choices.Regions.Find(county)?.Name ?? county.Value;

    private static string NumberOf(string path) => (DraftPath.Steps(path)![^1].Index + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Number and clause; what they say stands in the entry.</summary>
    private string SourceOf(string path)
    {
        var clauses = Editor.Draft.ListAt(path + ".cite").OfType<JsonObject>().Where(cite => DraftTree.TextAt(cite, "document") is not null)
            .Select(cite => $"{Editor.Choices.Names.Document(DraftTree.TextAt(cite, "document")!)} {DraftTree.TextAt(cite, "clause")}".TrimEnd()).Distinct().ToList();
        return clauses.Count > 0 ? string.Join("；", clauses) : Editor.Draft.ListAt(path + ".cite").Count > 0 ? "见条目" : "未填";
    }
}
