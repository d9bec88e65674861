using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Findings;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>写明理由 to soft findings, or 确认已知悉 of undetermined ones: one act for several of the same kind, all of them or none.</summary>
/// <param name="Text">Null or blank takes the notes back.</param>
public sealed record NoteFinding(long VersionId, IReadOnlyList<string> FindingKeys, string? Text)
{
    public NoteFinding(long versionId, string findingKey, string? text)
        : this(versionId, [findingKey], text)
    {
    }
}

public sealed record NotedFinding(DraftCheck Check);

public sealed class NoteFindingHandler(TenantDb tenantDb, TimeProvider clock)
{
    public const int MaxCharacters = 500;

    public async Task<Result<NotedFinding>> HandleAsync(Actor actor, NoteFinding request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToWrite(actor) is { } problem)
        {
            return problem;
        }

        var text = string.IsNullOrWhiteSpace(request.Text) ? null : request.Text.Trim();
        if (text?.Length > MaxCharacters)
        {
            return new Refused($"说明最多 {MaxCharacters} 个字，没有保存；请精简后再写。");
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var taken = await PolicyActs.TakeAsync(db, request.VersionId, PolicyState.Draft, ct);
        if (!taken.IsOk)
        {
            return taken.Problem!;
        }

        var version = taken.Value;
        var keys = request.FindingKeys.Distinct(StringComparer.Ordinal).ToList();
        if (WhyNot((await DraftCheck.OfAsync(db, version, version.Text, ct)).Findings, keys) is { } refusal)
        {
            return refusal;
        }

        var notes = await db.Rows.PolicyNotes.Where(row => row.VersionId == version.Id && keys.Contains(row.FindingKey)).ToDictionaryAsync(row => row.FindingKey, StringComparer.Ordinal, ct);
        foreach (var key in keys)
        {
            Write(db, version, key, notes.GetValueOrDefault(key), text, actor.UserId);
        }

        var saved = await db.SaveAsync("NoteFinding", $"policy/{version.Id}", new { FindingKeys = keys, Text = text }, ct);
        if (!saved.IsOk)
        {
            return saved.Problem!;
        }

        return new NotedFinding(await DraftCheck.OfAsync(db, version, version.Text, ct));
    }

    /// <summary>One text answers several findings only where they ask for the same: of one kind and weight. What has to be mended takes no words.</summary>
    private static Problem? WhyNot(IReadOnlyList<PolicyFinding> findings, IReadOnlyList<string> keys)
    {
        var meant = findings.Where(finding => keys.Contains(finding.Key)).ToList();
        return keys.Count == 0 || meant.Count < keys.Count ? new Conflict("这处问题已经变化或不存在，请刷新检查结果后再写。")
            : meant.Exists(finding => finding.Weight is not (FindingWeight.Soft or FindingWeight.Undetermined)) ? new Refused("必须改正的问题不能用说明代替，请改正后再检查；提示不需要说明。")
            : meant.DistinctBy(finding => (finding.Kind, finding.Weight)).Count() > 1 ? new Refused("一次只能说明同一类的问题，没有保存；请分别说明。")
            : null;
    }

    private void Write(TenantSession db, PolicyVersionEntity version, string key, PolicyNoteEntity? note, string? text, long by)
    {
        if (text is null)
        {
            if (note is not null)
            {
                db.Rows.Remove(note);
            }
        }
        else if (note is null)
        {
            db.Rows.Add(new PolicyNoteEntity { VersionId = version.Id, FindingKey = key, Text = text, By = by, At = clock.GetUtcNow() });
        }
        else
        {
            (note.Text, note.By, note.At) = (text, by, clock.GetUtcNow());
        }
    }
}
