using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;
using MedInsure.Rules.Subsidies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Entitlements;
using MedInsure.UseCases.Jobs;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Regions;
using MedInsure.UseCases.Tests.Allocations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace MedInsure.UseCases.Tests.Entitlements;

/// <summary>A person of an invented roster.</summary>
internal sealed record Planted(int Number, string Region, params HeldIdentity[] Identities)
{
    public DateOnly Born { get; init; } = new(1970, 1, 1);

    public int PaidFen { get; init; }
}

/// <summary>兰州 with the policies of the 2020 notices, rosters put there by a superuser (how they get there otherwise is tested elsewhere), and the acts on a run as one-line calls.</summary>
public sealed class EntitlementDesk : IAsyncLifetime
{
    private readonly AllocationDesk desk = new();

    public static readonly Month November = new(2020, 11);

    public static readonly InstallationKey Key = new([.. Enumerable.Range(1, IdentityVault.KeyLength).Select(i => (byte)i)]);

    public static Actor Clerk => Some.Clerk(Bureau.Lanzhou);

    /// <summary>10 February 2021 in Beijing.</summary>
    public static TimeProvider Clock { get; } = new February();

    public TestDatabase Database => desk.Database;

    public TenantDb Db => desk.Db;

    public Task InitializeAsync() => desk.InitializeAsync();

    public Task DisposeAsync() => desk.DisposeAsync();

    public Task PublishAsync(Bureau bureau, PolicyContent content) => desk.PublishAsync(bureau, content);

    public static IdentityNumber Number(int person)
    {
        var first = $"620123{new DateOnly(1930, 1, 1).AddDays(person % 30_000):yyyyMMdd}{person / 30_000:000}";
        return IdentityNumber.Stored(first + IdentityNumber.CheckDigitOf(first));
    }

    /// <summary>Nobody stands on a roster any more.</summary>
    public async Task ClearAsync(Bureau bureau = Bureau.Lanzhou)
    {
        await using var superuser = await PlantingAsync();
        await superuser.ExecuteAsync("DELETE FROM payment_item WHERE tenant_id = $1", (int)bureau);
        await superuser.ExecuteAsync("DELETE FROM membership WHERE tenant_id = $1", (int)bureau);
        await superuser.ExecuteAsync("DELETE FROM person WHERE tenant_id = $1", (int)bureau);
    }

    /// <summary>Adds persons to the roster as it stands.</summary>
    internal async Task PlantAsync(IReadOnlyList<Planted> persons, Bureau bureau = Bureau.Lanzhou)
    {
        using var vault = Key.IdentityVaultFor((int)bureau);
        await using var superuser = await PlantingAsync();
        await using (var copy = await superuser.BeginBinaryImportAsync("COPY person (tenant_id, id, id_number, name, region_code, town, village, born) FROM STDIN (FORMAT BINARY)"))
        {
            foreach (var person in persons)
            {
                await copy.WriteRowAsync(default, (int)bureau, (long)person.Number, vault.Seal(Number(person.Number)), $"甲{person.Number}", person.Region, "某镇", "某村", person.Born);
            }

            await copy.CompleteAsync();
        }

        await using var held = await superuser.BeginBinaryImportAsync("COPY membership (tenant_id, person_id, category, authority, from_month, until_month, identified, is_new, added_by, cancelled_by) FROM STDIN (FORMAT BINARY)");
        foreach (var (person, identity, place) in persons.SelectMany(person => person.Identities.Select((identity, place) => (person, identity, place))))
        {
            await held.WriteRowAsync(
                default, (int)bureau, (long)person.Number, identity.Category, $"部门{place}", identity.From.Index, identity.Until?.Index, identity.From.FirstDay, identity.IsNew, 1L, identity.Until is null ? null : 1L);
        }

        await held.CompleteAsync();
        await held.DisposeAsync();
        foreach (var person in persons.Where(person => person.PaidFen > 0))
        {
            await PayAsync(superuser, person.Number, person.PaidFen, "Paid", bureau);
        }

        // What the entitlements take no notice of: another coverage year, and what did not arrive.
        foreach (var person in persons.Where(person => person.Number % 97 == 0))
        {
            await PayAsync(superuser, person.Number, 5000, "Bounced", bureau);
            await PayAsync(superuser, person.Number, 5000, "Paid", bureau, 2020);
        }
    }

