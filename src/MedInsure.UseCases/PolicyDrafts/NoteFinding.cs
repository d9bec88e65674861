using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>写明理由 to a soft finding, or 确认已知悉 of an undetermined one.</summary>
/// <param name="Text">Null or blank takes the note back.</param>
public sealed record NoteFinding(long VersionId, string FindingKey, string? Text);

public sealed record NotedFinding(DraftCheck Check);

public sealed class NoteFindingHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<NotedFinding>> HandleAsync(Actor actor, NoteFinding request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToWrite(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var taken = await PolicyActs.TakeAsync(db, request.VersionId, PolicyState.Draft, ct);
        if (!taken.IsOk)
        {
            return taken.Problem!;
        }

        var version = taken.Value;
        var check = await DraftCheck.OfAsync(db, version, version.Text, ct);
        if (check.Findings.All(finding => finding.Key != request.FindingKey))
        {
            return new Conflict("这处问题已经变化或不存在，请刷新检查结果后再写。");
        }

        var note = await db.Rows.PolicyNotes.FirstOrDefaultAsync(row => row.VersionId == version.Id && row.FindingKey == request.FindingKey, ct);
        if (string.IsNullOrWhiteSpace(request.Text))
        {
            if (note is not null)
            {
                db.Rows.Remove(note);
            }
        }
        else if (note is null)
        {
            db.Rows.Add(new PolicyNoteEntity { VersionId = version.Id, FindingKey = request.FindingKey, Text = request.Text.Trim(), By = actor.UserId, At = clock.GetUtcNow() });
        }
        else
        {
            (note.Text, note.By, note.At) = (request.Text.Trim(), actor.UserId, clock.GetUtcNow());
        }

        var saved = await db.SaveAsync("NoteFinding", $"policy/{version.Id}", new { request.FindingKey, request.Text }, ct);
        if (!saved.IsOk)
        {
            return saved.Problem!;
        }

        return new NotedFinding(await DraftCheck.OfAsync(db, version, version.Text, ct));
    }
}
