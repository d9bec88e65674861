namespace MedInsure.Rules.Policies.Sheets;

/// <summary>
/// What was changed by hand in a workbook, against the content that it was exported from. With an error nothing can be taken over: a half-understood file
/// would change half of what its author meant.
/// </summary>
public sealed record SheetReading(IReadOnlyList<SheetChange> Changes, IReadOnlyList<SheetError> Errors, IReadOnlyList<string> Notes)
{
    /// <param name="content">The content that the workbook was exported from.</param>
    public static SheetReading Of(PolicyContent content, SheetWords words, IReadOnlyList<FilledSheet> sheets)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(sheets);
        var (changes, errors, notes, work) = (new List<SheetChange>(), new List<SheetError>(), new List<string>(), new List<(SheetForm, IReadOnlyList<WorkRow>)>());
        foreach (var form in SheetForm.All)
        {
            if (sheets.FirstOrDefault(sheet => sheet.Name == form.Name) is not { } filled)
            {
                errors.Add(new SheetError(form.Name, null, $"缺少工作表“{form.Name}”。请保留全部工作表；要删去其中的内容，请删行而不是删工作表。"));
                continue;
            }

            var table = new TableReading(form, [.. form.Rows(content, words)], words);
            work.Add((form, table.Read(filled)));
            changes.AddRange(table.Changes);
            errors.AddRange(table.Errors);
            notes.AddRange(table.Notes);
        }

        if (errors.Count == 0)
        {
            Build(content, words, work, errors);
        }

        return new SheetReading(changes, errors, notes);
    }

    /// <summary>The content with its tables replaced by the rows.</summary>
    internal static PolicyContent Build(PolicyContent content, SheetWords words, IEnumerable<(SheetForm Form, IReadOnlyList<WorkRow> Rows)> work, ICollection<SheetError> errors) =>
        work.Aggregate(content, (soFar, table) => table.Form.Build(content, soFar, table.Rows, words, errors));
}
