using System.Text.Json;
using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Policies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>Keeps a draft as one works: complete or not, it is saved and checked.</summary>
/// <param name="Text">The document as JSON; whatever it lacks is told by the check.</param>
/// <param name="Stamp">The stamp of what the person began with; another person's save in between makes the two differ.</param>
public sealed record SaveDraft(long VersionId, string Text, uint Stamp)
{
    /// <summary>The workbook from which the text was changed, for the audit; null for what was typed.</summary>
    public string? WorkbookSha256 { get; init; }
}

/// <param name="Stamp">For the next save.</param>
/// <param name="Overtaken">Set when somebody else saved in between: nothing was written, the other's text is there to go on from.</param>
public sealed record SavedDraft(uint Stamp, DraftCheck Check, OvertakenDraft? Overtaken = null);

/// <param name="Changes">From the other person's text to this one's: what would be lost or has to be done again. Empty when one of the two cannot be read.</param>
public sealed record OvertakenDraft(string By, DateTimeOffset At, string Text, uint Stamp, IReadOnlyList<PolicyChange> Changes);

public sealed class SaveDraftHandler(TenantDb tenantDb)
{
    /// <summary>A document of a bureau has some tens of kilobytes; more than this is no policy.</summary>
    public const int MaxCharacters = 2_000_000;

    public async Task<Result<SavedDraft>> HandleAsync(Actor actor, SaveDraft request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToWrite(actor) is { } problem)
        {
            return problem;
        }

        if (request.Text.Length > MaxCharacters || TitleOf(request.Text) is not { } title)
        {
            return new Refused("这不是 JSON 格式的政策文件，或文件过大，没有保存；请核对文件后重试。");
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var taken = await PolicyActs.TakeAsync(db, request.VersionId, PolicyState.Draft, ct);
        if (!taken.IsOk)
        {
            return taken.Problem!;
        }

        var version = taken.Value;
        var check = await DraftCheck.OfAsync(db, version, request.Text, ct);
        if (version.Text == request.Text)
        {
            return new SavedDraft(version.Version, check);
        }

        if (version.Version != request.Stamp)
        {
            return new SavedDraft(request.Stamp, check, await OvertakenAsync(db, version, check.Content, ct));
        }

        version.Title = title;
        version.Text = request.Text;
        version.TextSha256 = PolicyJson.HashOfText(request.Text);
        version.ContentHash = check.Content is { } content ? PolicyJson.Hash(content) : version.TextSha256;
        var saved = await db.SaveAsync("SaveDraft", $"policy/{version.Id}", new { version.TextSha256, request.WorkbookSha256 }, ct);
        return saved.IsOk ? new SavedDraft(version.Version, check) : saved.Problem!;
    }

    private static async Task<OvertakenDraft> OvertakenAsync(TenantSession db, PolicyVersionEntity version, PolicyContent? mine, CancellationToken ct)
    {
        var subject = $"policy/{version.Id}";
        var last = await db.Rows.AuditEntries.AsNoTracking().Where(entry => entry.Subject == subject && entry.Act != "NoteFinding").OrderByDescending(entry => entry.Sequence).FirstOrDefaultAsync(ct);
        var by = last is null ? null : await db.Rows.Users.AsNoTracking().Where(user => user.Id == last.UserId).Select(user => user.DisplayName).FirstOrDefaultAsync(ct);
        var theirs = PolicyJson.Read(version.Text);
        var names = await PolicyChain.NamesAsync(db, version.FundingYear, ct);
        return new OvertakenDraft(by ?? "另一位同事", last?.At ?? version.CreatedAt, version.Text, version.Version, mine is not null && theirs.IsOk ? PolicyRedline.Compare(theirs.Value, names(theirs.Value), mine, names(mine)) : []);
    }

    /// <summary>The title for the list; null when the text is no JSON object.</summary>
    private static string? TitleOf(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind != JsonValueKind.Object ? null
                : document.RootElement.TryGetProperty("title", out var title) && title.ValueKind == JsonValueKind.String && title.GetString() is { Length: > 0 } given ? given
                : "（未填标题）";
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
