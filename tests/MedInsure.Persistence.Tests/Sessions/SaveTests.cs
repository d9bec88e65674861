using MedInsure.Persistence.Tests.Guards;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.Testing.Databases;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.Persistence.Tests.Sessions;

public sealed class SaveTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_refused_change_leaves_neither_row_nor_audit_entry()
    {
        await using var db = await database.TenantDb.OpenAsync(Some.Clerk(Bureau.Lanzhou), default);
        db.Rows.Headcounts.Add(TenantDbTests.Headcount("620104", 5));
        db.Rows.Headcounts.Add(TenantDbTests.Headcount("620105", -5));
        var saved = await db.SaveAsync("EnterHeadcounts", "refused", null, default);
        Assert.Equal("参保人数不能是负数，请改正后再保存。", Assert.IsType<Refused>(saved.Problem).Sentence);

        await using var reader = await database.OpenAppAsync(5);
        Assert.Equal(0, await reader.ScalarAsync<long>("SELECT count(*) FROM headcount WHERE region_code IN ('620104', '620105')"));
        Assert.Equal(0, await reader.ScalarAsync<long>("SELECT count(*) FROM audit_entry WHERE subject = 'refused'"));
    }

    [Fact]
    public async Task Bulk_work_is_in_the_same_transaction_as_the_audit_entry()
    {
        await using var db = await database.TenantDb.OpenAsync(Some.Clerk(Bureau.Lanzhou), default);
        const string insert = "INSERT INTO user_preference (tenant_id, user_id, key, value) VALUES (5, app.uid(), $1, '')";
        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveAsync(
            "Bulk",
            () => "failed",
            null,
            async connection =>
            {
                await connection.ExecuteAsync(insert, "a");
                throw new InvalidOperationException("killed");
            },
            default));
        Assert.Equal("killed", failed.Message);
        Assert.True((await db.SaveAsync("Bulk", () => "done", null, connection => connection.ExecuteAsync(insert, "b"), default)).IsOk);

        await using var reader = await database.OpenAppAsync(5);
        Assert.Equal(["b"], await reader.ColumnAsync("SELECT key FROM user_preference"));
        Assert.Equal(["done"], await reader.ColumnAsync("SELECT subject FROM audit_entry WHERE act = 'Bulk'"));
    }

    [Fact]
    public async Task A_full_disk_is_a_sentence_and_nothing_is_written()
    {
        await using var db = await database.TenantDb.OpenAsync(Some.Clerk(Bureau.Lanzhou), default);
        var saved = await db.SaveAsync(
            "Bulk",
            () => "full",
            null,
            async connection =>
            {
                await connection.ExecuteAsync("INSERT INTO user_preference (tenant_id, user_id, key, value) VALUES (5, app.uid(), 'full', '')");
                await connection.ExecuteAsync("DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$");
            },
            default);
        Assert.Equal("数据库所在的磁盘已满，这一步没有保存，原有数据不受影响。请联系系统管理员腾出空间后再试。", saved.Problem?.Sentence);
        await using var reader = await database.OpenAppAsync(5);
        Assert.Equal(0, await reader.ScalarAsync<long>("SELECT count(*) FROM user_preference WHERE key = 'full'"));
        Assert.Equal(0, await reader.ScalarAsync<long>("SELECT count(*) FROM audit_entry WHERE subject = 'full'"));
    }

    [Fact]
    public async Task Of_two_writers_the_second_is_told()
    {
        var clerk = Some.Clerk(Bureau.Lanzhou);
        await using var first = await database.TenantDb.OpenAsync(clerk, default);
        first.Rows.Headcounts.Add(TenantDbTests.Headcount("620111", 1));
        Assert.True((await first.SaveAsync("EnterHeadcounts", "first", null, default)).IsOk);

        await using var second = await database.TenantDb.OpenAsync(clerk, default);
        var mine = await first.Rows.Headcounts.SingleAsync(count => count.RegionCode == new RegionCode("620111"));
        var theirs = await second.Rows.Headcounts.SingleAsync(count => count.RegionCode == new RegionCode("620111"));
        mine.Persons = 2;
        theirs.Persons = 3;
        Assert.True((await first.SaveAsync("EnterHeadcounts", "mine", null, default)).IsOk);
        Assert.IsType<Conflict>((await second.SaveAsync("EnterHeadcounts", "theirs", null, default)).Problem);
    }

    [Fact]
    public async Task The_database_s_own_sentences_reach_the_person()
    {
        var runs = new RunSteps(database);
        var run = await runs.InReviewAsync();
        await using var db = await database.TenantDb.OpenAsync(RunSteps.Maker, default);
        var row = await db.Rows.AllocationRuns.SingleAsync(entity => entity.Id == run);
        row.Title = "别的";
        var frozen = await db.SaveAsync("RenameRun", $"run/{run}", null, default);
        Assert.Equal("测算提交复核后，依据和结果不能修改。请先退回或撤回。", Assert.IsType<Refused>(frozen.Problem).Sentence);
    }

    [Fact]
    public async Task Audit_numbers_have_no_holes_under_concurrent_writers()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 40), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, ct) =>
        {
            await using var db = await database.TenantDb.OpenAsync(Some.Clerk(Bureau.Henan), ct);
            Assert.True((await db.SaveAsync("Export", "table", null, ct)).IsOk);
        });
        await using var reader = await database.OpenAppAsync(6);
        Assert.Equal(40, await reader.ScalarAsync<long>("SELECT count(*) FROM audit_entry"));
        Assert.Equal(40, await reader.ScalarAsync<long>("SELECT max(sequence) FROM audit_entry"));
    }

    [Fact]
    public async Task Before_sign_in_the_bureau_is_known_and_the_person_is_not()
    {
        await using var db = await database.TenantDb.OpenBeforeSignInAsync(Bureau.Anhui.TenantId(), default);
        var user = await db.Rows.Users.Include(person => person.Roles).SingleAsync(person => person.NormalizedUserName == "PERSON2");
        Assert.Equal((2, Rules.Access.Role.Reviewer), (user.TenantId, Assert.Single(user.Roles).Role));
        user.AccessFailedCount++;
        Assert.True((await db.SaveAsync("SignInRefused", "user/person2", null, default)).IsOk);
        await using var reader = await database.OpenAppAsync(2);
        Assert.True(await reader.ScalarAsync<bool>("SELECT user_id IS NULL FROM audit_entry"));
    }
}
