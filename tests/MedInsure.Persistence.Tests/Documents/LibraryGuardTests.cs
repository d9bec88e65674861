using MedInsure.Persistence.Tests.Guards;
using MedInsure.Persistence.Tests.Isolation;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Persistence.Tests.Documents;

/// <summary>What holds whatever program writes: each refusal beside the same act done rightly.</summary>
public sealed class LibraryGuardTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Anew = "INSERT INTO document (tenant_id, number, issuers, openness, held, by_user, at) VALUES (app.tid(), '丁发〔2022〕1号', '{}', 'NotStated', true, app.uid(), now())";

    private Task<NpgsqlConnection> OpenAsync() => database.OpenAppAsync(6, Some.PolicyAdministrator(Bureau.Henan).UserId);

    [Fact]
    public async Task A_changed_text_keeps_the_old_one_and_is_unchecked_again()
    {
        await using var henan = await OpenAsync();
        await using var transaction = await henan.BeginTransactionAsync();
        await henan.ExecuteAsync(Library.OneOfEach);
        Assert.Equal(["每人550元"], await henan.ColumnAsync("SELECT text FROM document_clause_past"));
        Assert.Equal(["Checked", "Unchecked"], await henan.ColumnAsync("SELECT transcription FROM document_mark ORDER BY id"));
        await henan.ExecuteAsync("UPDATE document_clause SET text = text, position = 2");
        Assert.Equal(1, await henan.ScalarAsync<long>("SELECT count(*) FROM document_clause_past"));
        await henan.ExecuteAsync("UPDATE document_clause SET form = 'Original'");
        Assert.Equal(["Summary", "Summary"], await henan.ColumnAsync("SELECT form FROM document_clause_past ORDER BY id"));
        Assert.Equal(2, await henan.ScalarAsync<long>("SELECT count(*) FROM document_mark"));
    }

    [Theory]
    [InlineData(Refusal.Frozen, "UPDATE document_clause SET path = '二'")]
    [InlineData(Refusal.Stamp, "UPDATE document_clause SET text = '改', by_user = 9602")]
    [InlineData(Refusal.Stamp, "UPDATE document SET title = '改', by_user = 9602")]
    [InlineData(Refusal.Stamp, "INSERT INTO document_mark (tenant_id, document_id, path, transcription, by_user, at) SELECT tenant_id, id, '', 'Checked', 9602, now() FROM document")]
    [InlineData(Refusal.Check, "INSERT INTO document_mark (tenant_id, document_id, path, transcription, note, by_user, at) SELECT tenant_id, id, '', 'Doubtful', ' ', app.uid(), now() FROM document")]
    [InlineData(Refusal.DoFirst, "INSERT INTO document_mark (tenant_id, document_id, path, transcription, by_user, at) SELECT tenant_id, id, '九', 'Checked', app.uid(), now() FROM document")]
    [InlineData(Refusal.AppendOnly, "INSERT INTO document_clause_past (tenant_id, document_id, path, text, form, by_user, at, replaced_at) SELECT tenant_id, id, '一(一)', '假', 'Original', app.uid(), now(), now() FROM document")]
    [InlineData(Refusal.Check, "UPDATE document SET number = '关于做好工作的通知'")]
    [InlineData(Refusal.Check, "UPDATE document_clause SET text = ' '")]
    [InlineData(Refusal.DoFirst, "DELETE FROM document_clause")]
    [InlineData(Refusal.DoFirst, "DELETE FROM document")]
    [InlineData(Refusal.Privilege, "UPDATE document_attachment_content SET bytes = '\\x04'")]
    [InlineData(Refusal.Privilege, "DELETE FROM document_attachment")]
    [InlineData(Refusal.Check, "INSERT INTO document_attachment (tenant_id, document_id, file_name, media_type, length, sha256, by_user, at) SELECT tenant_id, id, '空.pdf', 'application/pdf', 0, 'a', app.uid(), now() FROM document")]
    public async Task What_would_hurt_the_library_is_refused(string sqlState, string act)
    {
        await using var henan = await OpenAsync();
        await using var transaction = await henan.BeginTransactionAsync();
        await henan.ExecuteAsync(Library.OneOfEach);
        await Refusal.Of(sqlState, () => henan.ExecuteAsync(act));
    }

    [Theory]
    [InlineData("UPDATE document_clause SET text = '改', by_user = app.uid()")]
    [InlineData("UPDATE document SET title = '改', number = '戊医保发〔2020〕9号', by_user = app.uid()")]
    [InlineData("INSERT INTO document_mark (tenant_id, document_id, path, transcription, note, by_user, at) SELECT tenant_id, id, '', 'Doubtful', '缺页', app.uid(), now() FROM document")]
    [InlineData("DELETE FROM document_relation")]
    public async Task The_same_done_rightly_is_done(string act)
    {
        await using var henan = await OpenAsync();
        await using var transaction = await henan.BeginTransactionAsync();
        await henan.ExecuteAsync(Library.OneOfEach);
        Assert.Equal(1, await henan.ExecuteAsync(act));
    }

    [Fact]
    public async Task A_document_that_nothing_hangs_on_is_removed_with_its_clauses()
    {
        await using var henan = await OpenAsync();
        await using var transaction = await henan.BeginTransactionAsync();
        await henan.ExecuteAsync(Anew);
        await henan.ExecuteAsync("INSERT INTO document_clause (tenant_id, document_id, path, position, text, form, by_user, at) SELECT tenant_id, id, '一', 1, '文字', 'Original', app.uid(), now() FROM document");
        Assert.Equal(1, await henan.ExecuteAsync("DELETE FROM document"));
        Assert.Equal(0, await henan.ScalarAsync<long>("SELECT count(*) FROM document_clause"));
    }

    [Theory]
    [InlineData("'\\x010204'", false)]
    [InlineData("'\\x01020304'", false)]
    [InlineData("'\\x010203'", true)]
    public async Task The_bytes_are_those_of_the_hash(string bytes, bool accepted)
    {
        await using var henan = await OpenAsync();
        await using var transaction = await henan.BeginTransactionAsync();
        await henan.ExecuteAsync(Anew);
        await henan.ExecuteAsync("INSERT INTO document_attachment (tenant_id, document_id, file_name, media_type, length, sha256, by_user, at) SELECT tenant_id, id, '甲.pdf', 'application/pdf', 3, encode(sha256('\\x010203'), 'hex'), app.uid(), now() FROM document");
        var insert = $"INSERT INTO document_attachment_content (tenant_id, attachment_id, bytes) SELECT tenant_id, id, {bytes} FROM document_attachment";
        if (accepted)
        {
            Assert.Equal(1, await henan.ExecuteAsync(insert));
        }
        else
        {
            await Refusal.Of(Refusal.DoFirst, () => henan.ExecuteAsync(insert));
        }
    }
}
