using System.Text.Json;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Documents;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Policies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Documents;

/// <summary>One value of one of the bureau's own policy versions that rests on a clause.</summary>
/// <param name="IsGap">It only points to what is missing.</param>
public sealed record ClauseCitation(long VersionId, int FundingYear, int VersionNumber, PolicyState State, string Clause, string Section, string Label, string Text, bool IsGap)
{
    public string Version => $"{FundingYear}年度第{VersionNumber}版";
}

/// <summary>Who cites what: of the bureau's own versions that are in force or on the way there.</summary>
internal static class CitedClauses
{
    private static readonly PolicyState[] Living = [PolicyState.Draft, PolicyState.InReview, PolicyState.Published];

    public static async Task<IReadOnlyList<ClauseCitation>> OfAsync(TenantSession db, string number, CancellationToken ct)
    {
        var versions = await db.Rows.PolicyVersions.AsNoTracking().Where(version => Living.Contains(version.State)).OrderByDescending(version => version.FundingYear).ThenByDescending(version => version.VersionNumber).ToListAsync(ct);
        var found = new List<ClauseCitation>();
        foreach (var version in versions)
        {
            var read = PolicyJson.Read(version.Text);
            if (!read.IsOk || read.Value.Documents.Where(document => DocumentNumber.Key(document.Number) == number).Select(document => document.Id).ToHashSet(StringComparer.Ordinal) is not { Count: > 0 } ids)
            {
                continue;
            }

            var names = await PolicyChain.NamesAsync(db, version.FundingYear, ct);
            found.AddRange(
                from value in PolicyValues.Of(read.Value, names(read.Value))
                from clause in value.Cite.Where(cite => cite.Document is { } id && ids.Contains(id)).Select(cite => cite.Clause ?? "").Distinct(StringComparer.Ordinal)
                select new ClauseCitation(version.Id, version.FundingYear, version.VersionNumber, version.State, clause, value.Section, value.Label, value.Text, value.Cites == CitedKind.Gap));
        }

        return found;
    }

    /// <summary>The documents that a text names, complete or not: a draft may be anything that is JSON.</summary>
    public static IReadOnlyList<(string Number, JsonElement Document)> Named(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("documents", out var documents) && documents.ValueKind == JsonValueKind.Array
                ? [.. documents.EnumerateArray().Where(HasNumber).Select(document => (DocumentNumber.Key(document.GetProperty("number").GetString()), document.Clone()))]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>Whether any version of the bureau, past ones included, names the document.</summary>
    public static async Task<bool> AnyAsync(TenantSession db, string number, CancellationToken ct)
    {
        var texts = await db.Rows.PolicyVersions.AsNoTracking().Select(version => version.Text).ToListAsync(ct);
        return texts.Any(text => Named(text).Any(document => document.Number == number));
    }

    private static bool HasNumber(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty("number", out var number) && number.ValueKind == JsonValueKind.String && number.GetString()!.Length > 0;
}
