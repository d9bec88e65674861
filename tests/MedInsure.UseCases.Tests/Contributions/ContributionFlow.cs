using System.Globalization;
using MedInsure.Persistence.Contributions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Contributions;
using MedInsure.Rules.Outcomes;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Contributions;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.Jobs;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.Rosters;
using Microsoft.Extensions.Logging.Abstractions;

namespace MedInsure.UseCases.Tests.Contributions;

/// <summary>Files of the tax office of 兰州 from upload to undo, as one-line calls. Every person is invented: the sequence of each number is 000.</summary>
internal sealed class ContributionFlow(TestDatabase database)
{
    public const string Header = "序号,姓名,身份证号,待遇年度,缴费金额,缴费日期,县区";

    public static TimeProvider Clock => RosterActs.Clock;

    public static InstallationKey Key => RosterFlow.Key;

    public static Actor Clerk => Some.Clerk(Bureau.Lanzhou);

    /// <summary>A sound row under <see cref="Header"/>.</summary>
    public static string Row(int person, string amount = "280", string date = "2020-11-20", string year = "2021", string name = "赵某", string? number = null, string county = "") =>
        string.Create(CultureInfo.InvariantCulture, $"{person},{name},{number ?? RosterActs.Number(person)},{year},{amount},{date},{county}");

    public static byte[] Of(params IEnumerable<string> rows) => RosterActs.Csv([Header, .. rows]);

    public Task<Result<UploadedContributions>> TryUploadAsync(byte[] file, int year = 2021, Actor? actor = null) =>
        new UploadContributionsHandler(database.TenantDb, Clock, Key).HandleAsync(actor ?? Clerk, new UploadContributions(year, "缴费.csv", new MemoryStream(file)), default);

    /// <summary>Uploaded and checked.</summary>
    public async Task<ContributionBatchView> CheckedAsync(byte[] file, int year = 2021, Actor? actor = null)
    {
        var uploaded = AllocationDesk.Ok(await TryUploadAsync(file, year, actor));
        await WorkAsync();
        return await ShowAsync(uploaded.BatchId, actor);
    }

    /// <summary>Uploaded, checked and recorded.</summary>
    public async Task<long> RecordedAsync(byte[] file, int year = 2021)
    {
        var view = await CheckedAsync(file, year);
        AllocationDesk.Ok(await CommitAsync(view));
        return view.Batch.Id;
    }

    /// <summary>Does what waits in the background.</summary>
    public async Task WorkAsync()
    {
        var bureau = (await database.TenantDb.ListBureausAsync(default)).Single(one => one.Id == (int)Bureau.Lanzhou);
        while (await new JobRunner(database.TenantDb, [new ContributionCheckJob(database.TenantDb, Clock, Key)], NullLogger<JobRunner>.Instance).RunNextAsync(bureau, default))
        {
        }
    }

    public async Task<ContributionBatchView> ShowAsync(long batch, Actor? actor = null, ContributionStanding? standing = null) =>
        AllocationDesk.Ok(await new ShowContributionBatchHandler(database.TenantDb, Key).HandleAsync(actor ?? Clerk, new ShowContributionBatch(batch, standing), default));

    public Task<Result<DecidedContributions>> CommitAsync(ContributionBatchView seen, Actor? actor = null) =>
        new CommitContributionsHandler(database.TenantDb).HandleAsync(actor ?? Clerk, new CommitContributions(seen.Batch.Id, seen.Version), default);

    public Task<Result<DecidedContributions>> UndoAsync(long batch, Actor? actor = null) => new UndoContributionsHandler(database.TenantDb).HandleAsync(actor ?? Clerk, new UndoContributions(batch), default);

    public Task<Result<DecidedContributions>> CancelAsync(long batch) => new CancelContributionsHandler(database.TenantDb).HandleAsync(Clerk, new CancelContributions(batch), default);

    public Task<Result<DecidedContributions>> RecheckAsync(long batch) => new RecheckContributionsHandler(database.TenantDb).HandleAsync(Clerk, new RecheckContributions(batch), default);

    public Task<Result<DownloadedFile>> ExplainedAsync(long batch) => new DownloadContributionFaultsHandler(database.TenantDb, Clock, Key).HandleAsync(Clerk, new DownloadContributionFaults(batch), default);

    public async Task<ContributionBatchList> ListAsync(Actor? actor = null) =>
        AllocationDesk.Ok(await new ListContributionBatchesHandler(database.TenantDb, Clock).HandleAsync(actor ?? Clerk, new ListContributionBatches(), default));

    /// <summary>Every column of every record, ids included.</summary>
    public async Task<IReadOnlyList<string>> RecordsAsync()
    {
        await using var lanzhou = await database.OpenAppAsync((int)Bureau.Lanzhou);
        return await lanzhou.ColumnAsync("SELECT to_jsonb(c)::text FROM contribution c ORDER BY 1");
    }

    public async Task<long> CountAsync(string sql, params object[] values)
    {
        await using var lanzhou = await database.OpenAppAsync((int)Bureau.Lanzhou);
        return await lanzhou.ScalarAsync<long>(sql, values);
    }

    public async Task ClearAsync()
    {
        await using var superuser = await database.OpenSuperuserAsync();
        await superuser.ExecuteAsync("SET session_replication_role = replica");
        await superuser.ExecuteAsync("TRUNCATE contribution, contribution_row, contribution_fault, contribution_file, contribution_batch, job CASCADE");
    }
}
