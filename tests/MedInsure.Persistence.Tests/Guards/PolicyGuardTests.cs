using MedInsure.Persistence.Tests.Isolation;
using MedInsure.Testing.Databases;

namespace MedInsure.Persistence.Tests.Guards;

public sealed class PolicyGuardTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Publish = "state = 'Published', reviewer_id = app.uid(), reviewed_at = now(), publisher_id = app.uid(), published_at = now()";
    private static readonly Rules.Access.Actor Author = Some.PolicyAdministrator(Bureau.Henan);
    private static readonly Rules.Access.Actor Reviewer = Some.Reviewer(Bureau.Henan);
    private static readonly Rules.Access.Actor Second = Some.SecondReviewer(Bureau.Henan);
    private const string Return = "state = 'Returned', reviewer_id = app.uid(), reviewed_at = now()";
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
        await Refusal.Of(Refusal.Step, () => WriteAsync(Reviewer, draft, Publish)); // not before the author has submitted it
        await world.SubmitAsync(Bureau.Henan, draft);
        await Refusal.Of(Refusal.Stamp, () => WriteAsync(Author, draft, Publish));
        await Refusal.Of(Refusal.Stamp, () => WriteAsync(Author, draft, Publish.Replace("app.uid()", $"{Reviewer.UserId}", StringComparison.Ordinal)));
        await WriteAsync(Reviewer, draft, Publish);
    }

    [Fact]
    public async Task Whoever_wrote_on_a_draft_does_not_review_return_or_publish_it()
    {
        var draft = await world.DraftAsync(Bureau.Henan, 13);
        await WriteAsync(Second, draft, "title = '改'");
        await world.SubmitAsync(Bureau.Henan, draft);
        foreach (var step in new[] { Publish, "reviewer_id = app.uid(), reviewed_at = now()", Return })
        {
            await Refusal.Of(Refusal.Stamp, () => WriteAsync(Second, draft, step));
        }

        await WriteAsync(Reviewer, draft, "reviewer_id = app.uid(), reviewed_at = now()");
        await WriteAsync(Reviewer, draft, Publish);
    }

    [Fact]
    public async Task A_review_holds_for_the_text_that_was_reviewed_and_for_no_later_one()
    {
        const string review = "reviewer_id = app.uid(), reviewed_at = now()";
        var early = await world.DraftAsync(Bureau.Henan, 30);
        Assert.Equal("ck_policy_version_stamps", (await Refusal.Of(Refusal.Check, () => WriteAsync(Reviewer, early, review))).ConstraintName);

        var reviewed = await world.DraftAsync(Bureau.Henan, 31);
        await world.SubmitAsync(Bureau.Henan, reviewed);
        await WriteAsync(Reviewer, reviewed, review);
        Assert.Equal("ck_policy_version_stamps", (await Refusal.Of(Refusal.Check, () => WriteAsync(Author, reviewed, "state = 'Draft'"))).ConstraintName);
        await WriteAsync(Author, reviewed, "state = 'Draft', reviewer_id = NULL, reviewed_at = NULL"); // and the review is gone
        await world.SubmitAsync(Bureau.Henan, reviewed);
        Assert.Equal("ck_policy_version_stamps", (await Refusal.Of(Refusal.Check, () => WriteAsync(Second, reviewed, "state = 'Published', publisher_id = app.uid(), published_at = now()"))).ConstraintName);
    }

    [Fact]
    public async Task A_returned_version_stays_as_it_was_and_its_author_gets_a_new_draft()
    {
        var version = await world.DraftAsync(Bureau.Henan, 14);
        await WriteAsync(Second, version, "title = '两人编写'");
        await world.SubmitAsync(Bureau.Henan, version);
        const string copy =
            """
            INSERT INTO policy_version (tenant_id, funding_year, version_number, based_on_id, title, state, text, text_sha256, content_hash, author_id, created_at)
            SELECT tenant_id, funding_year, $2, id, title, 'Draft', text, text_sha256, content_hash, $3, now() FROM policy_version WHERE id = $1 RETURNING id
            """;
        await using var reviewer = await world.OpenAsync(Reviewer);
        await Refusal.Of(Refusal.Stamp, async () => await reviewer.ScalarAsync<long>(copy, version, 15, Author.UserId)); // not returned yet
        await WriteAsync(Reviewer, version, Return);
        await Refusal.Of(Refusal.Frozen, () => WriteAsync(Author, version, "title = '再改'"));
        await Refusal.Of(Refusal.Step, () => WriteAsync(Author, version, "state = 'Draft'"));
        await Refusal.Of(Refusal.Stamp, async () => await reviewer.ScalarAsync<long>(copy, version, 15, Second.UserId)); // only its author

        var draft = await reviewer.ScalarAsync<long>(copy, version, 15, Author.UserId);
        Assert.Equal([$"{Author.UserId}", $"{Second.UserId}"], await reviewer.ColumnAsync($"SELECT user_id::text FROM policy_maker WHERE version_id = {draft} ORDER BY user_id"));
    }

    [Fact]
    public async Task Notes_and_confirmations_change_only_with_the_draft_and_in_ones_own_name()
    {
        var draft = await world.DraftAsync(Bureau.Henan, 16);
        await using var author = await world.OpenAsync(Author);
        const string note = "INSERT INTO policy_note (tenant_id, version_id, finding_key, text, by_user, at) VALUES (6, $1, $2, $3, $4, now())";
        const string confirm = "INSERT INTO policy_confirmation (tenant_id, version_id, path, way, raw, by_user, at) VALUES (6, $1, $2, 'Changed', '1', $3, now())";
        await Refusal.Of(Refusal.Stamp, () => author.ExecuteAsync(note, draft, "a", "理由", Reviewer.UserId));
        Assert.Equal("ck_policy_note_text", (await Refusal.Of(Refusal.Check, () => author.ExecuteAsync(note, draft, "a", " ", Author.UserId))).ConstraintName);
        Assert.Equal(1, await author.ExecuteAsync(note, draft, "a", "理由", Author.UserId));
        Assert.Equal(1, await author.ExecuteAsync(confirm, draft, "/a", Author.UserId));
        await world.SubmitAsync(Bureau.Henan, draft);
        await Refusal.Of(Refusal.Frozen, () => author.ExecuteAsync(note, draft, "b", "理由", Author.UserId));
        await Refusal.Of(Refusal.Frozen, () => author.ExecuteAsync("UPDATE policy_note SET text = '别的' WHERE version_id = $1", draft));
        await Refusal.Of(Refusal.Frozen, () => author.ExecuteAsync("DELETE FROM policy_confirmation WHERE version_id = $1", draft));
        await WriteAsync(Author, draft, "state = 'Draft'");
        Assert.Equal(1, await author.ExecuteAsync("DELETE FROM policy_version WHERE id = $1", draft)); // and takes them along
    }

    [Fact]
    public async Task A_version_rests_on_published_versions_above_it_and_only_once_it_is_published()
    {
        var above = await world.PublishAsync(Bureau.National, 17);
        var own = await world.DraftAsync(Bureau.Henan, 17);
        await using var reviewer = await world.OpenAsync(Reviewer);
        const string rest = "INSERT INTO policy_basis (tenant_id, version_id, issuer_tenant_id, issuer_version_id) VALUES (6, $1, $2, $3)";
        await Refusal.Of(Refusal.Step, () => reviewer.ExecuteAsync(rest, own, 1, above));
        await world.SubmitAsync(Bureau.Henan, own);
        await WriteAsync(Reviewer, own, Publish);
        await Refusal.Of(Refusal.DoFirst, async () => await reviewer.ExecuteAsync(rest, own, 2, await world.PublishAsync(Bureau.Anhui, 17)));
        await Refusal.Of(Refusal.DoFirst, async () => await reviewer.ExecuteAsync(rest, own, 1, await world.DraftAsync(Bureau.National, 18)));
        Assert.Equal(1, await reviewer.ExecuteAsync(rest, own, 1, above));
    }

    [Fact]
    public async Task A_superseded_version_comes_back_only_in_the_place_of_a_withdrawn_one()
    {
        var first = await world.PublishAsync(Bureau.Huainan, 20);
        var second = await world.DraftAsync(Bureau.Huainan, 21);
        await world.SubmitAsync(Bureau.Huainan, second);
        await using var reviewer = await world.OpenAsync(Some.Reviewer(Bureau.Huainan));
        const string state = "UPDATE policy_version SET state = $2 WHERE tenant_id = 3 AND id = $1";
        await reviewer.ExecuteAsync(state, first, "Superseded");
        await Refusal.Of(Refusal.Step, () => reviewer.ExecuteAsync(state, first, "Published"));
        await reviewer.ExecuteAsync($"UPDATE policy_version SET {Publish} WHERE tenant_id = 3 AND id = $1", second);
        await Refusal.Of(Refusal.Step, () => reviewer.ExecuteAsync(state, first, "Published"));
        await reviewer.ExecuteAsync(state, second, "Withdrawn");
        Assert.Equal(1, await reviewer.ExecuteAsync(state, first, "Published"));
    }

    [Fact]
    public async Task A_filing_is_decided_once_by_the_bureau_that_it_was_sent_to()
    {
        await using var author = await world.OpenAsync(Some.PolicyAdministrator(Bureau.Lanzhou));
        var filing = await author.ScalarAsync<long>(
            """
            INSERT INTO filing (tenant_id, recipient_tenant_id, funding_year, letter_number, title, state, text, text_sha256, created_by, created_at, filed_by, filed_at)
            VALUES (5, 4, 2020, '兰医保函〔2020〕1号', '', 'Filed', '{}', encode(sha256('{}'), 'hex'), app.uid(), now(), app.uid(), now()) RETURNING id
            """);
        const string decide = "INSERT INTO filing_decision (tenant_id, filer_tenant_id, filing_id, act, comment, by_user, at) VALUES (app.tid(), 5, $1, $2, $3, app.uid(), now())";
        await Refusal.Of(Refusal.DoFirst, () => author.ExecuteAsync(decide, filing, "Accept", "好"));
        await using var anhui = await world.OpenAsync(Some.Reviewer(Bureau.Anhui));
        await Refusal.Of(Refusal.DoFirst, () => anhui.ExecuteAsync(decide, filing, "Accept", "好"));

        await using var gansu = await world.OpenAsync(Some.Reviewer(Bureau.Gansu));
        Assert.Equal(1, await gansu.ExecuteAsync(decide, filing, "Receive", "收到"));
        await Refusal.Of(Refusal.Step, () => gansu.ExecuteAsync(decide, filing, "Receive", "收到"));
        await Refusal.Of(Refusal.DoFirst, () => gansu.ExecuteAsync(decide, filing, "Return", " "));
        Assert.Equal(1, await gansu.ExecuteAsync(decide, filing, "Return", "请补充比例"));
        await Refusal.Of(Refusal.Step, () => gansu.ExecuteAsync(decide, filing, "Accept", "好"));
        Assert.Equal(["Receive", "Return"], await author.ColumnAsync($"SELECT act FROM filing_decision WHERE filing_id = {filing} ORDER BY id"));
    }

    [Fact]
    public async Task The_reviewer_does_not_write_what_the_reviewer_reviews()
    {
        var draft = await world.DraftAsync(Bureau.Henan, 3);
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
        await world.SubmitAsync(Bureau.Henan, draft);
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
