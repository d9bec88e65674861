using System.Text.Json;
using MedInsure.Persistence.Filings;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Filings;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Filings;

public sealed record FilingRow(
    long Id,
    int FilerTenantId,
    string LetterNumber,
    string Title,
    IReadOnlyList<string> Recipients,
    FilingStanding Standing,
    DateTimeOffset FiledAt,
    string FiledBy,
    string Sha256,
    IReadOnlyList<FiledCompliance> Compliance,
    IReadOnlyList<FilingStep> Steps)
{
    public int Count(Rules.Constraints.Verdict verdict) => Compliance.Count(line => line.Verdict == verdict.ToString());
}

/// <param name="By">The person in one's own bureau, the name of the bureau otherwise: people of another bureau are not shown.</param>
public sealed record FilingStep(FilingAct Act, DateTimeOffset At, string By, string? Comment);

/// <summary>Filings with what became of them, for the bureau that filed and for the one that they were sent to.</summary>
internal sealed class FilingRows(int tenantId, IReadOnlyList<FilingDecisionEntity> decisions, IReadOnlyDictionary<long, string> people, IReadOnlyDictionary<int, string> bureaus)
{
    public static async Task<FilingRows> LoadAsync(TenantSession db, CancellationToken ct)
    {
        var decisions = await db.Rows.FilingDecisions.AsNoTracking().ToListAsync(ct);
        decisions.AddRange(await db.Rows.DecisionsOnOwnFilings.AsNoTracking().ToListAsync(ct));
        return new FilingRows(
            db.Rows.TenantId,
            [.. decisions.DistinctBy(decision => decision.Id).OrderBy(decision => decision.Id)],
            await db.Rows.Users.AsNoTracking().Select(user => new { user.Id, user.DisplayName }).ToDictionaryAsync(user => user.Id, user => user.DisplayName, ct),
            await db.Rows.Bureaus.AsNoTracking().ToDictionaryAsync(bureau => bureau.Id, bureau => bureau.Name, ct));
    }

    public FilingRow Of(FilingEntity filing)
    {
        var steps = decisions.Where(decision => decision.FilerTenantId == filing.TenantId && decision.FilingId == filing.Id)
            .Select(decision => new FilingStep(decision.Act, decision.At, Name(decision.TenantId, decision.By), decision.Comment)).ToList();
        return new FilingRow(
            filing.Id,
            filing.TenantId,
            filing.LetterNumber,
            filing.Title,
            filing.Recipients,
            FilingWords.StandingOf(filing.State, steps.Count == 0 ? null : steps[^1].Act),
            filing.FiledAt!.Value,
            Name(filing.TenantId, filing.FiledBy ?? 0),
            filing.TextSha256,
            filing.Compliance is null ? [] : JsonSerializer.Deserialize<List<FiledCompliance>>(filing.Compliance, FilePolicyHandler.ReportJson)!,
            steps);
    }

    public FilingStanding StandingOf(FilingEntity filing) => FilingWords.StandingOf(filing.State, decisions.LastOrDefault(decision => decision.FilerTenantId == filing.TenantId && decision.FilingId == filing.Id)?.Act);

    private string Name(int tenant, long user) => tenant == tenantId && people.GetValueOrDefault(user) is { } person ? person : bureaus.GetValueOrDefault(tenant) ?? "—";
}
