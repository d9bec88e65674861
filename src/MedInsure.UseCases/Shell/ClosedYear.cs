using MedInsure.Persistence.Model;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Shell;

/// <summary>
/// A funding year is over for a bureau once it has published its own policy of a later one: from then on it is read and exported, and nothing in it
/// changes. A draft closes nothing, and neither does a bureau above: the year's work goes on until this bureau's next year is in force.
/// </summary>
public static class ClosedYear
{
    /// <summary>The sentence for the person; null while the year is open.</summary>
    /// <param name="current">The latest year that the bureau has published a policy for; null when it has published none.</param>
    public static string? Note(int year, int? current) => year < current ? $"{year} 年度已结束，只能查看和导出。办理业务请在右上角切换到 {current} 年度。" : null;

    internal static Task<int?> CurrentAsync(MedInsureContext rows, CancellationToken ct) =>
        rows.PolicyVersions.Where(version => version.PublishedAt != null && version.State != PolicyState.Withdrawn).MaxAsync(version => (int?)version.FundingYear, ct);

    /// <summary>For an act that writes: the refusal; null while the year is open.</summary>
    internal static async Task<Refused?> CheckAsync(MedInsureContext rows, int year, CancellationToken ct) =>
        Note(year, await CurrentAsync(rows, ct)) is { } sentence ? new Refused(sentence) : null;
}
