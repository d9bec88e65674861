using MedInsure.Rules.Documents;
using MedInsure.Rules.Explanation;

namespace MedInsure.Rules.Policies.Findings;

/// <summary>What the library says of the cited clauses, values without a document, and contributions that their notice lays down for another year.</summary>
internal static class SourceFindings
{
    public static void Run(FoundList found)
    {
        foreach (var place in PolicyCitations.Of(found.Draft))
        {
            if (place.Kind == CitedKind.Value)
            {
                NoDocument(found, place);
                foreach (var (cite, path) in place.Cite.At(place.Path + ".cite").Where(entry => entry.Item.Kind == CitationKind.Notice))
                {
                    InLibrary(found, cite, path);
                }
            }
        }

        foreach (var (standard, path) in found.Draft.Contribution.At("$.contribution"))
        {
            CoverageYear(found, standard, path);
        }
    }

    private static void NoDocument(FoundList found, CitedPlace place)
    {
        if (place.Cite.FirstOrDefault(cite => cite.Kind == CitationKind.NoDocument) is { } reason && !string.IsNullOrWhiteSpace(reason.Says))
        {
            found.Add(FindingKind.NoDocument, FindingWeight.Warning, place.Path, $"这一项无文件依据，理由：{reason.Says.Trim().TrimEnd('。')}；复核时须由另一人确认。", found.Issued.SourcesOf([reason]));
        }
    }

    private static void InLibrary(FoundList found, Citation cite, string path)
    {
        if (found.Context.Documents is not { } library || found.Draft.Documents.FirstOrDefault(document => document.Id == cite.Document) is not { Held: true } document)
        {
            return;
        }

        IReadOnlyList<Source> sources = found.Issued.SourcesOf([cite]);
        var number = DocumentNumber.Key(document.Number);
        if (library.FirstOrDefault(held => DocumentNumber.Key(held.Number) == number) is not { } onFile)
        {
            found.Add(FindingKind.DocumentUnregistered, FindingWeight.Hard, path, $"政策文件库中没有 {document.Number}，请先登记文件，或改用已登记的依据。", sources, document.Number);
        }
        else if (!onFile.Held)
        {
            found.Add(FindingKind.DocumentUnknown, FindingWeight.Hard, path, $"{document.Number} 在政策文件库中是“未收录”，请先收录文件，或登记为缺口。", sources, document.Number);
        }
        else if (onFile.Transcription == Transcription.Doubtful && document.Transcription != Transcription.Doubtful)
        {
            found.Add(FindingKind.ClauseDoubtful, FindingWeight.Hard, path, $"{document.Number} 在政策文件库中存疑，不能作为数值的依据，请先校对文件或登记缺口。", sources, document.Number);
        }
        else if (onFile.Clauses.Count == 0)
        {
            found.Add(FindingKind.ClauseUnknown, FindingWeight.Warning, path, $"{document.Number} 还没有录入条款，“{cite.Clause}”无法核对，请补录条款。", sources, $"{document.Number} {cite.Clause}");
        }
        else if (onFile.Clauses.FirstOrDefault(clause => Normal(clause.Path) == Normal(cite.Clause ?? string.Empty)) is not { } clause)
        {
            found.Add(FindingKind.ClauseUnknown, FindingWeight.Hard, path, $"{document.Number} 没有“{cite.Clause}”这一条，请核对条款号。", sources, $"{document.Number} {cite.Clause}");
        }
        else if (clause.Transcription == Transcription.Doubtful && !document.DoubtfulClauses.Contains(cite.Clause!))
        {
            found.Add(FindingKind.ClauseDoubtful, FindingWeight.Hard, path, $"{document.Number}“{cite.Clause}”的文字存疑，不能作为数值的依据，请先校对或登记缺口。", sources, $"{document.Number} {cite.Clause}");
        }
    }

    /// <summary>
    /// A notice of one year lays down the contribution that is collected at the end of that year and buys the next (征缴期 and 待遇年度): 280 of a 2020
    /// notice is no contribution of coverage year 2020. A year that ends later (students, September to August) is a later one.
    /// </summary>
    private static void CoverageYear(FoundList found, Standard standard, string path)
    {
        var window = found.Context.Ancestors.Select(issued => issued.Content).Append(found.Draft).Reverse()
            .Select(content => content.Year.CoverageFor(standard.PopulationGroup)).FirstOrDefault(window => window is not null);
        if (standard.Yuan is not { } yuan || window?.To is not { } end)
        {
            return;
        }

        foreach (var (cite, _) in standard.Cite.At(path).Where(entry => entry.Item.Kind == CitationKind.Notice))
        {
            if (found.Draft.Documents.FirstOrDefault(document => document.Id == cite.Document) is { } document && YearOf(document) is { } year && end.Year <= year)
            {
                found.Add(
                    FindingKind.CoverageYear,
                    FindingWeight.Warning,
                    path,
                    $"{document.Number} 的 {PolicyWords.Yuan(yuan)} 元在 {year} 年征缴、享受 {year + 1} 年待遇，本政策的待遇年度却到 {end:yyyy-MM-dd} 为止；请核对年度，或改用上一年文件的缴费标准。",
                    found.Issued.SourcesOf([cite]),
                    document.Number);
            }
        }
    }

    /// <summary>The year of a notice: 〔2020〕 in its number, or else that of its date.</summary>
    private static int? YearOf(PolicyDocument document)
    {
        var from = document.Number.IndexOfAny(['〔', '[', '［', '（', '(']);
        return from >= 0 && document.Number.Length >= from + 5 && int.TryParse(document.Number.AsSpan(from + 1, 4), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var year)
            ? year
            : (document.Dated ?? document.Printed)?.Year;
    }

    /// <summary>One form of a clause whatever brackets and spaces it was typed with.</summary>
    private static string Normal(string text) =>
        string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)).Select(letter => letter switch { '[' or '［' or '【' => '〔', ']' or '］' or '】' => '〕', '（' => '(', '）' => ')', _ => letter }));
}
