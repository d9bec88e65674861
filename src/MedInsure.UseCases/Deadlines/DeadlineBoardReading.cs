using System.Globalization;
using MedInsure.Persistence.Deadlines;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Deadlines;

/// <summary>Names a deadline for its mark and its address: "issuer/rule id", "office/number".</summary>
internal static class DeadlineKey
{
    private const string Office = "office/";

    public static string OfOffice(long id) => Office + id.ToString(CultureInfo.InvariantCulture);

    /// <summary>A deadline of the office has its key as its id.</summary>
    public static string Of(DatedDeadline deadline, Actor actor) => deadline.IsPractice && deadline.Issuer == actor.TenantCode && deadline.Id.StartsWith(Office, StringComparison.Ordinal) ? deadline.Id : $"{deadline.Issuer}/{deadline.Id}";
}

/// <param name="Policy">What the dates are counted from; null while no document is in force.</param>
/// <param name="Missing">Why the bureau's own policy is not among it; null when it is.</param>
internal sealed record DatedBoard(EffectivePolicy? Policy, string? Missing, IReadOnlyList<OfficeDeadlineEntity> Office, IReadOnlyList<DatedDeadline> Dated);

internal static class DeadlineBoardReading
{
    /// <summary>The dates of the documents in force, and while the bureau has published none those of the bureaus above; with the office's own.</summary>
    public static async Task<DatedBoard> DatedAsync(TenantSession db, Actor actor, int fundingYear, DateOnly today, CancellationToken ct)
    {
        var office = await db.Rows.OfficeDeadlines.AsNoTracking().Where(deadline => deadline.FundingYear == fundingYear).OrderBy(deadline => deadline.Due).ToListAsync(ct);
        List<OfficeDeadline> own = office.ConvertAll(row => new OfficeDeadline(DeadlineKey.OfOffice(row.Id), row.Subject, row.Actor, row.Due));
        var inForce = await PolicyChain.InForceAsync(db, fundingYear, ct);
        var chain = inForce.IsOk ? inForce : await PolicyChain.AboveAsync(db, fundingYear, ct);
        if (!chain.IsOk || chain.Value.Count == 0)
        {
            return new DatedBoard(null, inForce.Problem?.Sentence, office, [.. DeadlineCalendar.OfOffice(actor.TenantCode, today, own)]);
        }

        var policy = new EffectivePolicy([.. chain.Value.Select(stored => stored.Issued)], await RegionFacts.TreeAsync(db, RegionFacts.AsOf(fundingYear), ct));
        var ruled = DeadlineCalendar.Of(policy, today);
        return new DatedBoard(policy, inForce.Problem?.Sentence, office, [.. ruled.Concat(DeadlineCalendar.OfOffice(actor.TenantCode, today, own)).OrderBy(deadline => deadline.Due ?? DateOnly.MaxValue)]);
    }
}
