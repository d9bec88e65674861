using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.Jobs;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Tests.Allocations;
using Microsoft.Extensions.Logging.Abstractions;
using static MedInsure.UseCases.Tests.Rosters.RosterActs;

namespace MedInsure.UseCases.Tests.Rosters;

/// <summary>Rosters of 兰州 from upload to undo, as one-line calls. Each begins with an empty ledger.</summary>
internal sealed class RosterFlow(AllocationDesk desk)
{
    public const string Civil = "民政部门";
    public const string Poverty = "扶贫部门";

    public static readonly Month December = new(2020, 12);

    public static InstallationKey Key { get; } = new([.. Enumerable.Range(1, IdentityVault.KeyLength).Select(i => (byte)i)]);

    public static Actor SecondClerk => Some.SecondClerk(Bureau.Lanzhou);

    public static Actor Reviewer => Some.Reviewer(Bureau.Lanzhou);

    /// <summary>More changes than these go on in the background.</summary>
    public RosterWaitLimit Limit { get; set; } = new(RosterWaitLimit.DefaultChanges);

    /// <summary>Nobody on the rolls, no batch, no work.</summary>
    public async Task ClearAsync()
    {
        await using var superuser = await desk.Database.OpenSuperuserAsync();
        await superuser.ExecuteAsync("SET session_replication_role = replica");
        await superuser.ExecuteAsync("TRUNCATE membership, person, roster_change, roster_count, roster_fault, roster_file, roster_batch, job CASCADE");
    }

    public Task<Result<UploadedRoster>> TryUploadAsync(byte[] file, RosterKind kind = RosterKind.Full, Month? month = null, string authority = Civil, Actor? actor = null) =>
        new UploadRosterHandler(desk.Db, Clock, Key).HandleAsync(actor ?? Clerk, new UploadRoster(authority, kind, month ?? November, "名单.csv", new MemoryStream(file)), default);

    /// <summary>Uploaded and checked.</summary>
    public async Task<RosterBatchPage> CheckedAsync(byte[] file, RosterKind kind = RosterKind.Full, Month? month = null, string authority = Civil, Actor? actor = null)
    {
        var uploaded = AllocationDesk.Ok(await TryUploadAsync(file, kind, month, authority, actor));
        await WorkAsync();
        return await ShowAsync(uploaded.BatchId, actor);
    }

    /// <summary>Uploaded, checked and committed, by a second person where one is needed.</summary>
    public async Task<RosterBatchPage> CommittedAsync(byte[] file, RosterKind kind = RosterKind.Full, Month? month = null, string authority = Civil)
    {
        var page = await CheckedAsync(file, kind, month, authority);
        AllocationDesk.Ok(await CommitAsync(page, SecondClerk));
        return await ShowAsync(page.Id);
    }

    public static RosterCheckJob Job(TenantDb db) => new(db, Clock, Key);

    /// <summary>Does what waits in the background.</summary>
    public async Task WorkAsync()
    {
        var bureau = (await desk.Db.ListBureausAsync(default)).Single(one => one.Id == (int)Bureau.Lanzhou);
        while (await new JobRunner(desk.Db, [Job(desk.Db), new RosterCommitJob(desk.Db), new RosterUndoJob(desk.Db)], NullLogger<JobRunner>.Instance).RunNextAsync(bureau, default))
        {
        }
    }

    public async Task<RosterBatchPage> ShowAsync(long batch, Actor? actor = null) => AllocationDesk.Ok(await TryShowAsync(batch, actor ?? Clerk));

    public Task<Result<RosterBatchPage>> TryShowAsync(long batch, Actor actor) => new ShowRosterBatchHandler(desk.Db).HandleAsync(actor, new ShowRosterBatch(batch), default);

    public async Task<RosterChangePage> ChangesAsync(long batch, RosterChangeKind? kind = null, string? region = null, string? category = null, RosterSharing sharing = RosterSharing.Any, int page = 1, Actor? actor = null) =>
        AllocationDesk.Ok(await new ListRosterChangesHandler(desk.Db, Key).HandleAsync(
            actor ?? Clerk, new ListRosterChanges(batch, kind, region is null ? null : new Rules.Regions.RegionCode(region), category, sharing, page), default));

    public Task<Result<RosterFaultPage>> FaultsAsync(long batch, Actor? actor = null) => new ListRosterFaultsHandler(desk.Db).HandleAsync(actor ?? Clerk, new ListRosterFaults(batch, 1), default);

    public async Task<Result<DownloadedFile>> ExplainedAsync(long batch, Actor? actor = null)
    {
        var file = await new DownloadRosterFaultsHandler(desk.Db, Clock, Key).HandleAsync(actor ?? Clerk, new DownloadRosterFaults(batch), default);
        if (!file.IsOk)
        {
            return file.Problem;
        }

        using var content = new MemoryStream();
        await file.Value.CopyToAsync(content, default);
        return new DownloadedFile(file.Value.FileName, file.Value.ContentType, content.ToArray());
    }

