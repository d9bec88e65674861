using MedInsure.Persistence.Tests.Isolation;
using MedInsure.Testing.Databases;

namespace MedInsure.Persistence.Tests.Guards;

public sealed class PolicyGuardTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Publish = "state = 'Published', reviewer_id = app.uid(), reviewed_at = now(), publisher_id = app.uid(), published_at = now()";
    private static readonly Rules.Access.Actor Author = Some.PolicyAdministrator(Bureau.Henan);
    private static readonly Rules.Access.Actor Reviewer = Some.Reviewer(Bureau.Henan);
    private readonly World world = new(database);

    [Theory]
    [InlineData("text = '{\"a\":1}', text_sha256 = encode(sha256('{\"a\":1}'), 'hex')")]
    [InlineData("title = '别的'")]
    [InlineData("content_hash = 'x'")]
    [InlineData("published_at = now() - interval '1 year'")]
    [InlineData("state = 'Draft', publisher_id = NULL, published_at = NULL")]
    public async Task A_published_policy_does_not_change(string columns)
    {
        var published = await world.PublishAsync(Bureau.Henan, 1_000 + columns.Length);
        await Refusal.Of(Refusal.Frozen, () => WriteAsync(Author, published, columns));
        if (!columns.Contains("published_at", StringComparison.Ordinal))
        {
            await WriteAsync(Author, await world.DraftAsync(Bureau.Henan, 2_000 + columns.Length), columns);
        }
    }

    [Fact]
    public async Task The_author_neither_reviews_nor_publishes()
    {
        var draft = await world.DraftAsync(Bureau.Henan, 2);
        Assert.Equal("ck_policy_version_two_people", (await Refusal.Of(Refusal.Check, () => WriteAsync(Author, draft, Publish))).ConstraintName);
        await Refusal.Of(Refusal.Stamp, () => WriteAsync(Author, draft, Publish.Replace("app.uid()", $"{Reviewer.UserId}", StringComparison.Ordinal)));
        await WriteAsync(Reviewer, draft, Publish);
    }

    [Fact]
    public async Task The_reviewer_does_not_write_what_the_reviewer_reviews()
    {
        var draft = await world.DraftAsync(Bureau.Henan, 3);
        await Refusal.Of(Refusal.Stamp, () => WriteAsync(Reviewer, draft, "title = '改'"));
        await WriteAsync(Author, draft, "title = '改', state = 'InReview'");
        await Refusal.Of(Refusal.Frozen, () => WriteAsync(Author, draft, "title = '再改'"));
        await WriteAsync(Reviewer, draft, "state = 'Draft'");
        await WriteAsync(Author, draft, "title = '再改'");
    }

    [Fact]
    public async Task The_text_and_its_hash_belong_together()
    {
        var draft = await world.DraftAsync(Bureau.Henan, 4);
        Assert.Equal("ck_policy_version_hash", (await Refusal.Of(Refusal.Check, () => WriteAsync(Author, draft, "text = '{ }'"))).ConstraintName);
        await WriteAsync(Author, draft, "text = '{ }', text_sha256 = encode(sha256('{ }'), 'hex')");
    }

    [Fact]
    public async Task A_policy_is_published_before_it_is_superseded_and_only_a_draft_is_deleted()
    {
        var draft = await world.DraftAsync(Bureau.Henan, 5);
        await Refusal.Of(Refusal.Step, () => WriteAsync(Author, draft, "state = 'Superseded'"));
        await WriteAsync(Reviewer, draft, Publish);
        await WriteAsync(Reviewer, draft, "state = 'Superseded'");
        await using var author = await world.OpenAsync(Author);
        await Refusal.Of(Refusal.Frozen, () => author.ExecuteAsync("DELETE FROM policy_version WHERE id = $1", draft));
        Assert.Equal(1, await author.ExecuteAsync("DELETE FROM policy_version WHERE id = $1", await world.DraftAsync(Bureau.Henan, 6)));
    }

    [Fact]
    public async Task A_policy_that_a_released_run_rests_on_is_not_withdrawn()
    {
        var free = await world.PublishAsync(Bureau.Gansu, 7);
        await world.FillAsync();
        await using var gansu = await world.OpenAsync(Some.Reviewer(Bureau.Gansu));
        var used = await gansu.ScalarAsync<long>("SELECT policy_version_id FROM policy_reliance WHERE issuer_tenant_id = 4 AND policy_version_id <> $1", free);
        const string withdraw = "UPDATE policy_version SET state = 'Withdrawn' WHERE tenant_id = 4 AND id = $1";
        await Refusal.Of(Refusal.DoFirst, () => gansu.ExecuteAsync(withdraw, used));

        var unused = await world.PublishAsync(Bureau.Gansu, 8);
        Assert.Equal(1, await gansu.ExecuteAsync(withdraw, unused));
    }

    private async Task WriteAsync(Rules.Access.Actor person, long id, string columns)
    {
        await using var connection = await world.OpenAsync(person);
        Assert.Equal(1, await connection.ExecuteAsync($"UPDATE policy_version SET {columns} WHERE tenant_id = 6 AND id = $1", id));
    }
}
