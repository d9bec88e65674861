using MedInsure.Persistence.Jobs;
using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Spreadsheets;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Rosters;

/// <summary>Keeps the file of a roster, sealed, and asks for its check. Nothing of it is read here: the person need not wait.</summary>
/// <param name="Content">Read once, to the limit and no further.</param>
public sealed record UploadRoster(string Authority, RosterKind Kind, Month Month, string FileName, Stream Content);

/// <param name="IsNew">False when the very same file is there already: nothing has changed.</param>
public sealed record UploadedRoster(long BatchId, bool IsNew, string Sentence);

public sealed class UploadRosterHandler(TenantDb tenantDb, TimeProvider clock, InstallationKey key)
{
    public static long MaxBytes => RosterLimits.Text.Bytes;

    public static Refused TooLarge => RosterLimits.Text.TooLarge;

    public async Task<Result<UploadedRoster>> HandleAsync(Actor actor, UploadRoster request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var basis = await AskAsync(actor, request, ct);
        if (!basis.IsOk)
        {
            return basis.Problem;
        }

        // No connection waits for the file.
        var received = await ReceivedFile.ReceiveAsync(request.Content, RosterLimits.Of, ct);
        if (!received.IsOk)
        {
            return received.Problem;
        }

        await using var file = received.Value;
        await using var db = await tenantDb.OpenAsync(actor, ct);
        if (await SameAsync(db, actor, request, file.Sha256, ct) is { } same)
        {
            return same;
        }

        var kept = await KeepAsync(db, actor, request, basis.Value, file, ct);
        if (kept.Problem is not Conflict)
        {
            return kept;
        }

        // The same file came in at the same time by another hand.
        await using var again = await tenantDb.OpenAsync(actor, ct);
        return await SameAsync(again, actor, request, file.Sha256, ct) ?? kept;
    }

    /// <summary>What can be said before the file has come.</summary>
    private async Task<Result<RosterBasis>> AskAsync(Actor actor, UploadRoster request, CancellationToken ct)
    {
        await using var db = await tenantDb.OpenAsync(actor, ct);
        if (RosterBasis.Refusal(actor) is { } notAllowed)
        {
            return await RosterPermissions.RecordAsync(db, nameof(UploadRoster), $"roster/{request.Month}", notAllowed, ct);
        }

        var basis = await RosterBasis.ReadAsync(db, actor, request.Month, ChinaTime.Date(clock.GetUtcNow()), ct);
        return !basis.IsOk ? basis
            : (basis.Value.Unknown(request.Authority, request.Month) ?? await LaterAsync(db, request, ct)) is { } refused ? refused
            : basis;
    }

    private async Task<Result<UploadedRoster>> KeepAsync(TenantSession db, Actor actor, UploadRoster request, RosterBasis basis, ReceivedFile file, CancellationToken ct)
    {
        await using var transaction = await db.BeginAsync(ct);
        if (await DataKeyBinding.BindAsync(db, key, ct) is { } wrongKey)
        {
            return wrongKey;
        }

        var batch = new RosterBatchEntity
        {
            Authority = request.Authority,
            Kind = request.Kind,
            Month = request.Month,
            Regions = actor.RegionScope.Count == 0 ? [] : [.. basis.Places.Mine.Select(county => county.Code.Value)],
            FileName = UploadedFile.PlainName(request.FileName),
            Sha256 = file.Sha256,
            Length = file.Length,
            MadeBy = actor.UserId,
            MadeAt = clock.GetUtcNow(),
        };
        db.Rows.Add(batch);
        using var vault = key.FileVaultFor(actor.TenantId);
        var saved = await db.SaveAsync(
            nameof(UploadRoster),
            () => $"roster/{batch.Id}",
            new { batch.Authority, Kind = $"{batch.Kind}", Month = $"{batch.Month}", batch.FileName, batch.Sha256, batch.Length },
            async connection =>
            {
                await using var content = file.Open();
                await StoredRosterFile.WriteAsync(connection, vault, batch.Id, content, file.Sha256, ct);
                await JobQueue.AskAsync(connection, RosterCheckJob.Name, batch.Id, ct);
            },
            ct);
        return saved.IsOk ? new UploadedRoster(batch.Id, true, "文件已上传，正在后台校验。") : saved.Problem;
    }

    /// <summary>The database says the same at the commit; said before, nobody checks a list for nothing.</summary>
    private static async Task<Problem?> LaterAsync(TenantSession db, UploadRoster request, CancellationToken ct)
    {
        var months = await db.Rows.RosterBatches.AsNoTracking().Where(batch => batch.Authority == request.Authority && batch.State == RosterState.Committed).Select(batch => batch.Month).ToListAsync(ct);
        return months.Any(month => month > request.Month)
            ? new Refused($"{request.Authority}已有{months.Max().ToText()}的名单入库，不能再上传{request.Month.ToText()}的名单；确需更正的，请先撤销较晚的批次。")
            : null;
    }

    private static async Task<Result<UploadedRoster>?> SameAsync(TenantSession db, Actor actor, UploadRoster request, string hash, CancellationToken ct)
    {
        var same = await db.Rows.RosterBatches.AsNoTracking().FirstOrDefaultAsync(
            batch => batch.Authority == request.Authority && batch.Kind == request.Kind && batch.Month == request.Month && batch.Sha256 == hash
                && batch.State != RosterState.Cancelled && batch.State != RosterState.Refused && batch.State != RosterState.Failed && batch.State != RosterState.Undone,
            ct);
        if (same is null)
        {
            return null;
        }

        if (!(await RosterCase.FindAsync(db, actor, same.Id, isLocked: false, ct)).IsOk)
        {
            return new Conflict("负责其他地区的同事已经上传过完全相同的文件。请与其核对，或只保留您负责的县（市、区）后再上传。");
        }

        var by = await db.Rows.Users.AsNoTracking().Where(user => user.Id == same.MadeBy).Select(user => user.DisplayName).SingleAsync(ct);
        return new UploadedRoster(same.Id, false, $"完全相同的文件已由 {by} 于 {ChinaTime.Text(same.MadeAt)} 上传，就是这一批（第 {same.Id} 批，{same.State.Chinese(await RosterJobs.OpenAsync(db, same.Id, ct))}）。没有重复接收，数据没有变化。");
    }
}
