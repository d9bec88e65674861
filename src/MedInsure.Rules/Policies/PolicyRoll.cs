using System.Globalization;

namespace MedInsure.Rules.Policies;

/// <summary>How a value of a rolled year was settled.</summary>
public enum RollWay
{
    /// <summary>A document of the new year says the same.</summary>
    ConfirmedByDocument,

    /// <summary>The value was changed and its source stayed; the reason says why.</summary>
    Changed,

    /// <summary>沿用: nothing new was issued, and a reason says why it holds on.</summary>
    CarriedWithReason,
}

/// <summary>What a person settled about one value of a rolled year. It is kept beside the draft and not in it: the content holds what the documents say.</summary>
/// <param name="Path">As in <see cref="PolicyValue.Path"/>.</param>
/// <param name="Raw">The value that was settled, as in <see cref="PolicyValue.Raw"/>; when the draft changes again it has to be settled again.</param>
public sealed record RollConfirmation(string Path, RollWay Way, string Raw)
{
    /// <summary>For <see cref="RollWay.ConfirmedByDocument"/>: the clause, of one of the draft's documents.</summary>
    public Citation? Document { get; init; }

    /// <summary>For the other ways.</summary>
    public string? Reason { get; init; }
}

/// <param name="Sentence">What is still to be done with it.</param>
public sealed record UnconfirmedValue(PolicyValue Value, string Sentence);

/// <summary>年度结转: next year's copy of a policy, and which of its values still wait. Nothing is published while one does.</summary>
public static class PolicyRoll
{
    /// <summary>
    /// The copy for the next year: policy year, collection window, coverage year and dated stages one year on. The sources stay last year's, which
    /// is why every value of it is 未确认. Dates of documents and offices are facts and stay.
    /// </summary>
    public static PolicyContent Next(PolicyContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var (year, next) = (Text(content.Year.Funding), Text(content.Year.Funding + 1));
        return content with
        {
            Title = content.Title.Contains(next, StringComparison.Ordinal) ? content.Title : content.Title.Replace(year, next, StringComparison.Ordinal),
            Year = content.Year with
            {
                Funding = content.Year.Funding + 1,
                Collection = [.. content.Year.Collection.Select(Moved)],
                Coverage = [.. content.Year.Coverage.Select(Moved)],
            },
            Pooling = content.Pooling is { } pooling ? pooling with { Stages = [.. pooling.Stages.Select(stage => stage with { From = Moved(stage.From), To = Moved(stage.To) })] } : null,
        };
    }

    /// <summary>
    /// The values of the draft that were taken over from last year and that nobody settled: neither confirmed against a document, nor changed, nor
    /// carried with a reason. A value is settled without a confirmation when it stands on a new source; a change alone is not, while it still cites last year's clause.
    /// </summary>
    /// <param name="names">What the labels call codes and ids; null for the draft's own names.</param>
    public static IReadOnlyList<UnconfirmedValue> Unconfirmed(PolicyContent previous, PolicyContent draft, IReadOnlyList<RollConfirmation> confirmations, PolicyNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(confirmations);
        var (before, values) = (PolicyValues.Of(Next(previous)), PolicyValues.Of(draft, names ?? PolicyNames.Of(draft)));
        var pathNow = PathPairs.Of(before, values);
        var rolled = before.ToDictionary(value => pathNow(value.Path), StringComparer.Ordinal);
        var given = confirmations.ToLookup(confirmation => confirmation.Path, StringComparer.Ordinal);
        return
        [
            .. from value in values
               where value.Cites == CitedKind.Value && rolled.ContainsKey(value.Path)
               let sentence = WaitsFor(value, rolled[value.Path], previous, draft, given[value.Path])
               where sentence is not null
               select new UnconfirmedValue(value, sentence),
        ];
    }

    /// <returns>Null when the value is settled.</returns>
    private static string? WaitsFor(PolicyValue value, PolicyValue rolled, PolicyContent previous, PolicyContent draft, IEnumerable<RollConfirmation> given)
    {
        var changed = value.Raw != rolled.Raw;
        if (StandsOnNewSource(value, previous, draft))
        {
            return null;
        }

        var what = $"“{value.Label}：{value.Text}”";
        var open = changed
            ? $"{what}已经修改，依据仍是上一年的条款，请改引新的文件，或写明修改的理由。"
            : $"{what}沿用上一年，尚未确认；请对照新文件确认、修改，或写明沿用的理由。";
        foreach (var confirmation in given)
        {
            if (confirmation.Raw != value.Raw)
            {
                open = $"{what}在确认之后又改过，请重新确认。";
                continue;
            }

            switch (confirmation.Way)
            {
                case RollWay.ConfirmedByDocument when IsSound(confirmation.Document, draft):
                case RollWay.CarriedWithReason when !changed && !string.IsNullOrWhiteSpace(confirmation.Reason):
                case RollWay.Changed when changed && !string.IsNullOrWhiteSpace(confirmation.Reason):
                    return null;
                case RollWay.ConfirmedByDocument:
                    open = $"{what}确认所用的文件或条款不能作为依据，请改用已收存且不存疑的文件，并写明条款。";
                    break;
                case RollWay.CarriedWithReason when changed:
                    open = $"{what}已经修改，不能按沿用处理，请改引新的文件，或写明修改的理由。";
                    break;
                case RollWay.Changed when !changed:
                    open = $"{what}与上一年相同，不能按修改处理，请对照新文件确认，或写明沿用的理由。";
                    break;
                default:
                    open = $"{what}没有写明理由，请补写。";
                    break;
            }
        }

        return open;
    }

    /// <summary>A clause of a document that last year's policy did not have.</summary>
    private static bool StandsOnNewSource(PolicyValue value, PolicyContent previous, PolicyContent draft)
    {
        var old = previous.Documents.Select(document => document.Number).ToHashSet(StringComparer.Ordinal);
        return value.Cite.Any(cite => IsSound(cite, draft) && draft.Documents.First(document => document.Id == cite.Document).Number is var number && !old.Contains(number));
    }

    private static bool IsSound(Citation? cite, PolicyContent draft) =>
        cite is { Kind: CitationKind.Notice, Clause: { } clause } && !string.IsNullOrWhiteSpace(clause)
        && draft.Documents.FirstOrDefault(document => document.Id == cite.Document) is { Held: true, Transcription: not Transcription.Doubtful } document
        && !document.DoubtfulClauses.Contains(clause);

    private static YearWindow Moved(YearWindow window) => window with { From = Moved(window.From), To = Moved(window.To) };

    /// <summary>The same day a year on; the end of February stays the end of February.</summary>
    private static DateOnly? Moved(DateOnly? day) =>
        day is not { } date ? null
        : date is { Month: 2 } && date.Day == DateTime.DaysInMonth(date.Year, 2) ? new DateOnly(date.Year + 1, 2, DateTime.DaysInMonth(date.Year + 1, 2))
        : date.AddYears(1);

    private static string Text(int year) => year.ToString(CultureInfo.InvariantCulture);
}
