using MedInsure.Persistence.Entitlements;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;
using MedInsure.Testing.Databases;

namespace MedInsure.Persistence.Tests.Entitlements;

public sealed class RunHashTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Rows =
        """
        INSERT INTO entitlement (tenant_id, run_id, person_id, region_code, choice_id, state, paid_fen, difference_fen, identified_month, enrol_month, pay_month)
        SELECT tenant_id, id, p.* FROM entitlement_run, (VALUES (1, '620123', 1, 0::smallint, 0, 28000, 24250, 24250, 24251), (65535, '6201L1', 2, 5::smallint, 7, NULL, NULL, NULL, NULL), (65536, '620102', 3, 4::smallint, 0, 0, 24249, NULL, NULL),
          (9999999999, '620102', 2147483647, 3::smallint, 1, -1, NULL, NULL, NULL)) AS p WHERE tenant_id = app.tid() AND state = 'Queued';
        """;

    private static readonly (long Person, EntitlementAnswer Answer)[] Sent =
    [
        (1, Answer("620123", 1, new EntitlementOutcome(EntitlementState.Due, 28000, 0, 1), 0, 24250)),
        (65535, Answer("6201L1", 2, new EntitlementOutcome(EntitlementState.Unknown, null, null, null), 7, null)),
        (65536, Answer("620102", 3, new EntitlementOutcome(EntitlementState.None, 0, null, null), 0, 24249)),
        (9999999999, Answer("620102", int.MaxValue, new EntitlementOutcome(EntitlementState.Confirm, -1, null, null), 1, null)),
    ];

    [Fact]
    public async Task Rows_that_are_hashed_on_their_way_have_the_hashes_of_those_that_are_kept()
    {
        await using var lanzhou = await database.OpenAppAsync(5, Some.Clerk(Bureau.Lanzhou).UserId);
        await using var transaction = await lanzhou.BeginTransactionAsync();
        await lanzhou.ExecuteAsync(EntitlementSql.Queue);
        var run = await lanzhou.ScalarAsync<long>("SELECT id FROM entitlement_run WHERE tenant_id = app.tid() AND state = 'Queued'");
        Assert.Equal(await EntitlementDigests.OfAsync(lanzhou, run, default), HashOf([]));
        await lanzhou.ExecuteAsync(Rows);
        var kept = await EntitlementDigests.OfAsync(lanzhou, run, default);
        Assert.Equal(kept, HashOf(Sent));
        for (var left = 0; left < Sent.Length; left++)
        {
            var others = HashOf([.. Sent.Where((_, place) => place != left)]);
            Assert.NotEqual(kept.WentIn, others.WentIn);
            Assert.NotEqual(kept.CameOut, others.CameOut);
        }
    }

    [Fact]
    public void Persons_out_of_their_order_are_refused()
    {
        using var hash = new RunHash();
        hash.Add(2, Sent[0].Answer);
        Assert.Throws<InvalidOperationException>(() => hash.Add(2, Sent[1].Answer));
        Assert.Throws<InvalidOperationException>(() => hash.Add(1, Sent[1].Answer));
    }

    private static EntitlementDigest HashOf((long Person, EntitlementAnswer Answer)[] rows)
    {
        using var hash = new RunHash();
        foreach (var (person, answer) in rows)
        {
            hash.Add(person, answer);
        }

        Assert.Equal(rows.Length, hash.Count);
        return hash.Whole();
    }

    private static EntitlementAnswer Answer(string region, int choice, EntitlementOutcome outcome, int paid, int? identified) =>
        new(0, new EntitlementCombination(new RegionCode(region), 0, 0, paid), new EntitlementChoiceEntity { Id = choice, Categories = [], Gaps = [] }, outcome, identified);
}