    public Task<Result<CommittedRoster>> CommitAsync(RosterBatchPage seen, Actor? actor = null) => new CommitRosterHandler(desk.Db, Limit).HandleAsync(actor ?? Clerk, new CommitRoster(seen.Id, seen.Version), default);

    public Task<Result<RosterMoved>> UndoAsync(long batch, Actor? actor = null, string reason = "上传错了文件") => new UndoRosterHandler(desk.Db, Limit).HandleAsync(actor ?? Clerk, new UndoRoster(batch, reason), default);

    public Task<Result<RosterMoved>> CancelAsync(long batch, Actor? actor = null) => new CancelRosterHandler(desk.Db, Clock).HandleAsync(actor ?? Clerk, new CancelRoster(batch), default);

    public Task<Result<RosterMoved>> RecheckAsync(long batch, Actor? actor = null) => new RecheckRosterHandler(desk.Db).HandleAsync(actor ?? Clerk, new RecheckRoster(batch), default);

    /// <summary>Every column of persons and identities.</summary>
    public async Task<IReadOnlyList<string>> LedgerAsync()
    {
        await using var lanzhou = await desk.Database.OpenAppAsync((int)Bureau.Lanzhou);
        return [.. await lanzhou.ColumnAsync("SELECT to_jsonb(p)::text FROM person p ORDER BY 1"), .. await lanzhou.ColumnAsync("SELECT to_jsonb(m)::text FROM membership m ORDER BY 1")];
    }

    /// <summary>A payment of 200 元 is planned for the person of a row; with <paramref name="given"/> up, it is withdrawn at once.</summary>
    public async Task PlanPaymentAsync(int person, bool given = false)
    {
        using var vault = Key.IdentityVaultFor((int)Bureau.Lanzhou);
        await using var lanzhou = await desk.Database.OpenAppAsync((int)Bureau.Lanzhou, Clerk.UserId);
        await using var transaction = await lanzhou.BeginTransactionAsync();
        await lanzhou.ExecuteAsync(
            """
            INSERT INTO entitlement_run (tenant_id, coverage_year, funding_year, month, number, state, engine, persons, due, settled, top_up, confirm, none, unknown, due_fen, top_up_fen, made_by, made_at)
            SELECT app.tid(), 2021, 2020, 24250, 0, 'Queued', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, app.uid(), now() WHERE NOT EXISTS (SELECT FROM entitlement_run)
            """);
        await lanzhou.ExecuteAsync(
            """
            INSERT INTO payment_batch (tenant_id, coverage_year, month, mode, region_code, run_id, number, state, items, total_fen, made_by, made_at)
            SELECT app.tid(), 2021, 24251, 'Card', '620102', (SELECT max(id) FROM entitlement_run), 1 + (SELECT count(*) FROM payment_batch), 'Planned', 1, 20000, app.uid(), now()
            """);
        await lanzhou.ExecuteAsync(
            """
            INSERT INTO payment_item (tenant_id, batch_id, number, person_id, coverage_year, mode, amount_fen, contribution_fen, region_code, run_id, state, changed_by, changed_at)
            SELECT b.tenant_id, b.id, 1, p.id, 2021, b.mode, 20000, 28000, '620102', b.run_id, 'Planned', app.uid(), now()
            FROM payment_batch b, person p WHERE b.state = 'Planned' AND p.id_number = $1
            """,
            vault.Seal(Rules.Rosters.IdentityNumber.Stored(Number(person))));
        if (given)
        {
            await lanzhou.ExecuteAsync("UPDATE payment_batch SET state = 'Cancelled', cancelled_by = app.uid(), cancelled_at = now() WHERE state = 'Planned'");
            await lanzhou.ExecuteAsync("UPDATE payment_item SET state = 'Withdrawn', changed_by = app.uid(), changed_at = now() WHERE state = 'Planned'");
        }

        await transaction.CommitAsync();
    }

    /// <summary>Persons of these numbers, as lines of the file.</summary>
    public static byte[] Of(params IEnumerable<string> rows) => Csv([Header, .. rows]);

    public async Task<long> CountAsync(string sql, params object[] values)
    {
        await using var lanzhou = await desk.Database.OpenAppAsync((int)Bureau.Lanzhou);
        return await lanzhou.ScalarAsync<long>(sql, values);
    }

    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var lanzhou = await desk.Database.OpenAppAsync((int)Bureau.Lanzhou);
        await lanzhou.ExecuteAsync(sql, values);
    }

    /// <summary>Plain SQL of the program's role, as the person.</summary>
    public async Task ExecuteAsAsync(Actor actor, string sql, params object[] values)
    {
        await using var lanzhou = await desk.Database.OpenAppAsync((int)Bureau.Lanzhou, actor.UserId);
        await lanzhou.ExecuteAsync(sql, values);
    }

    public async Task<IReadOnlyList<string>> ColumnAsync(string sql, params object[] values)
    {
        await using var lanzhou = await desk.Database.OpenAppAsync((int)Bureau.Lanzhou);
        return await lanzhou.ColumnAsync(sql, values);
    }
}
