using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Rosters;

/// <summary>The person's own file back, each wrong row explained in a column 错误说明, by the policy and the regions of now. Leaves an audit row: the file holds names and numbers.</summary>
public sealed record DownloadRosterFaults(long BatchId);

public sealed class DownloadRosterFaultsHandler(TenantDb tenantDb, TimeProvider clock, InstallationKey key)
{
    /// <summary>In a file that is read as bytes; each is kept in memory until it is written.</summary>
    private const int MostExplained = 500_000;

    public async Task<Result<StreamedFile>> HandleAsync(Actor actor, DownloadRosterFaults request, CancellationToken ct)
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
        var reader = actor with { RegionScope = [.. batch.Regions.Select(code => new RegionCode(code))] };
        var order = await RosterOrder.ReadAsync(db, reader, batch.Authority, batch.Kind, batch.Month, ChinaTime.Date(clock.GetUtcNow()), ct);
        if ((order.Problem ?? await DataKeyBinding.CheckAsync(db, key, ct)) is { } problem)
        {
            return problem;
        }

        using var vault = key.FileVaultFor(actor.TenantId);
        await using var file = await StoredRosterFile.OpenAsync(db.Connection, vault, batch.Id, ct);
        var explained = await Task.Run(() => OfAPlain(actor, batch, order.Value, file, ct), ct)
            ?? (file.Length <= RosterLimits.Sheet.MaxFileBytes ? await OfAnyAsync(batch, order.Value, file, ct) : RosterLimits.NotPlain);
        if (!explained.IsOk)
        {
            return explained.Problem;
        }

        db.Rows.ChangeTracker.Clear();
        var saved = await db.SaveAsync(nameof(DownloadRosterFaults), found.Value.Subject, new { batch.FileName, batch.Sha256, explained.Value.WrongRows }, ct);
        return saved.IsOk ? explained.Value.File : saved.Problem;
    }

    private static async Task<Result<Explained>> OfAnyAsync(RosterBatchEntity batch, RosterOrder order, Stream file, CancellationToken ct)
    {
        file.Position = 0;
        var uploaded = new UploadedFile(batch.FileName, new byte[file.Length]);
        await file.ReadExactlyAsync(uploaded.Content, ct);
        var read = await Task.Run(() => RosterSheet.Read(uploaded, order, int.MaxValue, null, ct), ct);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        if (read.Value.Reading.FaultCount == 0)
        {
            return NoFaults;
        }

        var content = read.Value.Explained(uploaded);
        return content.IsOk
            ? new Explained(FileOf(batch, read.Value.Place.Csv is not null, (target, stopping) => target.WriteAsync(content.Value, stopping).AsTask()), read.Value.Reading.WrongRows)
            : content.Problem;
    }

    /// <summary>A csv that goes through as bytes is read twice: for what is to be said, and while it is written.</summary>
    /// <returns>Null for a file that is read the ordinary way.</returns>
    private Result<Explained>? OfAPlain(Actor actor, RosterBatchEntity batch, RosterOrder order, Stream file, CancellationToken ct)
    {
        var beginning = new byte[8];
        if (!RosterLimits.IsText(beginning.AsSpan(0, file.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false))))
        {
            return null;
        }

        using var numbers = key.IdentityVaultFor(actor.TenantId);
        if (RosterBulk.Read(file, order, new RosterCopy(Stream.Null, numbers), MostExplained, null, ct) is not { } outcome)
        {
            return null;
        }

        if (!outcome.IsOk)
        {
            // The ordinary way says best what is wrong with the whole of a file that it can hold.
            if (file.Length <= RosterLimits.Sheet.MaxFileBytes && outcome.Problem != RosterBulk.TooWrong)
            {
                return null;
            }

            return outcome.Problem;
        }

        var read = outcome.Value;
        if (read.FaultCount == 0)
        {
            return NoFaults;
        }

        if (read.FaultCount > read.Faults.Count)
        {
            return new Refused($"这个文件的错误超过 {MostExplained} 处，不能逐行写回。请先按页面上列出的问题整列更正，或按县（市、区）拆开后再上传。");
        }

        var texts = ErrorWriteBack.TextsOf(RosterRead.MessagesOf(read.Faults));
        return new Explained(FileOf(batch, isText: true, (target, stopping) => CopyAsync(actor, batch.Id, target, read.Place, texts, stopping)), read.Rows - read.Sound);
    }

    private async Task CopyAsync(Actor actor, long batch, Stream target, ExplanationPlace place, IReadOnlyDictionary<int, string> texts, CancellationToken ct)
    {
        await using var db = await tenantDb.OpenAsync(actor, ct);
        using var vault = key.FileVaultFor(actor.TenantId);
        await using var file = await StoredRosterFile.OpenAsync(db.Connection, vault, batch, ct);
        await ErrorsInCsv.WriteAsync(file, target, place.Csv!, place.HeaderRow, place.Column, texts, ct);
    }

    private static Refused NoFaults => new("这个文件没有错误行，不需要错误说明。");

    private static StreamedFile FileOf(RosterBatchEntity batch, bool isText, Func<Stream, CancellationToken, Task> copy) =>
        new($"{Path.GetFileNameWithoutExtension(batch.FileName)}（错误说明）{(isText ? ".csv" : ".xlsx")}", isText ? DownloadedFile.Csv : DownloadedFile.Xlsx, copy);

    private sealed record Explained(StreamedFile File, int WrongRows);
}
