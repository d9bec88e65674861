using MedInsure.Persistence.Contributions;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Contributions;

/// <summary>Who may do what with 缴费记录. Whoever is limited to counties sees the batches that he brought himself: a file of the tax office may hold persons of any county.</summary>
internal static class ContributionPermissions
{
    public static Problem? ToSee(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Has(Role.Clerk | Role.FinanceOfficer | Role.Reviewer) ? null : new NotAllowed("缴费记录含有个人信息，只有经办、财务和复核岗位可以查看。");
    }

    public static Problem? ToBring(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Has(Role.Clerk) ? null : new NotAllowed("缴费记录由经办岗位导入，请联系本机构的经办人员办理。");
    }

    public static IQueryable<ContributionBatchEntity> Of(TenantSession db, Actor actor)
    {
        var (isLimited, me) = (actor.RegionScope.Count > 0, actor.UserId);
        return db.Rows.ContributionBatches.Where(batch => !isLimited || batch.MadeBy == me);
    }

    /// <param name="isLocked">In a transaction: nobody else decides about the batch until it ends.</param>
    public static async Task<Result<ContributionBatchEntity>> FindAsync(TenantSession db, Actor actor, long id, bool isLocked, CancellationToken ct)
    {
        if (isLocked)
        {
            await db.Rows.Database.ExecuteSqlAsync($"SELECT FROM contribution_batch WHERE tenant_id = app.tid() AND id = {id} FOR UPDATE", ct);
        }

        return await Of(db, actor).SingleOrDefaultAsync(batch => batch.Id == id, ct) is { } found
            ? found
            : new NotFound("没有找到这批缴费记录，或者它不是您导入的。请从“缴费记录”中重新选择。");
    }
}
