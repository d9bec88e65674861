using System.Diagnostics;
using System.Globalization;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Policies;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Entitlements;
using MedInsure.UseCases.Jobs;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace MedInsure.Benchmarks;

/// <summary>
/// 资助认定 of a whole roster as the job does it (persons and identities read, combinations decided, rows with their key, index, guards, totals, hashes, audit, end of the job) beside a plain INSERT … SELECT of the
/// same rows by the same role
/// into a table with the same key, index and row-level security, in turns in the same database: <c>dotnet run --project benchmarks/MedInsure.Benchmarks -c Release -- entitlement [PERSONS] [ROUNDS]</c>
/// </summary>
internal static class EntitlementOfARoster
{
    private static readonly Dictionary<string, Bureau> Policies = new() { ["national"] = Bureau.National, ["gansu"] = Bureau.Gansu, ["lanzhou"] = Bureau.Lanzhou };

    public static async Task<int> RunAsync(int persons, int rounds)
    {
        var database = new TestDatabase();
        await database.InitializeAsync();
        try
        {
            await using var superuser = await LongStatements.OpenSuperuserAsync(database);
            await superuser.ExecuteAsync("SET session_replication_role = replica");
            await PublishAsync(superuser);
            await IndexesLast.FillAsync(superuser, ["person", "membership"], () => FillAsync(superuser, persons));
            var (ours, plain) = (new List<double>(), new List<double>());
            var memberships = await superuser.ScalarAsync<long>("SELECT count(*) FROM membership");
            for (var round = rounds > 1 ? 0 : 1; round <= rounds; round++)
            {
                await superuser.ExecuteAsync("TRUNCATE entitlement; CHECKPOINT");
                var run = await ComputeAsync(database, ours);
                await superuser.ExecuteAsync("CHECKPOINT");
                await PlainAsync(database, superuser, run, persons, plain);
                if (round == 0 && rounds > 1)
                {
                    ours.Clear(); // the first of each fills the caches
                    plain.Clear();
                }
            }

            var (job, peer) = (Median(ours), Median(plain));
            Say($"persons {persons:N0}, identities {memberships:N0}, rounds {rounds}, {await superuser.ScalarAsync<long>("SELECT count(*) FROM entitlement_choice WHERE run_id = (SELECT max(id) FROM entitlement_run)")} combinations");
            Say($"run     {job,8:F2} s  {persons / job / 1e3,8:F0} k persons/s");
            Say($"plain   {peer,8:F2} s  {persons / peer / 1e3,8:F0} k rows/s");
            Say($"ratio   {peer / job,8:F2} (goal 0.45){(peer / job < 0.45 ? "  MISSED" : "")}");
            Say($"growth  {persons / job,8:N0} persons/s at {persons:N0} persons (goal 0.7 of the persons/s at a tenth)");
            return 0;
        }
        finally
        {
            await database.DisposeAsync();
        }
    }

    private static async Task<long> ComputeAsync(TestDatabase database, List<double> times)
    {
        var started = await new StartEntitlementRunHandler(database.TenantDb, TimeProvider.System).HandleAsync(Some.Clerk(Bureau.Lanzhou), new StartEntitlementRun(2020, new Month(2020, 11)), default);
        var bureau = (await database.TenantDb.ListBureausAsync(default)).Single(one => one.Id == (int)Bureau.Lanzhou);
        var runner = new JobRunner(database.TenantDb, [new EntitlementRunJob(database.TenantDb, TimeProvider.System)], NullLogger<JobRunner>.Instance);
        var start = Stopwatch.GetTimestamp();
        await runner.RunNextAsync(bureau, default);
        times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        var ended = await new ShowJobHandler(database.TenantDb).HandleAsync(Some.Clerk(Bureau.Lanzhou), new ShowJob(EntitlementRunJob.Name, started.Value.RunId), default);
        return ended.Value.Succeeded ? started.Value.RunId : throw new InvalidOperationException(ended.Value.Sentence);
    }

    /// <summary>As the same role, behind the same wall, with the same key and index; no guard.</summary>
    private static async Task PlainAsync(TestDatabase database, NpgsqlConnection superuser, long run, int persons, List<double> times)
    {
        await superuser.ExecuteAsync(
            """
            DROP TABLE IF EXISTS plain;
            CREATE TABLE plain (LIKE entitlement INCLUDING ALL);
            ALTER TABLE plain ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
            CREATE POLICY own_tenant ON plain USING (tenant_id = app.tid()) WITH CHECK (tenant_id = app.tid());
            GRANT INSERT ON plain TO medinsure_app
            """);
        await using var app = await database.OpenAppAsync((int)Bureau.Lanzhou, Some.Clerk(Bureau.Lanzhou).UserId);
        await app.ExecuteAsync("SET jit = off");
        var start = Stopwatch.GetTimestamp();
        var rows = await app.ExecuteAsync("INSERT INTO plain SELECT * FROM entitlement WHERE run_id = $1", run);
        times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        if (rows != persons)
        {
            throw new InvalidOperationException($"{rows} rows.");
        }
    }

    private static async Task PublishAsync(NpgsqlConnection superuser)
    {
        foreach (var (code, bureau) in Policies)
        {
            var text = File.ReadAllText(Repository.PathOf("policies", $"{code}-2020.json"));
            await superuser.ExecuteAsync(
                """
                INSERT INTO policy_version (tenant_id, funding_year, version_number, title, state, text, text_sha256, content_hash, author_id, created_at, reviewer_id, reviewed_at, publisher_id, published_at)
                VALUES ($1, 2020, 1, '政策', 'Published', $2, $3, $4, $5, now(), $6, now(), $6, now())
                """,
                (int)bureau, text, PolicyJson.HashOfText(text), PolicyJson.Hash(PolicyJson.Read(text).Value), Some.PolicyAdministrator(bureau).UserId, Some.Reviewer(bureau).UserId);
        }
    }

    /// <summary>Nine counties; one identity each and one in six a second one, one in ten new in the year. Straight into the tables: how rosters get there is another measurement.</summary>
    private static async Task FillAsync(NpgsqlConnection superuser, int persons)
    {
        await superuser.ExecuteAsync(
            """
            INSERT INTO person (tenant_id, id, id_number, name, region_code, town, village, born)
            SELECT 5, i, decode(md5(i::text), 'hex'), '甲' || i, (ARRAY['620102', '620103', '620104', '620105', '620111', '620121', '620122', '620123', '620171'])[1 + i % 9], '某镇', '某村', '1950-01-01'::date + i % 20000
            FROM generate_series(1, $1) i
            """,
            persons);
        await superuser.ExecuteAsync(
            """
            INSERT INTO membership (tenant_id, person_id, category, authority, from_month, identified, is_new, added_by)
            SELECT 5, i, (ARRAY['registered-poor', 'rural-subsistence-2', 'rural-subsistence-1', 'rural-subsistence-3', 'urban-subsistence-partial', 'orphan', 'extreme-poverty', 'rural-subsistence-4'])[1 + (hashint4(i) & 7)],
                   '民政部门', 24240 + i % 11, '2020-01-01'::date, i % 10 = 0, 1
            FROM generate_series(1, $1) i
            UNION ALL
            SELECT 5, i, 'registered-poor', '扶贫部门', 24240 + i % 7, '2020-01-01', i % 20 = 0, 1 FROM generate_series(1, $1, 6) i
            """,
            persons);
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
