using MedInsure.Persistence.Headcounts;
using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Allocations;
using MedInsure.UseCases.Regions;
using MedInsure.UseCases.Tables;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Tests.Allocations;

/// <summary>
/// A database of one test class in which the policies of the 2020 notices are published by two people in each bureau and every county of
/// every bureau has an invented 核定 headcount, and the acts on a run as one-line calls.
/// </summary>
public sealed class AllocationDesk : IAsyncLifetime
{
    public TestDatabase Database { get; init; } = new();

    public TenantDb Db => Database.TenantDb;

    public async Task InitializeAsync()
    {
        await Database.InitializeAsync();
        foreach (var bureau in Enum.GetValues<Bureau>())
        {
            await PublishAsync(bureau, Notice(bureau));
            if (bureau != Bureau.National)
            {
                await EnterAllHeadcountsAsync(bureau);
            }
        }
    }

    public Task DisposeAsync() => Database.DisposeAsync();

    public static PolicyContent Notice(Bureau bureau) =>
        PolicyJson.Read(File.ReadAllText(Repository.PathOf("policies", $"{bureau.ToString().ToLowerInvariant()}-2020.json"))).Value;

    /// <summary>The invented headcount of a county: another number for each, none of them round.</summary>
    public static long PersonsOf(RegionCode region) => 10_007 + (13 * (long.Parse(region.Value.Replace('L', '9'), System.Globalization.CultureInfo.InvariantCulture) % 7_919));

    /// <summary>Publishes a content as the bureau's next version; the one before it is superseded.</summary>
    public async Task PublishAsync(Bureau bureau, PolicyContent content)
    {
        var text = PolicyJson.Write(content);
        var author = Some.PolicyAdministrator(bureau);
        int number;
        await using (var db = await Db.OpenAsync(author, default))
        {
            number = 1 + await db.Rows.PolicyVersions.Where(version => version.FundingYear == content.Year.Funding).Select(version => (int?)version.VersionNumber).MaxAsync() ?? 1;
            db.Rows.Add(new PolicyVersionEntity
            {
                FundingYear = content.Year.Funding,
                VersionNumber = number,
                Title = content.Title,
                Text = text,
                TextSha256 = PolicyJson.HashOfText(text),
                ContentHash = PolicyJson.Hash(content),
                AuthorId = author.UserId,
                CreatedAt = StoppedClock.Instance.GetUtcNow(),
            });
            Ok(await db.SaveAsync("TestSetUp", "policy", null, default));
        }

        var reviewer = Some.Reviewer(bureau);
        await using (var db = await Db.OpenAsync(reviewer, default))
        {
            foreach (var earlier in await db.Rows.PolicyVersions.Where(version => version.State == PolicyState.Published && version.FundingYear == content.Year.Funding).ToListAsync())
            {
                earlier.State = PolicyState.Superseded;
            }

            var version = await db.Rows.PolicyVersions.SingleAsync(version => version.VersionNumber == number && version.FundingYear == content.Year.Funding);
            version.State = PolicyState.InReview;
            Ok(await db.SaveAsync("TestSetUp", "policy", null, default));
            version.State = PolicyState.Published;
            (version.ReviewerId, version.ReviewedAt) = (reviewer.UserId, StoppedClock.Instance.GetUtcNow());
            (version.PublisherId, version.PublishedAt) = (reviewer.UserId, StoppedClock.Instance.GetUtcNow());
            Ok(await db.SaveAsync("TestSetUp", "policy", null, default));
        }
    }

    public async Task EnterHeadcountAsync(Bureau bureau, string region, long persons, DateOnly asOf, bool isWhole = true)
    {
        await using var db = await Db.OpenAsync(Some.Clerk(bureau), default);
        db.Rows.AddRange(Headcounts(new RegionCode(region), persons, asOf).Take(isWhole ? 4 : 3));
        Ok(await db.SaveAsync("TestSetUp", "headcount", null, default));
    }

    public async Task<ComputedRun> ComputeAsync(
        Bureau bureau, Scheme scheme = Scheme.FiscalSubsidy, RunKind kind = RunKind.Trial, IReadOnlyList<Assumption>? assumptions = null, HeadcountBasis basis = HeadcountBasis.Certified) =>
        Ok(await new ComputeRunHandler(Db, StoppedClock.Instance).HandleAsync(Some.FinanceOfficer(bureau), new ComputeRun(2020, scheme, kind, "", basis, assumptions ?? []), default));

