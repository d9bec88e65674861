using MedInsure.Rules.Explanation;

namespace MedInsure.Rules.Policies;

public enum DeadlineState
{
    /// <summary>未到</summary>
    NotYet,

    /// <summary>临近</summary>
    Soon,

    /// <summary>逾期</summary>
    Overdue,

    /// <summary>日期待补: the year that it is counted from is not known.</summary>
    Undated,
}

public enum OfficeDeadlineKind
{
    /// <summary>其他事项</summary>
    Other,

    /// <summary>备案: by when the bureaus below are to file</summary>
    Filing,
}

/// <summary>A date that the office sets itself where the notices give none (备案 has no date in any of them).</summary>
public sealed record OfficeDeadline(string Id, string Subject, string Actor, DateOnly Due);

/// <summary>A deadline of one policy year on one day.</summary>
/// <param name="Issuer">Code of the bureau whose policy sets it; that of the own one for what the office sets.</param>
/// <param name="Due">The last day on which it can be done in time; null while undated.</param>
/// <param name="Days">Days left, or since when it is overdue; 0 on the last day.</param>
/// <param name="IsPractice">内部口径: no document gives the date.</param>
/// <param name="Gap">Id of the gap in place of the year that an undated one is counted from.</param>
public sealed record DatedDeadline(string Id, string Issuer, string Subject, string Actor, DateOnly? Due, DeadlineState State, int Days, bool IsPractice, IReadOnlyList<Source> Sources, string? Gap = null)
{
    /// <summary>"内部口径", or the clause that gives the date.</summary>
    public string Basis => IsPractice || Sources.Count == 0 ? "内部口径" : $"{Sources[0].DocumentNumber} {Sources[0].Clause}".Trim() is { Length: > 0 } clause ? clause : Sources[0].ToString();

    /// <summary>"还有 12 天", "今天到期", "逾期 3 天".</summary>
    public string Words => new DeadlineAge(State, Days).Words;
}

/// <summary>How a day stands to today.</summary>
/// <param name="Days">Days left, or since when it is overdue; 0 on the last day.</param>
public readonly record struct DeadlineAge(DeadlineState State, int Days)
{
    /// <summary>"还有 12 天", "今天到期", "逾期 3 天".</summary>
    public string Words => State switch
    {
        DeadlineState.Undated => "日期待补",
        DeadlineState.Overdue => $"逾期 {Days} 天",
        _ when Days == 0 => "今天到期",
        _ => $"还有 {Days} 天",
    };

    public bool IsPressing => State is DeadlineState.Soon or DeadlineState.Overdue;

    public static DeadlineAge Of(DateOnly due, DateOnly today, int near = DeadlineCalendar.DaysThatAreNear)
    {
        var left = due.DayNumber - today.DayNumber;
        return left < 0 ? new DeadlineAge(DeadlineState.Overdue, -left) : new DeadlineAge(left <= near ? DeadlineState.Soon : DeadlineState.NotYet, left);
    }
}

/// <summary>时限看板: the deadlines of a policy year with dates, earliest first. Those of all levels hold, because a province's date binds its cities.</summary>
public static class DeadlineCalendar
{
    /// <summary>内部口径: a deadline is near when this many days or fewer are left.</summary>
    public const int DaysThatAreNear = 30;

    public static IReadOnlyList<DatedDeadline> Of(EffectivePolicy policy, DateOnly today, IReadOnlyList<OfficeDeadline>? office = null, int near = DaysThatAreNear)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var coverage = policy.NearestFirst.Select(issued => issued.Content.Year.CoverageFor(null)).FirstOrDefault(window => window is not null);
        var ruled = policy.Chain.SelectMany(issued => issued.Content.Deadlines.Select(rule => OfRule(issued, rule, coverage, today, near)));
        return [.. ruled.Concat(OfOffice(policy.Own.Tenant, today, office ?? [], near)).OrderBy(deadline => deadline.Due ?? DateOnly.MaxValue).ThenBy(deadline => deadline.Id, StringComparer.Ordinal)];
    }

    /// <summary>What the office set itself, for a year in which no policy is in force yet.</summary>
    public static IEnumerable<DatedDeadline> OfOffice(string tenant, DateOnly today, IReadOnlyList<OfficeDeadline> office, int near = DaysThatAreNear) =>
        from deadline in office
        let age = DeadlineAge.Of(deadline.Due, today, near)
        orderby deadline.Due
        select new DatedDeadline(deadline.Id, tenant, deadline.Subject, deadline.Actor, deadline.Due, age.State, age.Days, true, []);

    private static DatedDeadline OfRule(IssuedPolicy issued, DeadlineRule rule, YearWindow? coverage, DateOnly today, int near)
    {
        var sources = issued.SourcesOf(rule.Cite);
        var isPractice = rule.Cite.All(cite => cite.Kind is CitationKind.Practice or CitationKind.NoDocument);
        var anchor = rule.Anchor == DeadlineAnchor.FundingYear ? issued.Content.Year.Funding : (coverage?.From ?? coverage?.To)?.Year;
        if (anchor is not { } year)
        {
            return new DatedDeadline(rule.Id, issued.Tenant, rule.Subject, rule.Actor, null, DeadlineState.Undated, 0, isPractice, sources, coverage?.Gap);
        }

        var due = rule.DueIn(year);
        var (state, days) = DeadlineAge.Of(due, today, near);
        return new DatedDeadline(rule.Id, issued.Tenant, rule.Subject, rule.Actor, due, state, days, isPractice, sources);
    }
}
