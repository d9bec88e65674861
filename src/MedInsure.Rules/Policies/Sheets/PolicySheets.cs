namespace MedInsure.Rules.Policies.Sheets;

/// <summary>分担和资助表: the tier, ratio, critical illness and subsidy tables of a policy as rows that a spreadsheet program can show and change.</summary>
public static class PolicySheets
{
    /// <summary>Heading of the hidden column with <see cref="SheetRow.Key"/>.</summary>
    public const string KeyColumn = "标识（请勿改动）";

    /// <summary>The tables without rows: what a workbook that came back must have.</summary>
    public static IReadOnlyList<PolicySheet> Forms { get; } = [.. SheetForm.All.Select(form => new PolicySheet(form.Name, form.Columns, []))];

    public static IReadOnlyList<PolicySheet> Of(PolicyContent content, SheetWords words)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(words);
        return [.. SheetForm.All.Select(form => new PolicySheet(form.Name, form.Columns, [.. form.Rows(content, words)]))];
    }

    /// <summary>The row in words, for one line of a list: "榆中县、永登县，市级（份） 6，县级（份） 4".</summary>
    internal static string InWords(SheetForm form, SheetRow row) => string.Join("，", form.Columns
        .Where(column => column.Kind != SheetColumnKind.Note && row.Values[column.Name].Text.Length > 0)
        .Select(column => column.Kind is SheetColumnKind.Text or SheetColumnKind.Choice or SheetColumnKind.Regions or SheetColumnKind.Funders && column.Name != ShareCells.Floor
            ? row.Values[column.Name].Text
            : $"{column.Name} {row.Values[column.Name].Text}"));
}
