using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Headcounts;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Rosters;

/// <summary>The person's own file back, each wrong row explained in a column 错误说明, by the policy and the regions of now. Leaves an audit row: the file holds names and numbers.</summary>
public sealed record DownloadRosterFaults(long BatchId);

public sealed class DownloadRosterFaultsHandler(TenantDb tenantDb, TimeProvider clock, InstallationKey key)
{
    public async Task<Result<DownloadedFile>> HandleAsync(Actor actor, DownloadRosterFaults request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var db = await tenantDb.OpenAsync(actor, ct);
        if (RosterBasis.Refusal(actor) is { } notAllowed)
        {
            return await RosterPermissions.RecordAsync(db, nameof(DownloadRosterFaults), $"roster/{request.BatchId}", notAllowed, ct);
        }

        var found = await RosterCase.FindAsync(db, actor, request.BatchId, isLocked: false, ct);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        if (found.Value.Sight.NotWhole is { } notWhole)
        {
            return notWhole;
        }

        var batch = found.Value.Batch;
        var stored = await RosterFileOf.ReadAsync(db, key, batch, ct);
        if (!stored.IsOk)
        {
            return stored.Problem;
        }

        var reader = actor with { RegionScope = [.. batch.Regions.Select(code => new RegionCode(code))] };
        var again = new ReadRoster(stored.Value, batch.Authority, batch.Kind, batch.Month) { KeptFaults = int.MaxValue };
        var read = await Task.Run(() => new ReadRosterHandler(tenantDb, clock).HandleAsync(reader, again, ct), ct);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        if (read.Value.Reading.FaultCount == 0)
        {
            return new Refused("这个文件没有错误行，不需要错误说明。");
        }

        var explained = read.Value.Explained(stored.Value);
        if (!explained.IsOk)
        {
            return explained.Problem;
        }

        db.Rows.ChangeTracker.Clear();
        var saved = await db.SaveAsync(nameof(DownloadRosterFaults), found.Value.Subject, new { batch.FileName, batch.Sha256, read.Value.Reading.WrongRows }, ct);
        var isText = read.Value.Place.Csv is not null;
        return saved.IsOk
            ? new DownloadedFile($"{Path.GetFileNameWithoutExtension(batch.FileName)}（错误说明）{(isText ? ".csv" : ".xlsx")}", isText ? DownloadedFile.Csv : DownloadedFile.Xlsx, explained.Value)
            : saved.Problem;
    }
}
