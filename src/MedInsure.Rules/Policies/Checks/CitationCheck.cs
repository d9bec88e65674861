using MedInsure.Rules.Policies.Findings;

namespace MedInsure.Rules.Policies.Checks;

/// <summary>依据: every value has one, and one that can carry it.</summary>
internal static class CitationCheck
{
    public static void Run(CheckScope scope)
    {
        foreach (var place in PolicyCitations.Of(scope.Content))
        {
            scope.AddIf(place.Cite.Count == 0 && place.Kind == CitedKind.Value, place.Path + ".cite", "每个数值和规定都要有依据，请写明文件和条款；没有文件的，写明无文件依据的理由。", FindingKind.CitationMissing);
            scope.AddIf(place.Cite.Count == 0 && place.Kind == CitedKind.Gap, place.Path + ".cite", "请写明哪一条指向这个缺口。", FindingKind.CitationMissing);
            scope.AddIf(
                place.Cite.Any(cite => cite.Kind == CitationKind.NoDocument) && place.Cite.Any(cite => cite.Kind != CitationKind.NoDocument),
                place.Path + ".cite",
                "既写了依据，又写了无文件依据，请只保留一种。");
            scope.AddIf(place.Kind == CitedKind.Gap && place.Cite.Any(cite => cite.Kind == CitationKind.NoDocument), place.Path + ".cite", "缺口要写明哪一条指向它，不能写无文件依据。");
            foreach (var (cite, path) in place.Cite.At(place.Path + ".cite"))
            {
                Citation(scope, cite, path, place.Kind);
            }
        }

        foreach (var (document, path) in scope.Content.Documents.At("$.documents"))
        {
            scope.AddIf(string.IsNullOrWhiteSpace(document.Number), path + ".number", "请写明发文字号。");
            scope.AddIf(document.DoubtfulClauses.Distinct().Count() != document.DoubtfulClauses.Count, path + ".doubtfulClauses", "同一段落列了两次，请只保留一处。");
        }
    }

    private static void Citation(CheckScope scope, Citation cite, string path, CitedKind kind)
    {
        scope.AddIf(string.IsNullOrWhiteSpace(cite.Says), path + ".says", "请用一句话概括条款的内容。");
        if (cite.Kind == CitationKind.Notice)
        {
            scope.AddIf(string.IsNullOrWhiteSpace(cite.Document), path + ".document", "引用文件时要写明是哪一件；没有文件的，注明外部资料或内部口径。", FindingKind.CitationMissing);
            scope.AddIf(string.IsNullOrWhiteSpace(cite.Clause), path + ".clause", "引用文件时要写明条款，例如“一(一)”或“附表”。", FindingKind.CitationMissing);
        }

        scope.AddIf(cite is { Kind: CitationKind.NoDocument, Document: not null } or { Kind: CitationKind.NoDocument, Clause: not null }, path, "写无文件依据的，不能再写文件和条款，请改为引用文件或去掉文件和条款。");
        if (string.IsNullOrWhiteSpace(cite.Document))
        {
            return;
        }

        if (scope.Content.Documents.FirstOrDefault(document => document.Id == cite.Document) is not { } found)
        {
            scope.Add(path + ".document", $"文件目录中没有“{cite.Document}”，请先登记这件文件。", FindingKind.DocumentUnknown);
            return;
        }

        if (kind != CitedKind.Value)
        {
            return;
        }

        scope.AddIf(!found.Held, path + ".document", $"{found.Number} 尚未收存，不能作为数值的依据；请登记为缺口。", FindingKind.DocumentUnknown);
        scope.AddIf(found.Transcription == Transcription.Doubtful, path + ".document", $"{found.Number} 的文本存疑，不能作为数值的依据；请登记为缺口。", FindingKind.ClauseDoubtful);
        scope.AddIf(
            cite.Clause is { } clause && found.DoubtfulClauses.Contains(clause),
            path + ".clause",
            $"{found.Number}“{cite.Clause}”文字残缺存疑，不能作为数值的依据；请登记为缺口。",
            FindingKind.ClauseDoubtful);
    }
}
