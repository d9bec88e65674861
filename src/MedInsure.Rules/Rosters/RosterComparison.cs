using MedInsure.Rules.Calendar;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Rosters;

/// <summary>What rosters say of a person beside the identities.</summary>
public sealed record RosterPerson(IdentityNumber Number, string Name, RegionCode Region, string Town, string Village);

/// <summary>An identity over time.</summary>
/// <param name="Until">The last month in which it holds; null while it does.</param>
/// <param name="IsNew">年度内新增</param>
public sealed record RosterMembership(IdentityNumber Number, string Category, string Authority, Month From, Month? Until, DateOnly Identified, bool IsNew);

/// <summary>Persons and identities of a bureau, in any order.</summary>
public sealed record RosterContent(IReadOnlyList<RosterPerson> Persons, IReadOnlyList<RosterMembership> Memberships)
{
    public static RosterContent Empty { get; } = new([], []);
}

/// <param name="Person">After the change; as it was where somebody is cancelled.</param>
/// <param name="PersonBefore">Null when the person was not known.</param>
/// <param name="Membership">After the change.</param>
/// <param name="MembershipBefore">The same identity (person, category, authority, first month) before; null when it begins.</param>
public sealed record RosterDifference(RosterChangeKind Kind, RosterPerson Person, RosterPerson? PersonBefore, RosterMembership Membership, RosterMembership? MembershipBefore);

/// <summary>
/// What a roster changes in the state: 新增, 变更, 取消, 恢复 for each person and category of one authority. The identities of other authorities are left alone, and the same roster again changes nothing.
/// This says what is right, row by row; the database does the same with sets, and a test compares the two.
/// </summary>
public static class RosterComparison
{
    /// <param name="rows">Sound rows in the order of the file. Of two rows of one person and category the first counts, and of two that disagree about the person too.</param>
    public static IReadOnlyList<RosterDifference> Of(RosterContent state, IReadOnlyList<RosterRow> rows, RosterTerms terms)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(terms);
        var persons = state.Persons.ToDictionary(person => person.Number);
        var said = rows.Where(row => row.Change == RosterChange.Added).GroupBy(row => row.Number).ToDictionary(group => group.Key, group => PersonOf(group.First(), persons.GetValueOrDefault(group.Key)));
        var last = state.Memberships.Where(membership => membership.Authority == terms.Authority)
            .GroupBy(membership => (membership.Number, membership.Category)).ToDictionary(group => group.Key, group => group.MaxBy(membership => membership.From)!);
        var wanted = rows.GroupBy(row => (row.Number, row.Category)).ToDictionary(group => group.Key, group => group.First());
        var differences = wanted.Values.Select(row => row.Change == RosterChange.Cancelled
            ? Cancelled(last.GetValueOrDefault((row.Number, row.Category)), row.Cancelled ?? terms.Month)
            : Held(row, said[row.Number], persons.GetValueOrDefault(row.Number), last.GetValueOrDefault((row.Number, row.Category)), terms));
        var absent = terms.AbsentAreCancelled
            ? last.Where(entry => !wanted.ContainsKey(entry.Key) && IsWithin(entry.Key.Number)).Select(entry => Cancelled(entry.Value, terms.Month))
            : [];
        return [.. differences.Concat(absent).OfType<RosterDifference>()];

        RosterDifference? Cancelled(RosterMembership? membership, Month month) => membership is { Until: null } open
            ? new RosterDifference(RosterChangeKind.Cancelled, persons[open.Number], persons[open.Number], open with { Until = EndBefore(month, open.From) }, open)
            : null;

        // A file of some counties speaks of who lives there, and of whom it says so.
        bool IsWithin(IdentityNumber number) => terms.Regions.Count == 0 || terms.Regions.Contains(persons[number].Region)
            || (said.TryGetValue(number, out var person) && terms.Regions.Contains(person.Region));
    }

    /// <summary>The state after the differences were applied.</summary>
    public static RosterContent Apply(RosterContent state, IReadOnlyList<RosterDifference> differences)
    {
        ArgumentNullException.ThrowIfNull(state);
        var persons = state.Persons.ToDictionary(person => person.Number);
        var memberships = state.Memberships.ToDictionary(KeyOf);
        foreach (var difference in differences)
        {
            persons[difference.Person.Number] = difference.Kind == RosterChangeKind.Cancelled ? persons[difference.Person.Number] : difference.Person;
            memberships[KeyOf(difference.Membership)] = difference.Membership;
        }

        return new RosterContent([.. persons.Values], [.. memberships.Values]);
    }

    private static RosterDifference? Held(RosterRow row, RosterPerson person, RosterPerson? known, RosterMembership? last, RosterTerms terms)
    {
        if (last is null)
        {
            return new RosterDifference(RosterChangeKind.Added, person, known, Begin(row, terms, null), null);
        }

        if (last.Until is { } until)
        {
            // Cancelled for this very month: that is taken back, and the identity goes on without a gap.
            return until >= terms.Month.Plus(-1)
                ? new RosterDifference(RosterChangeKind.Restored, person, known, last with { Until = null, Identified = row.Identified }, last)
                : new RosterDifference(RosterChangeKind.Restored, person, known, Begin(row, terms, last), null);
        }

        return person != known || row.Identified != last.Identified
            ? new RosterDifference(RosterChangeKind.Changed, person, known, last with { Identified = row.Identified }, last)
            : null;
    }

    /// <summary>
    /// An identity holds from the month of identification; from the month of the roster where that lies within an earlier identity. It is 年度内新增 when it begins in the year,
    /// unless the person stood on the roster when the year began.
    /// </summary>
    private static RosterMembership Begin(RosterRow row, RosterTerms terms, RosterMembership? last)
    {
        var identified = Month.Of(row.Identified);
        var from = identified <= terms.Month && (last is null || identified > last.Until) ? identified : terms.Month;
        var isNew = from >= terms.NewFrom && (last is null || last.IsNew || last.Until < terms.NewFrom);
        return new RosterMembership(row.Number, row.Category, terms.Authority, from, null, row.Identified, isNew);
    }

    /// <summary>The month before; at least the first month, since an identity that was once on a committed roster is not wiped out.</summary>
    private static Month EndBefore(Month month, Month from) => month.Plus(-1) >= from ? month.Plus(-1) : from;

    /// <summary>A row without town and village says nothing of them: what is known of somebody who stays in the county stands.</summary>
    private static RosterPerson PersonOf(RosterRow row, RosterPerson? known) => row is { Town: "", Village: "" } && known?.Region == row.Region
        ? new RosterPerson(row.Number, row.Name, row.Region, known.Town, known.Village)
        : new RosterPerson(row.Number, row.Name, row.Region, row.Town, row.Village);

    private static (IdentityNumber Number, string Category, string Authority, Month From) KeyOf(RosterMembership membership) =>
        (membership.Number, membership.Category, membership.Authority, membership.From);
}
