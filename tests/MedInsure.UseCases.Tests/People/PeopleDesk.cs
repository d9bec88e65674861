using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Testing.Databases;
using MedInsure.Testing.Rosters;
using MedInsure.UseCases.People;
using MedInsure.UseCases.Tests.Allocations;

namespace MedInsure.UseCases.Tests.People;

/// <summary>兰州 with a roster of 3,000 rows for November 2020 and the next one for December: some left, some came, some moved.</summary>
public sealed class PeopleDesk : IAsyncLifetime
{
    public static InventedRoster November { get; } = InventedRoster.OfLanzhou(3_000).Mended();

    public static InventedRoster December { get; } = November.NextMonth();

    public AllocationDesk Desk { get; } = new();

    public static Actor Clerk => Some.Clerk(Bureau.Lanzhou);

    public async Task InitializeAsync()
    {
        await Desk.InitializeAsync();
        await Desk.Database.LoadAsync(Bureau.Lanzhou, November);
        await Desk.Database.LoadAsync(Bureau.Lanzhou, December);
    }

    public Task DisposeAsync() => Desk.DisposeAsync();

    public async Task<PeopleList> FindAsync(FindPeople request, Actor? actor = null) => AllocationDesk.Ok(await TryFindAsync(request, actor ?? Clerk));

    public Task<Result<PeopleList>> TryFindAsync(FindPeople request, Actor actor) => new FindPeopleHandler(Desk.Db, RosterLoading.Key).HandleAsync(actor, request, default);

    public Task<Result<PersonByNumber>> ByNumberAsync(string number, Actor? actor = null) =>
        new FindPersonByNumberHandler(Desk.Db, RosterLoading.Key, TimeProvider.System).HandleAsync(actor ?? Clerk, new FindPersonByNumber(2020, number), default);

    public Task<Result<PersonPage>> ShowAsync(long person, Actor? actor = null) => new ShowPersonHandler(Desk.Db, RosterLoading.Key).HandleAsync(actor ?? Clerk, new ShowPerson(person, 2020), default);

    public Task<Result<UnmaskedPerson>> UnmaskAsync(long person, string reason, Actor? actor = null) =>
        new UnmaskPersonHandler(Desk.Db, RosterLoading.Key).HandleAsync(actor ?? Clerk, new UnmaskPerson(person, 2020, reason), default);

    /// <summary>Page after page to the last.</summary>
    public async Task<IReadOnlyList<PersonRow>> AllAsync(FindPeople request, Actor? actor = null)
    {
        var rows = new List<PersonRow>();
        for (PeopleMark? after = null; ;)
        {
            var page = await FindAsync(request with { After = after }, actor);
            rows.AddRange(page.Rows);
            if ((after = page.Next) is null)
            {
                return rows;
            }
        }
    }

    /// <summary>What the audit trail of the bureau says, newest first.</summary>
    public async Task<IReadOnlyList<string>> AuditAsync(string act)
    {
        await using var connection = await Desk.Database.OpenAppAsync(Bureau.Lanzhou.TenantId());
        return await connection.ColumnAsync("SELECT subject || ' ' || coalesce(detail::text, '') FROM audit_entry WHERE act = $1 ORDER BY sequence DESC", act);
    }
}
