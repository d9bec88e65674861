using System.Text.Json;
using MedInsure.Rules.Documents;
using MedInsure.Rules.Policies;
using MedInsure.Testing;

namespace MedInsure.Rules.Tests.Notices;

/// <summary>data/documents-2020.json, what the demonstration's library says of each clause, against the policies that cite them and the table of docs/notices.md.</summary>
public sealed class ClauseSummaryTests
{
    private static readonly Dictionary<string, List<string>> Clauses = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("data", "documents-2020.json"))).RootElement.EnumerateArray()
        .ToDictionary(document => document.GetProperty("number").GetString()!, document => document.GetProperty("clauses").EnumerateArray().Select(clause => clause.GetProperty("path").GetString()!).ToList());

    [Fact]
    public void Every_clause_that_a_policy_cites_has_its_summary() => Assert.Empty(
        from tenant in NoticeFiles.Tenants
        let content = NoticeFiles.Read(tenant)
        from cite in PolicyCitations.Of(content).SelectMany(place => place.Cite).Where(cite => cite.Kind == CitationKind.Notice)
        let number = content.Documents.First(document => document.Id == cite.Document).Number
        where !Clauses.GetValueOrDefault(number, []).Contains(cite.Clause!)
        select $"{number} {cite.Clause}");

    [Fact]
    public void Every_damaged_passage_has_its_summary_so_that_it_can_be_marked() => Assert.Empty(
        from tenant in NoticeFiles.Tenants
        from document in NoticeFiles.Read(tenant).Documents
        from clause in document.DoubtfulClauses
        where !Clauses[document.Number].Contains(clause)
        select $"{document.Number} {clause}");

    [Fact]
    public void The_summaries_are_of_the_clauses_that_the_table_of_the_notices_lists()
    {
        string? number = null;
        var listed = new List<(string, string)>();
        foreach (var line in File.ReadLines(Repository.PathOf("docs", "notices.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                number = DocumentNumber.Normalise(line[3..]);
            }
            else if (number is not null && line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| clause", StringComparison.Ordinal))
            {
                listed.Add((number, line.Split('|')[1].Trim()));
            }
        }

        Assert.Equal(6, Clauses.Count);
        Assert.Equal(listed, Clauses.SelectMany(document => document.Value.Select(path => (document.Key, path))));
    }
}
