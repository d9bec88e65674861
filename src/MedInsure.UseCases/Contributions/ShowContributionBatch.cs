using MedInsure.Persistence.Contributions;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Contributions;
using MedInsure.Rules.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Contributions;

/// <summary>One batch: what was found, a page of its faults and of its rows.</summary>
/// <param name="Standing">Rows that stand so only; null for all.</param>
public sealed record ShowContributionBatch(long BatchId, ContributionStanding? Standing = null, int Page = 1);

/// <param name="Number">Masked.</param>
/// <param name="BeforeFen">What is recorded already; null where nothing is.</param>
public sealed record ContributionLine(int RowNumber, string Name, string Number, long AmountFen, DateOnly PaidOn, string Standing, long? BeforeFen);

public sealed record ContributionFaultLine(int RowNumber, string Column, string Sentence);

/// <param name="FirstFaults">At most <see cref="ShowContributionBatchHandler.PageSize"/>; all are in the annotated file.</param>
/// <param name="RowCount">Of the chosen standing.</param>
public sealed record ContributionBatchView(
    ContributionBatchLine Batch, uint Version, string? Encoding, int New, int Same, int Replaces, IReadOnlyList<ContributionFaultLine> FirstFaults, IReadOnlyList<ContributionLine> Rows, int RowCount, int PageSize,
    string? Signed, bool MayDecide);

public sealed class ShowContributionBatchHandler(TenantDb tenantDb, InstallationKey key)
{
    public const int PageSize = 50;

    public async Task<Result<ContributionBatchView>> HandleAsync(Actor actor, ShowContributionBatch request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (ContributionPermissions.ToSee(actor) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var found = await ContributionPermissions.FindAsync(db, actor, request.BatchId, isLocked: false, ct);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        if (await DataKeyBinding.CheckAsync(db, key, ct) is { } wrongKey)
        {
            return wrongKey;
        }

        var batch = found.Value;
        var counts = await db.Rows.ContributionRows.AsNoTracking().Where(row => row.BatchId == batch.Id).GroupBy(row => row.Standing).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count, ct);
        var faults = await db.Rows.ContributionFaults.AsNoTracking().Where(fault => fault.BatchId == batch.Id).OrderBy(fault => fault.RowNumber).Take(PageSize)
            .Select(fault => new ContributionFaultLine(fault.RowNumber, fault.Column, fault.Sentence)).ToListAsync(ct);
        var standing = request.Standing;
        var rows = await db.Rows.ContributionRows.AsNoTracking().Where(row => row.BatchId == batch.Id && (standing == null || row.Standing == standing)).OrderBy(row => row.RowNumber)
            .Skip((Math.Max(request.Page, 1) - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var people = await db.Rows.Users.AsNoTracking().Where(user => user.Id == batch.MadeBy || user.Id == batch.CommittedBy || user.Id == batch.UndoneBy || user.Id == batch.CancelledBy)
            .ToDictionaryAsync(user => user.Id, user => user.DisplayName, ct);
        using var vault = key.IdentityVaultFor(actor.TenantId);
        return new ContributionBatchView(
            ListContributionBatchesHandler.Line(batch, people[batch.MadeBy]), batch.Version, batch.Encoding,
            counts.GetValueOrDefault(ContributionStanding.New), counts.GetValueOrDefault(ContributionStanding.Same), counts.GetValueOrDefault(ContributionStanding.Replaces), faults,
            [.. rows.Select(row => new ContributionLine(row.RowNumber, row.Name, vault.Open(row.IdNumber).Masked, row.AmountFen, row.PaidOn, row.Standing.Chinese(), row.BeforeFen))],
            standing is { } one ? counts.GetValueOrDefault(one) : counts.Values.Sum(), PageSize, Signed(batch, people), ContributionPermissions.ToBring(actor) is null);
    }

    private static string? Signed(ContributionBatchEntity batch, Dictionary<long, string> people) =>
        batch is { UndoneBy: { } undone, UndoneAt: { } undoneAt } ? $"{people[undone]} 于 {ChinaTime.Text(undoneAt)} 撤销入库"
        : batch is { CommittedBy: { } committed, CommittedAt: { } committedAt } ? $"{people[committed]} 于 {ChinaTime.Text(committedAt)} 确认入库"
        : batch is { CancelledBy: { } cancelled, CancelledAt: { } cancelledAt } ? $"{people[cancelled]} 于 {ChinaTime.Text(cancelledAt)} 取消"
        : null;
}
