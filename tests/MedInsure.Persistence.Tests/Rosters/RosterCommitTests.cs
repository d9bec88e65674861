using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Tests.Guards;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Regions;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Persistence.Tests.Rosters;

/// <summary>What a comparison may be applied to, what an undo may take back, and what is left when the process dies in between.</summary>
public sealed class RosterCommitTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly Month November = new(2020, 11);

    private Task<NpgsqlConnection> OpenAsync() => database.OpenAppAsync(5, Some.FinanceOfficer(Bureau.Lanzhou).UserId);

    [Fact]
    public async Task A_comparison_is_not_applied_to_a_roster_that_has_changed_since()
    {
        await using var lanzhou = await OpenAsync();
        await using var transaction = await lanzhou.BeginTransactionAsync();
        using var desk = new RosterDesk(lanzhou);
        var terms = RosterDesk.Terms("民政", November);
        var (first, _) = await desk.PreviewAsync([RosterDesk.Row(2, 1, "orphans")], terms);
        var (second, _) = await desk.PreviewAsync([RosterDesk.Row(2, 2, "orphans")], terms);
        await RosterCommit.ApplyAsync(lanzhou, first, default);
        await transaction.SaveAsync("first");
        await Refusal.Of(Refusal.DoFirst, () => RosterCommit.ApplyAsync(lanzhou, second, default));
        await transaction.RollbackAsync("first");

        // Compared again, it is: the one of the first file is cancelled.
        await lanzhou.ExecuteAsync("UPDATE roster_batch SET state = 'Checking' WHERE id = $1", second);
        var figures = await desk.CompareAsync(second, [RosterDesk.Row(2, 2, "orphans")], terms);
        Assert.Equal(new RosterFigure(new RegionCode("620123"), "orphans", 1, 1, 1, 0, 1, 0), Assert.Single(figures.ByCounty));
        await lanzhou.ExecuteAsync("UPDATE roster_batch SET state = 'Previewed' WHERE id = $1", second);
        await RosterCommit.ApplyAsync(lanzhou, second, default);
        await transaction.SaveAsync("second");
        await Refusal.Of(Refusal.DoFirst, () => RosterUndo.ApplyAsync(lanzhou, first, default));
        await transaction.RollbackAsync("second");
        await RosterUndo.ApplyAsync(lanzhou, second, default);
        await RosterUndo.ApplyAsync(lanzhou, first, default);
        Assert.Empty(await desk.RawAsync());
    }

    [Fact]
    public async Task Two_authorities_share_persons_and_neither_wipes_out_the_others_identities()
    {
        await using var lanzhou = await OpenAsync();
        await using var transaction = await lanzhou.BeginTransactionAsync();
        using var desk = new RosterDesk(lanzhou);
        var (civil, poverty) = (RosterDesk.Terms("民政", November), RosterDesk.Terms("扶贫", November));
        var (one, _) = await desk.PreviewAsync([RosterDesk.Row(2, 1, "orphans"), RosterDesk.Row(3, 2, "orphans")], civil);
        var (early, _) = await desk.PreviewAsync([RosterDesk.Row(2, 1, "registered-poor")], poverty);
        await RosterCommit.ApplyAsync(lanzhou, one, default);
        await transaction.SaveAsync("one");
        await Refusal.Of(Refusal.DoFirst, () => RosterCommit.ApplyAsync(lanzhou, early, default)); // the person was not known then
        await transaction.RollbackAsync("one");
        var (two, _) = await desk.PreviewAsync([RosterDesk.Row(2, 1, "registered-poor")], poverty);
        await RosterCommit.ApplyAsync(lanzhou, two, default);
        await RosterUndo.ApplyAsync(lanzhou, one, default);
        Assert.Equal(["registered-poor"], await lanzhou.ColumnAsync("SELECT category FROM membership"));
        Assert.Equal(1, await lanzhou.ScalarAsync<long>("SELECT count(*) FROM person"));
        await RosterUndo.ApplyAsync(lanzhou, two, default);
        Assert.Empty(await desk.RawAsync());
    }

    [Fact]
    public async Task A_batch_whose_persons_another_authority_has_changed_since_is_not_undone_before_that_one()
    {
        await using var lanzhou = await OpenAsync();
        await using var transaction = await lanzhou.BeginTransactionAsync();
        using var desk = new RosterDesk(lanzhou);
        var (civil, poverty) = (RosterDesk.Terms("民政", November), RosterDesk.Terms("扶贫", November));
        var batches = new List<long>();
        foreach (var (terms, name) in new[] { (civil, "张某"), (poverty, "李某"), (civil, "王某") })
        {
            var (batch, _) = await desk.PreviewAsync([RosterDesk.Row(2, 1, terms == civil ? "orphans" : "registered-poor", name: name)], terms);
            await RosterCommit.ApplyAsync(lanzhou, batch, default);
            batches.Add(batch);
        }

        await transaction.SaveAsync("three");
        await Refusal.Of(Refusal.DoFirst, () => RosterUndo.ApplyAsync(lanzhou, batches[1], default));
        await transaction.RollbackAsync("three");
        await RosterUndo.ApplyAsync(lanzhou, batches[2], default);
        await RosterUndo.ApplyAsync(lanzhou, batches[1], default);
        Assert.Equal(["张某"], await lanzhou.ColumnAsync("SELECT name FROM person"));
    }

    [Fact]
    public async Task A_drop_and_a_county_that_is_missing_are_told_and_rows_that_repeat_are_named()
    {
        await using var lanzhou = await OpenAsync();
        await using var transaction = await lanzhou.BeginTransactionAsync();
        using var desk = new RosterDesk(lanzhou);
        var terms = RosterDesk.Terms("民政", November);
        var all = Enumerable.Range(0, 10).Select(i => RosterDesk.Row(i + 2, i, "orphans", i < 8 ? "620123" : "620121")).ToList();
        var (batch, _) = await desk.PreviewAsync(all, terms);
        await RosterCommit.ApplyAsync(lanzhou, batch, default);
        var figures = (await desk.PreviewAsync([.. all.Take(6), RosterDesk.Row(20, 0, "orphans")], terms)).Figures;
        Assert.Equal((10L, 6L, 0.4m), (figures.Before, figures.After, figures.Drop));
        Assert.Equal([new RegionCode("620121")], figures.MissingCounties);
        Assert.Equal([new RepeatedRow(20, 2)], figures.Repeated);

        // A roster of one county cancels nobody of the others.
        var county = (await desk.PreviewAsync([all[9]], RosterDesk.Terms("民政", November, true, null, "620121"))).Figures;
        Assert.Equal((10L, 9L), (county.Before, county.After));
        Assert.Empty(county.MissingCounties);
    }

    [Fact]
    public async Task A_second_person_commits_what_needs_one_and_two_names_stand_on_it()
    {
        await using var lanzhou = await OpenAsync();
        await using var transaction = await lanzhou.BeginTransactionAsync();
        using var desk = new RosterDesk(lanzhou);
        var terms = RosterDesk.Terms("民政", November);
        var batch = await desk.UploadAsync(terms);
        await desk.CompareAsync(batch, [RosterDesk.Row(2, 1, "orphans")], terms);
        await lanzhou.ExecuteAsync("UPDATE roster_batch SET state = 'AwaitingSecond', reason = '人数减少两成。' WHERE id = $1", batch);
        await transaction.SaveAsync("awaiting");
        await Refusal.Of(Refusal.Stamp, () => RosterCommit.ApplyAsync(lanzhou, batch, default));
        await transaction.RollbackAsync("awaiting");
        await lanzhou.ExecuteAsync("SELECT set_config('app.user_id', $1, true)", $"{Some.SecondFinanceOfficer(Bureau.Lanzhou).UserId}");
        await RosterCommit.ApplyAsync(lanzhou, batch, default);
        Assert.Equal(["Committed 9504 9508 9508"], await lanzhou.ColumnAsync("SELECT state || ' ' || made_by || ' ' || confirmed_by || ' ' || committed_by FROM roster_batch WHERE id = $1", batch));
    }

    [Theory]
    [InlineData("copied")]
    [InlineData("compared")]
    [InlineData("applied")]
    public async Task A_process_that_dies_leaves_nothing(string when)
    {
        var terms = RosterDesk.Terms($"残联{when}", November);
        await using var witness = await OpenAsync();
        using var steps = new RosterDesk(witness);
        var batch = await steps.UploadAsync(terms);
        var lanzhou = await OpenAsync();
        using var desk = new RosterDesk(lanzhou);
        await lanzhou.BeginTransactionAsync();
        var pid = lanzhou.ProcessID;
        var staging = await RosterStaging.BeginAsync(lanzhou, batch, default);
        for (var i = 0; i < 5000; i++)
        {
            await staging.AddAsync(StagedRow.Of(RosterDesk.Row(i + 2, i, "orphans"), new byte[12].Concat(BitConverter.GetBytes(i)).ToArray()), default);
        }

        if (when != "copied")
        {
            await staging.CompleteAsync(default);
            Assert.Equal(5000, (await staging.CompareAsync(terms, default)).After);
            await lanzhou.ExecuteAsync("UPDATE roster_batch SET state = 'Previewed' WHERE id = $1", batch);
        }

        if (when == "applied")
        {
            await RosterCommit.ApplyAsync(lanzhou, batch, default);
            Assert.Equal(5000, await lanzhou.ScalarAsync<long>("SELECT count(*) FROM membership WHERE authority = $1", terms.Authority));
        }

        await using (var superuser = await database.OpenSuperuserAsync())
        {
            Assert.True(await superuser.ScalarAsync<bool>("SELECT pg_terminate_backend($1)", pid));
        }

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            for (var i = 0; i < 1_000_000; i++)
            {
                await staging.AddAsync(default, default);
            }
        });
        Assert.Equal(["Checking"], await witness.ColumnAsync("SELECT state FROM roster_batch WHERE id = $1", batch));
        Assert.Equal(0, await witness.ScalarAsync<long>("SELECT (SELECT count(*) FROM roster_change WHERE batch_id = $1) + (SELECT count(*) FROM membership WHERE added_by = $1)", batch));

        // The job begins again from the stored file.
        Assert.Equal(1, (await steps.CompareInTransactionAsync(batch, [RosterDesk.Row(2, 9999, "orphans")], terms)).After);
    }

    [Fact]
    public async Task Another_bureaus_batch_is_neither_applied_nor_seen()
    {
        await using var lanzhou = await OpenAsync();
        using var desk = new RosterDesk(lanzhou);
        var terms = RosterDesk.Terms("另一机构", November);
        long batch;
        await using (var transaction = await lanzhou.BeginTransactionAsync())
        {
            (batch, _) = await desk.PreviewAsync([RosterDesk.Row(2, 7000, "orphans")], terms);
            await transaction.CommitAsync();
        }

        await using var gansu = await database.OpenAppAsync(4, Some.FinanceOfficer(Bureau.Gansu).UserId);
        await using (var transaction = await gansu.BeginTransactionAsync())
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => RosterCommit.ApplyAsync(gansu, batch, default));
        }

        Assert.Equal(0, await gansu.ScalarAsync<long>("SELECT count(*) FROM roster_change"));
        Assert.Equal(1, await lanzhou.ScalarAsync<long>("SELECT count(*) FROM roster_change WHERE batch_id = $1", batch));
    }
}