    public async Task<RunPage> ShowAsync(Actor actor, long run, MoneyUnit unit = MoneyUnit.Yuan) =>
        Ok(await new ShowRunHandler(Db, StoppedClock.Instance).HandleAsync(actor, new ShowRun(run, unit), default));

    public Task<Result<RunMoved>> SubmitAsync(Actor actor, long run, string? opinion = null) => new SubmitRunHandler(Db, StoppedClock.Instance).HandleAsync(actor, new SubmitRun(run, opinion), default);

    public Task<Result<RunMoved>> ApproveAsync(Actor actor, long run, string? opinion = null) => new ApproveRunHandler(Db, StoppedClock.Instance).HandleAsync(actor, new ApproveRun(run, opinion), default);

    public Task<Result<RunMoved>> ReturnAsync(Actor actor, long run, string? opinion = null) => new ReturnRunHandler(Db, StoppedClock.Instance).HandleAsync(actor, new ReturnRun(run, opinion), default);

    public Task<Result<RunMoved>> ReleaseAsync(Actor actor, long run, string? opinion = null) => new ReleaseRunHandler(Db, StoppedClock.Instance).HandleAsync(actor, new ReleaseRun(run, opinion), default);

    public Task<Result<AcknowledgedBlocked>> AcknowledgeAsync(Actor actor, long run, IEnumerable<RegionCode> regions) =>
        new AcknowledgeBlockedHandler(Db, StoppedClock.Instance).HandleAsync(actor, new AcknowledgeBlocked(run, [.. regions]), default);

    public async Task<RecomputedRun> RecomputeAsync(Actor actor, long run) => Ok(await new RecomputeRunHandler(Db).HandleAsync(actor, new RecomputeRun(run), default));

    public async Task<ExportedFile> ExportAsync(Actor actor, long run, MoneyUnit unit, ExportFormat format) =>
        Ok(await new ExportRunHandler(Db, StoppedClock.Instance).HandleAsync(actor, new ExportRun(run, unit, format), default));

    /// <summary>Computed, submitted, approved and released by three people.</summary>
    public async Task<ComputedRun> ReleasedAsync(Bureau bureau, Scheme scheme = Scheme.FiscalSubsidy, RunKind kind = RunKind.Trial)
    {
        var run = await ComputeAsync(bureau, scheme, kind);
        Ok(await SubmitAsync(Some.FinanceOfficer(bureau), run.RunId));
        Ok(await ApproveAsync(Some.Reviewer(bureau), run.RunId));
        Ok(await ReleaseAsync(Some.SecondReviewer(bureau), run.RunId));
        return run;
    }

    /// <summary>The run as the rules gave it.</summary>
    public async Task<AllocationResult> ResultAsync(Bureau bureau, long run)
    {
        await using var db = await Db.OpenAsync(Some.FinanceOfficer(bureau), default);
        return Ok(await StoredRun.LoadAsync(db, run, default)).Result;
    }

    public static T Ok<T>(Result<T> result) => result.IsOk ? result.Value : throw new Xunit.Sdk.XunitException($"Refused: {result.Problem}");

    private async Task EnterAllHeadcountsAsync(Bureau bureau)
    {
        await using var db = await Db.OpenAsync(Some.Clerk(bureau), default);
        var root = (await db.Rows.Bureaus.SingleAsync(row => row.Id == (int)bureau)).RootRegion!.Value;
        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(2020), default);
        db.Rows.AddRange(tree.FundingUnitsOf(root).SelectMany(unit => Headcounts(unit.Code, PersonsOf(unit.Code), new DateOnly(2020, 6, 30))));
        Ok(await db.SaveAsync("TestSetUp", "headcount", null, default));
    }

    /// <summary>All four grounds of enrolment: everybody by household register, nobody by another.</summary>
    private static IEnumerable<HeadcountEntity> Headcounts(RegionCode region, long persons, DateOnly asOf) =>
        Enum.GetValues<EnrolmentBasis>().Select(ground => Headcount(region, ground == EnrolmentBasis.HouseholdRegister ? persons : 0, asOf, ground));

    private static HeadcountEntity Headcount(RegionCode region, long persons, DateOnly asOf, EnrolmentBasis enrolment) => new()
    {
        FundingYear = 2020,
        RegionCode = region,
        Basis = HeadcountBasis.Certified,
        EnrolmentBasis = enrolment,
        AsOf = asOf,
        Persons = persons,
        Source = "虚构",
    };
}
