using System.Text.RegularExpressions;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies.Editing;
using MedInsure.Rules.Policies.Findings;
using MedInsure.UseCases.PolicyDrafts;

namespace MedInsure.Web.PolicyEditor;

/// <summary>One line of 检查结果.</summary>
/// <param name="Path">Where it is shown: a place that has a field.</param>
/// <param name="Weight">Null for what keeps the document from being read: it is not filled in yet.</param>
/// <param name="Basis">Number and clause of the notices that it follows from; empty where it follows from none.</param>
/// <param name="IsAnswered">A reason was written, or it was acknowledged.</param>
public sealed partial record EditorFinding(string Path, string Place, string Sentence, string Basis, FindingWeight? Weight, bool IsAnswered)
{
    /// <summary>By which the words to it are kept; null for what keeps the document from being read.</summary>
    public string? Key { get; init; }

    public FindingKind? Kind { get; init; }

    /// <summary>The reason or the acknowledgement; null while there is none.</summary>
    public string? Answer { get; init; }

    /// <summary>Nothing can be checked before a bureau above has published.</summary>
    public bool Waits { get; init; }

    public bool AsksForWords => Weight is FindingWeight.Soft or FindingWeight.Undetermined;

    public string Mark => this switch
    {
        { IsAnswered: true } => "已说明",
        { Waits: true } => "等待上级",
        { Weight: null } => "未填完整",
        { Weight: FindingWeight.Hard } => "必须改正",
        { Weight: FindingWeight.Soft } => "写明理由",
        { Weight: FindingWeight.Undetermined } => "确认知悉",
        _ => "提示",
    };

    public string Class => this switch
    {
        { IsAnswered: true } => "found-good",
        { Waits: true } => "found-note",
        { Weight: null or FindingWeight.Hard } => "found-bad",
        { Weight: FindingWeight.Warning } => "found-note",
        _ => "found-warn",
    };

    /// <summary>Everything that a check found, each at the place that has a field for it.</summary>
    public static IReadOnlyList<EditorFinding> Of(DraftCheck check, DraftTree draft, DraftNames names)
    {
        ArgumentNullException.ThrowIfNull(check);
        ArgumentNullException.ThrowIfNull(draft);
        return
        [
            .. check.NothingAbove is { } nothing ? [new EditorFinding("$", EditorPlace.NameOf("$", draft.Root, names), nothing, string.Empty, null, IsAnswered: false) { Waits = true }] : Array.Empty<EditorFinding>(),
            .. check.Unreadable.Select(error => Of(error, draft, names)),
            .. check.Findings.Select(finding => new EditorFinding(
                EditorPlace.Of(FindingPlace.Of(finding), draft.Root).Path,
                EditorPlace.NameOf(FindingPlace.Of(finding), draft.Root, names),
                MemberName().Replace(finding.Sentence, string.Empty),
                Clauses(finding.Sources),
                finding.Weight,
                finding.Weight is FindingWeight.Soft or FindingWeight.Undetermined && !check.Blocking.Contains(finding.Key))
            {
                Key = finding.Key,
                Kind = finding.Kind,
                Answer = check.Answers.GetValueOrDefault(finding.Key),
            }),
        ];
    }

    public static string Clauses(IEnumerable<Source> sources) => string.Join("；", sources.Where(source => source.DocumentNumber is not null).Select(source => $"{source.DocumentNumber} {source.Clause}".TrimEnd()).Distinct());

    /// <summary>The reader speaks of JSON; here it is a field that has no value yet, or the wrong one.</summary>
    private static EditorFinding Of(FieldError error, DraftTree draft, DraftNames names)
    {
        var place = EditorPlace.Of(FindingPlace.Of(error.Field), draft.Root);
        var ownKind = error.Field.EndsWith(".kind", StringComparison.Ordinal) && place.Form is { Variants.Count: > 0 };
        var sentence = place switch
        {
            _ when ownKind => $"请选择{(place.IsItem ? place.Form!.Name + "的方式" : $"“{place.Field!.Label}”")}。",
            { Field: null } => error.Sentence,
            _ when place.Path != error.Field => DraftPath.IsAtOrBelow(error.Field, place.Path) && place.Form is null ? FieldText.Expectation(place.Field!) : error.Sentence,
            { IsItem: false } when draft.At(place.Path) is null => $"“{place.Field.Label}”还没有填写。",
            { Form: null } => FieldText.Expectation(place.Field),
            _ => error.Sentence,
        };
        return new EditorFinding(place.Path, EditorPlace.NameOf(error.Field, draft.Root, names), sentence, string.Empty, null, IsAnswered: false);
    }

    /// <summary>The checks name members for people who write the file; on the screen the field stands beside the sentence.</summary>
    [GeneratedRegex("（[A-Za-z]+）", RegexOptions.None, 1000)]
    private static partial Regex MemberName();
}
