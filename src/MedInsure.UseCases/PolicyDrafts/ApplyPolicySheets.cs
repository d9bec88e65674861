using System.Security.Cryptography;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>应用到草稿: writes what <see cref="ReadPolicySheets"/> showed, the way every change of a draft is written.</summary>
/// <param name="Stamp">Of the draft that the person saw.</param>
/// <param name="Fingerprint">Of the list that the person saw.</param>
/// <param name="Take">Ids of changes that are taken although the draft says otherwise by now.</param>
public sealed record ApplyPolicySheets(long VersionId, UploadedFile File, uint Stamp, string Fingerprint, IReadOnlySet<string> Take);

/// <param name="Count">Changes that were written.</param>
public sealed record AppliedSheets(int Count, uint Stamp);

public sealed class ApplyPolicySheetsHandler(TenantDb tenantDb, SaveDraftHandler save)
{
    public async Task<Result<AppliedSheets>> HandleAsync(Actor actor, ApplyPolicySheets request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToWrite(actor) is { } problem)
        {
            return problem;
        }

        var merged = await MergedAsync(actor, request, ct);
        if (!merged.IsOk)
        {
            return merged.Problem!;
        }

        // The save has the stamp: whoever gets in between the comparison and here is not overwritten.
        var (text, count) = merged.Value;
        var saved = await save.HandleAsync(actor, new SaveDraft(request.VersionId, text, request.Stamp) { WorkbookSha256 = Convert.ToHexStringLower(SHA256.HashData(request.File.Content)) }, ct);
        return !saved.IsOk ? saved.Problem!
            : saved.Value.Overtaken is { } other ? Overtaken(other.By)
            : new AppliedSheets(count, saved.Value.Stamp);
    }

    private async Task<Result<(string Text, int Count)>> MergedAsync(Actor actor, ApplyPolicySheets request, CancellationToken ct)
    {
        await using var db = await tenantDb.OpenAsync(actor, ct);
        var against = await PolicySheetsAgainstDraft.OfAsync(db, actor, request.VersionId, request.File, ct);
        if (!against.IsOk)
        {
            return against.Problem!;
        }

        var shown = ReadPolicySheetsHandler.Shown(against.Value, request.File);
        if (shown.Stamp != request.Stamp)
        {
            return Overtaken("另一位同事");
        }

        if (shown.Fingerprint != request.Fingerprint)
        {
            return new Conflict("手工修改清单与刚才显示的不同，没有应用；请重新读回表格，核对后再应用。");
        }

        var merge = against.Value.Merge(request.Take);
        if (shown.Errors.Count > 0 || merge.Content is not { } content)
        {
            return new Invalid("表格中还有看不懂的内容，没有应用；请按所列单元格改正后重新读回。", [.. (shown.Errors.Count > 0 ? shown.Errors : merge.Errors).Select(error => new FieldError($"{error.Sheet} {error.Cell}".TrimEnd(), error.Sentence))]);
        }

        return merge.Taken.Count == 0 ? new Refused("没有手工修改，草稿没有变化。") : (PolicyJson.Write(content), merge.Taken.Count);
    }

    private static Conflict Overtaken(string who) => new($"{who}刚刚改过这份草稿，没有应用；请重新读回表格，核对双方的修改后再应用。");
}
