using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies.Sheets;

/// <summary>适用地区 and 其中除外 from two cells. What stays keeps its place in the lists, so that an added county is the only change.</summary>
internal static class RegionCells
{
    public static RegionSelector? Build(WorkRow row, RegionSelector? original, SheetWords words, ICollection<SheetError> errors)
    {
        if (row.Row.Values[SheetColumns.Where].Text.Length == 0)
        {
            errors.Add(row.Wrong(SheetColumns.Where, $"没有写适用地区；适用于全部地区的，请填“{SheetWords.Everywhere}”。"));
            return null;
        }

        var was = original ?? RegionSelector.Everywhere;
        var except = row[SheetColumns.Except];
        var where = row[SheetColumns.Where] == words.Regions(was).Raw ? was : was with
        {
            Groups = Merged(was.Groups, Groups(row[SheetColumns.Where])),
            Under = Merged(was.Under, Under(row[SheetColumns.Where])),
            Regions = Merged(was.Regions, Regions(row[SheetColumns.Where])),
        };
        return except == words.Except(was.Except).Raw ? where : where with
        {
            Except = except.Length == 0 ? null : new RegionExclusion
            {
                Groups = Merged(was.Except?.Groups ?? [], Groups(except)),
                Under = Merged(was.Except?.Under ?? [], Under(except)),
                Regions = Merged(was.Except?.Regions ?? [], Regions(except)),
            },
        };
    }

    private static List<T> Merged<T>(IReadOnlyList<T> was, IReadOnlyList<T> now) => [.. was.Where(now.Contains), .. now.Where(one => !was.Contains(one))];

    private static string[] Raws(string cell) => cell.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static List<string> Groups(string cell) => [.. Raws(cell).Where(raw => raw[0] == '@').Select(raw => raw[1..])];

    private static List<RegionCode> Under(string cell) => [.. Raws(cell).Where(raw => raw[^1] == '*').Select(raw => new RegionCode(raw[..^1]))];

    private static List<RegionCode> Regions(string cell) => [.. Raws(cell).Where(raw => raw[0] != '@' && raw[^1] != '*').Select(raw => new RegionCode(raw))];
}
