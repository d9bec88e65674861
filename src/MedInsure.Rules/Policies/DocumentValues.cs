using static MedInsure.Rules.Policies.PolicyKeys;

namespace MedInsure.Rules.Policies;

/// <summary>The documents that a content cites and the gaps that it leaves, as values.</summary>
internal static class DocumentValues
{
    public static void Write(ValueWriter write, PolicyContent content)
    {
        write.Section("政策文件");
        foreach (var (document, key, i) in Keyed(content.Documents, document => document.Number, document => document.Id))
        {
            var relations = ValueWriter.Sorted(document.Relations.Select(relation => $"{PolicyWords.Of(relation.Kind)}{relation.Number}"));
            string?[] parts =
            [
                document.Title is { } title ? $"《{title}》" : null,
                document.Issuers.Count > 0 ? string.Join("、", document.Issuers) : null,
                document.Dated is { } dated ? $"{dated:yyyy-MM-dd} 成文" : null,
                document.Printed is { } printed ? $"{printed:yyyy-MM-dd} 印发" : null,
                document.Held ? PolicyWords.Of(document.Transcription) : "未收存",
                document.DoubtfulClauses.Count > 0 ? $"存疑段落：{ValueWriter.Sorted(document.DoubtfulClauses)}" : null,
                relations.Length > 0 ? relations : null,
            ];
            write.Add(
                $"/documents/{key}", $"$.documents[{i}]", document.Number, string.Join("；", parts.OfType<string>()),
                ValueWriter.Raw(document.Number, document.Title, string.Join('、', document.Issuers), document.Dated, document.Printed, document.Held, document.Transcription, ValueWriter.Sorted(document.DoubtfulClauses), relations),
                [], null);
        }

        write.Section("依据待补");
        foreach (var (gap, key, i) in Keyed(content.Gaps, gap => gap.What, gap => gap.Id))
        {
            string?[] parts =
            [
                gap.What,
                gap.Expected is { } expected ? $"依据线索：{expected}" : null,
                gap.Owner is { } owner ? $"由{owner}负责" : null,
                gap.Due is { } due ? $"{due:yyyy-MM-dd} 前补齐" : null,
            ];
            write.Add($"/gaps/{key}", $"$.gaps[{i}]", "依据待补", string.Join("；", parts.OfType<string>()), ValueWriter.Raw(gap.What, gap.Expected, gap.Owner, gap.Due), gap.Cite, CitedKind.Gap, gap.Id);
        }
    }
}
