using MedInsure.Persistence.Model;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Allocations;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Shell;

/// <summary>
/// A funding year is over for a bureau once it has published its own policy of a later one: from then on it is read and exported, and nothing in it
/// changes. A draft closes nothing, and neither does a bureau above: the year's work goes on until this bureau's next year is in force. Two things are
/// done afterwards (docs/adr/0012): the settlement (清算) on certified headcounts, until one of the scheme is released; and the policy of a year for
/// which there is none yet (补登), so that what applied before is recorded.
/// </summary>
public static class ClosedYear
{
    /// <summary>The sentence for the person; null while the year is open.</summary>
    /// <param name="current">The latest year that the bureau has published a policy for; null when it has published none.</param>
    /// <param name="settles">A settlement of the year is still to be released.</param>
    /// <param name="lacksPolicy">The bureau has never published a policy of the year.</param>
    public static string? Note(int year, int? current, bool settles = false, bool lacksPolicy = false) => year >= current || current is null
        ? null
        : lacksPolicy ? $"{year} 年度已结束，只能查看和导出；本机构没有发布过这一年度的政策，可以在“政策配置”中补登。办理其他业务请在右上角切换到 {current} 年度。"
        : settles ? $"{year} 年度已结束，只能查看和导出；清算发布以前，仍可填报核定人数、按核定人数办理清算测算。办理其他业务请在右上角切换到 {current} 年度。"
        : $"{year} 年度已结束，只能查看和导出。办理业务请在右上角切换到 {current} 年度。";

    internal static Task<int?> CurrentAsync(MedInsureContext rows, CancellationToken ct) =>
        rows.PolicyVersions.Where(version => version.PublishedAt != null && version.State != PolicyState.Withdrawn).MaxAsync(version => (int?)version.FundingYear, ct);

    /// <summary>For an act that writes: the refusal; null while the year is open.</summary>
    internal static async Task<Refused?> CheckAsync(MedInsureContext rows, int year, CancellationToken ct) =>
        await CurrentAsync(rows, ct) is { } current && year < current
            ? new Refused(Note(year, current, (await ToSettleAsync(rows, year, ct)).Count > 0, !await HasPolicyAsync(rows, year, ct))!)
            : null;

    /// <summary>For an act on a policy: also in a closed year while the bureau has published none of it.</summary>
    internal static async Task<Refused?> CheckPolicyAsync(MedInsureContext rows, int year, CancellationToken ct) =>
        await HasPolicyAsync(rows, year, ct) ? await CheckAsync(rows, year, ct) : null;

    /// <summary>For an act on headcounts: 核定 also in a closed year while a settlement is to be released.</summary>
    internal static async Task<Refused?> CheckAsync(MedInsureContext rows, int year, HeadcountBasis basis, CancellationToken ct) =>
        basis == HeadcountBasis.Certified && (await ToSettleAsync(rows, year, ct)).Count > 0 ? null : await CheckAsync(rows, year, ct);

    /// <summary>For an act on a run: a 清算 on 核定 also in a closed year, until one of the scheme is released.</summary>
    internal static async Task<Refused?> CheckAsync(MedInsureContext rows, int year, Scheme scheme, RunKind kind, HeadcountBasis basis, CancellationToken ct)
    {
        if (await CheckAsync(rows, year, ct) is not { } closed || kind != RunKind.Settlement || basis != HeadcountBasis.Certified)
        {
            return await CheckAsync(rows, year, ct);
        }

        return (await ToSettleAsync(rows, year, ct)).Contains(scheme)
            ? null
            : await HasPolicyAsync(rows, year, ct)
                ? new Refused($"{year} 年度{AllocationWords.Of(scheme)}的清算已经发布，这项资金已经结清，不再测算；发现差错的，在下一年度的清算中调整（内部口径）。")
                : closed;
    }

    /// <summary>The schemes whose settlement nobody has released; none for a year without a policy of the bureau's own, which divides nothing.</summary>
    internal static async Task<IReadOnlyList<Scheme>> ToSettleAsync(MedInsureContext rows, int year, CancellationToken ct)
    {
        if (!await HasPolicyAsync(rows, year, ct) || !await rows.Bureaus.AnyAsync(bureau => bureau.Id == rows.TenantId && bureau.RootRegion != null, ct))
        {
            return [];
        }

        var settled = await rows.AllocationRuns.Where(run => run.FundingYear == year && run.Kind == RunKind.Settlement && run.State == RunState.Released).Select(run => run.Scheme).Distinct().ToListAsync(ct);
        return [.. Enum.GetValues<Scheme>().Except(settled)];
    }

    private static Task<bool> HasPolicyAsync(MedInsureContext rows, int year, CancellationToken ct) =>
        rows.PolicyVersions.AnyAsync(version => version.FundingYear == year && version.PublishedAt != null, ct);
}
