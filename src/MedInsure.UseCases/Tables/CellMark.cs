namespace MedInsure.UseCases.Tables;

/// <summary>
/// A label that stays with a figure wherever it is shown: in the cell as 〔label〕 before the digits, and with its note below the table.
/// </summary>
public sealed record CellMark(string Label, string Note)
{
    /// <summary>The figure rests on an assumption that somebody made, in that person's words.</summary>
    public static CellMark Assumed(string assumption) => new("假设", assumption);

    /// <summary>The total leaves out what could not be computed.</summary>
    public static CellMark Without(int counties) => new($"不含{counties}个县", $"合计不含{counties}个依据待补、无法计算的县（市、区）。");

    /// <summary>Somebody replaced the computed figure, for the reason given.</summary>
    public static CellMark Overridden(string reason) => new("调整", reason);

    /// <summary>One mark that says all of them, in order and each once; null where there is none.</summary>
    public static CellMark? Join(params IEnumerable<CellMark?> marks)
    {
        var all = marks.OfType<CellMark>().Distinct().ToList();
        return all.Count < 2
            ? all.FirstOrDefault()
            : new(string.Join("、", all.Select(m => m.Label).Distinct()), string.Join("；", all.Select(m => m.Note.TrimEnd('。')).Where(n => n.Length > 0).Distinct()) + "。");
    }

    public string Shown => $"〔{Label}〕";
}
