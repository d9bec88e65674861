using System.Text.Json;
using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>年度结转: settles values of a rolled draft in one way: confirmed by a clause of a new document, or carried or changed with a reason.</summary>
/// <param name="Paths">As in <see cref="PolicyValue.Path"/>.</param>
/// <param name="Document">Id of one of the draft's documents, for a confirmation.</param>
public sealed record ConfirmValues(long VersionId, IReadOnlyList<string> Paths, RollWay Way, string? Document = null, string? Clause = null, string? Reason = null);

public sealed record ConfirmedValues(DraftCheck Check);

public sealed class ConfirmValuesHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<ConfirmedValues>> HandleAsync(Actor actor, ConfirmValues request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToWrite(actor) is { } problem)
        {
            return problem;
        }

        if (request.Way == RollWay.ConfirmedByDocument ? string.IsNullOrWhiteSpace(request.Document) || string.IsNullOrWhiteSpace(request.Clause) : string.IsNullOrWhiteSpace(request.Reason))
        {
            return new Refused(request.Way == RollWay.ConfirmedByDocument ? "请选择确认所依据的文件，并写明条款。" : "请写明理由。");
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var taken = await PolicyActs.TakeAsync(db, request.VersionId, PolicyState.Draft, ct);
        if (!taken.IsOk)
        {
            return taken.Problem!;
        }

        var version = taken.Value;
        var read = PolicyJson.Read(version.Text);
        if (!read.IsOk)
        {
            return new Refused("草稿还没有填完整，不能确认；请先按检查结果改正。");
        }

        var values = PolicyValues.Of(read.Value).ToDictionary(value => value.Path, StringComparer.Ordinal);
        var paths = request.Paths.Distinct(StringComparer.Ordinal).ToList();
        if (paths.Count == 0 || paths.Exists(path => !values.ContainsKey(path)))
        {
            return new Conflict("要确认的内容已经变化，请刷新后再试。");
        }

        var citation = request.Way == RollWay.ConfirmedByDocument ? JsonSerializer.Serialize(new StoredCitation(request.Document!, request.Clause!.Trim())) : null;
        var known = await db.Rows.PolicyConfirmations.Where(row => row.VersionId == version.Id && paths.Contains(row.Path)).ToDictionaryAsync(row => row.Path, ct);
        foreach (var path in paths)
        {
            if (!known.TryGetValue(path, out var row))
            {
                db.Rows.Add(row = new PolicyConfirmationEntity { VersionId = version.Id, Path = path, Way = "", Raw = "" });
            }

            (row.Way, row.Raw, row.Document, row.Reason, row.By, row.At) = (request.Way.ToString(), values[path].Raw, citation, citation is null ? request.Reason!.Trim() : null, actor.UserId, clock.GetUtcNow());
        }

        var saved = await db.SaveAsync("ConfirmValues", $"policy/{version.Id}", new { request.Way, request.Document, request.Clause, request.Reason, Values = paths.Count }, ct);
        if (!saved.IsOk)
        {
            return saved.Problem!;
        }

        return new ConfirmedValues(await DraftCheck.OfAsync(db, version, version.Text, ct));
    }

    /// <summary>The confirmations of versions in the form of the rules, later ones last.</summary>
    internal static async Task<IReadOnlyList<RollConfirmation>> OfAsync(TenantSession db, IReadOnlyList<long> versions, CancellationToken ct)
    {
        var rows = await db.Rows.PolicyConfirmations.AsNoTracking().Where(row => versions.Contains(row.VersionId)).OrderBy(row => row.VersionId).ToListAsync(ct);
        return
        [
            .. from row in rows
               let cite = row.Document is null ? null : JsonSerializer.Deserialize<StoredCitation>(row.Document)
               select new RollConfirmation(row.Path, Enum.Parse<RollWay>(row.Way), row.Raw)
               {
                   Document = cite is null ? null : new Citation { Document = cite.Document, Clause = cite.Clause, Says = "结转时对照确认" },
                   Reason = row.Reason,
               },
        ];
    }

    private sealed record StoredCitation(string Document, string Clause);
}
