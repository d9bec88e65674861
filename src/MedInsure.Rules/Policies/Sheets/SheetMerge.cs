namespace MedInsure.Rules.Policies.Sheets;

/// <summary>双方都改过: the workbook changed what the draft says differently by now.</summary>
/// <param name="Now">What the draft says; null where it has no such row any more.</param>
public sealed record SheetConflict(SheetChange Change, SheetValue? Now)
{
    /// <summary>A row that the draft no longer has cannot be given a new value.</summary>
    public bool CanBeTaken => Now is not null;
}

/// <summary>
/// The changes of a workbook taken over into a draft that may have moved on since the export. What only the workbook changed is taken; what both changed
/// stays as the draft has it unless a person takes the workbook's word for it, one by one.
/// </summary>
/// <param name="Content">Null while there are errors.</param>
/// <param name="Taken">What will be written, or is left to be written: without what the draft says already.</param>
public sealed record SheetMerge(PolicyContent? Content, IReadOnlyList<SheetChange> Taken, IReadOnlyList<SheetConflict> Conflicts, IReadOnlyList<SheetError> Errors)
{
    /// <param name="exported">The content that the workbook was exported from.</param>
    /// <param name="take">Ids of changes that are taken against the draft.</param>
    public static SheetMerge Of(PolicyContent exported, IReadOnlyList<SheetChange> changes, PolicyContent draft, SheetWords words, IReadOnlySet<string> take)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(take);
        var keyNow = PathPairs.Of(PolicyValues.Of(exported), PolicyValues.Of(draft));
        var (taken, conflicts, errors, work) = (new List<SheetChange>(), new List<SheetConflict>(), new List<SheetError>(), new List<(SheetForm, IReadOnlyList<WorkRow>)>());
        foreach (var form in SheetForm.All)
        {
            var merge = new TableMerge(form, [.. form.Rows(exported, words)], [.. form.Rows(draft, words)], keyNow, take);
            foreach (var change in changes.Where(change => change.Sheet == form.Name))
            {
                merge.Apply(change);
            }

            taken.AddRange(merge.Taken);
            conflicts.AddRange(merge.Conflicts);
            work.Add((form, merge.Rows));
        }

        var content = SheetReading.Build(draft, words, work, errors);
        return new SheetMerge(errors.Count == 0 ? content : null, taken, conflicts, errors);
    }
}
