using System.Globalization;
using System.Text.Json;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Documents;
using MedInsure.Rules.Policies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Documents;

/// <summary>What an own policy says of a document, for registering it. A draft may say it incompletely; then what is missing is asked for.</summary>
internal static class NamedDocuments
{
    public static async Task<DocumentEntry?> FindAsync(TenantSession db, string number, CancellationToken ct)
    {
        var texts = await db.Rows.PolicyVersions.AsNoTracking().OrderByDescending(version => version.Id).Select(version => version.Text).ToListAsync(ct);
        return texts.SelectMany(CitedClauses.Named).Where(document => document.Number == number).Select(document => EntryOf(number, document.Document)).FirstOrDefault();
    }

    private static DocumentEntry EntryOf(string number, JsonElement document) => new(
        number,
        Text(document, "title"),
        [.. Items(document, "issuers").Where(issuer => issuer.ValueKind == JsonValueKind.String).Select(issuer => issuer.GetString()!)],
        Date(document, "dated"),
        Date(document, "printed"),
        Openness.NotStated,
        !(document.TryGetProperty("held", out var held) && held.ValueKind == JsonValueKind.False),
        [.. Items(document, "relations").Select(Relation).OfType<DocumentRelation>()]);

    private static DocumentRelation? Relation(JsonElement relation) =>
        relation.ValueKind == JsonValueKind.Object && Enum.TryParse<DocumentRelationKind>(Text(relation, "kind"), ignoreCase: true, out var kind) && Text(relation, "number") is { } number
            ? new DocumentRelation { Kind = kind, Number = number }
            : null;

    private static IEnumerable<JsonElement> Items(JsonElement document, string member) =>
        document.TryGetProperty(member, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static string? Text(JsonElement element, string member) => element.TryGetProperty(member, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static DateOnly? Date(JsonElement element, string member) => DateOnly.TryParseExact(Text(element, member), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