    /// <summary>An item of a payment, in any state.</summary>
    public static Task<int> PayAsync(NpgsqlConnection superuser, int person, int fen, string state, Bureau bureau = Bureau.Lanzhou, int coverageYear = 2021) => superuser.ExecuteAsync(
        """
        INSERT INTO payment_item (tenant_id, batch_id, number, person_id, coverage_year, mode, amount_fen, contribution_fen, region_code, run_id, state, reason, changed_by, changed_at)
        VALUES ($1, 1, (SELECT coalesce(max(number), 0) + 1 FROM payment_item), $2, $3, 'Card', $4, 28000, '620123', 1, $5, CASE WHEN $5 = 'Bounced' THEN '账号有误。' END, 9505, now())
        """,
        (int)bureau, (long)person, coverageYear, fen, state);

    public async Task<long> RunAsync(Month? month = null, Bureau bureau = Bureau.Lanzhou, int? coverageYear = null)
    {
        var started = AllocationDesk.Ok(await StartAsync(Some.Clerk(bureau), month, coverageYear));
        await WorkAsync(bureau);
        return started.RunId;
    }

    public Task<Result<StartedEntitlementRun>> StartAsync(Actor actor, Month? month = null, int? coverageYear = null, int fundingYear = 2020) =>
        new StartEntitlementRunHandler(Db, Clock).HandleAsync(actor, new StartEntitlementRun(fundingYear, month ?? November, coverageYear), default);

    /// <summary>Does what the bureau's queue holds.</summary>
    public async Task WorkAsync(Bureau bureau = Bureau.Lanzhou)
    {
        var row = (await Db.ListBureausAsync(default)).Single(one => one.Id == (int)bureau);
        while (await new JobRunner(Db, [new EntitlementRunJob(Db, Clock)], NullLogger<JobRunner>.Instance).RunNextAsync(row, default))
        {
        }
    }

    /// <summary>Every answer of a run, by person.</summary>
    internal async Task<IReadOnlyDictionary<long, Persistence.Entitlements.EntitlementEntity>> RowsAsync(long run, Bureau bureau = Bureau.Lanzhou)
    {
        await using var db = await Db.OpenAsync(Some.Clerk(bureau), default);
        return await db.Rows.Entitlements.AsNoTracking().Where(row => row.RunId == run).ToDictionaryAsync(row => row.PersonId);
    }

    internal async Task<Persistence.Entitlements.EntitlementRunEntity> ReadAsync(long run, Bureau bureau = Bureau.Lanzhou)
    {
        await using var db = await Db.OpenAsync(Some.Clerk(bureau), default);
        return await db.Rows.EntitlementRuns.AsNoTracking().SingleAsync(row => row.Id == run);
    }

    /// <summary>The rules in force, asked directly.</summary>
    public async Task<EffectivePolicy> PolicyAsync(Bureau bureau = Bureau.Lanzhou)
    {
        await using var db = await Db.OpenAsync(Some.Clerk(bureau), default);
        var chain = AllocationDesk.Ok(await PolicyChain.InForceAsync(db, 2020, default));
        return new EffectivePolicy([.. chain.Select(stored => stored.Issued)], await RegionFacts.TreeAsync(db, RegionFacts.AsOf(2020), default));
    }

    /// <summary>A superuser for whom no guard and no reference stands in the way.</summary>
    public async Task<NpgsqlConnection> PlantingAsync()
    {
        var superuser = await Database.OpenSuperuserAsync();
        await superuser.ExecuteAsync("SET session_replication_role = replica");
        return superuser;
    }

    private sealed class February : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2021, 2, 10, 1, 30, 0, TimeSpan.Zero);
    }
}
