using MedInsure.Persistence.Contributions;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Contributions;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Regions;
using MedInsure.UseCases.Spreadsheets;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Contributions;

/// <summary>What a file of contributions is read by, and its stored bytes.</summary>
internal static class ContributionBasis
{
    public static async Task<Result<ContributionFrame>> FrameAsync(TenantSession db, Actor actor, int coverageYear, DateOnly today, CancellationToken ct)
    {
        // 2021年度 is paid for from the autumn of 2020 on; files of long closed or far years are slips.
        if (coverageYear < 2016 || coverageYear > today.Year + 1)
        {
            return new Refused($"待遇年度应在 2016 年到 {today.Year + 1} 年之间，请核对。");
        }

        var bureau = await db.Rows.Bureaus.AsNoTracking().SingleAsync(one => one.Id == actor.TenantId, ct);
        if (bureau.RootRegion is not { } root)
        {
            return new NotFound($"{bureau.Name}不直接管理缴费记录，请由各省、市医疗保障局导入。");
        }

        var places = new RosterPlaces(await RegionFacts.TreeAsync(db, RegionFacts.AsOf(today.Year), ct), root, bureau.Name, actor);
        return places.Mine.Count == 0
            ? new NotAllowed($"您负责的地区（{string.Join("、", actor.RegionScope)}）中没有{bureau.Name}的县（市、区），请联系系统管理员核对。")
            : new ContributionFrame(coverageYear, today, places, actor.RegionScope.Count > 0);
    }

    /// <summary>The stored file of a batch, whole in memory.</summary>
    public static async Task<Result<UploadedFile>> FileAsync(TenantSession db, InstallationKey key, ContributionBatchEntity batch, CancellationToken ct)
    {
        if (await DataKeyBinding.CheckAsync(db, key, ct) is { } wrongKey)
        {
            return wrongKey;
        }

        using var vault = key.ContributionVaultFor(db.Rows.TenantId);
        var bytes = new byte[batch.Length];
        using var content = new MemoryStream(bytes);
        await SealedFile.Contributions.CopyToAsync(db.Connection, vault, batch.Id, content, ct);
        return new UploadedFile(batch.FileName, bytes);
    }
}
