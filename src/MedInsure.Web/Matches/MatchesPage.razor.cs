using MedInsure.Rules.Access;
using MedInsure.Rules.Matches;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Matches;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.Matches;

public sealed partial class MatchesPage
{
    private readonly LastAsked last = new();
    private MatchList? list;
    private Problem? problem;
    private Problem? refused;
    private ListMatches? asked;
    private MatchLine? resolving;
    private MatchResolution resolution;
    private string? reason;
    private bool working;
    private bool deaths;

    [SupplyParameterFromQuery]
    private int? Coverage { get; set; }

    [SupplyParameterFromQuery]
    private string? Kind { get; set; }

    [SupplyParameterFromQuery]
    private string? County { get; set; }

    [SupplyParameterFromQuery]
    private string? State { get; set; }

    [SupplyParameterFromQuery]
    private int? Page { get; set; }

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [Inject]
    private FirstReads Reads { get; set; } = default!;

    [Inject]
    private ListMatchesHandler Matches { get; set; } = default!;

    [Inject]
    private MatchThreeWayHandler Match { get; set; } = default!;

    [Inject]
    private ResolveMatchHandler Resolve { get; set; } = default!;

    [Inject]
    private ReopenMatchHandler Reopen { get; set; } = default!;

    [Inject]
    private AddressFilters Filters { get; set; } = default!;

    [Inject]
    private NoticeBoard Notices { get; set; } = default!;

    private ListMatches Asked => new(
        Coverage,
        Enum.TryParse<MatchKind>(Kind, out var kind) ? kind : null,
        RegionCode.TryParse(County, out var county) ? county : null,
        State switch { "resolved" => MatchState.Resolved, "all" => null, _ => MatchState.Open },
        Page ?? 1,
        Year.Year);

    protected override async Task OnParametersSetAsync()
    {
        if (asked != Asked)
        {
            asked = Asked;
            await last.TakeAsync(Reads.OfAsync(asked, request => Matches.HandleAsync(Actor, request, CancellationToken.None)), Take);
        }
    }

    private Task ReadAsync() => last.TakeAsync(Matches.HandleAsync(Actor, Asked, CancellationToken.None), Take);

    private void Take(Result<MatchList> read) => (list, problem) = read.IsOk ? (read.Value, (Problem?)null) : (null, read.Problem);

    private void Find(string name, string? value) => Filters.Set(new Dictionary<string, object?> { [name] = string.IsNullOrEmpty(value) ? null : value, ["page"] = null });

    private void OpenDeathsAsync() => deaths = true;

    private async Task MatchAsync()
    {
        if (working)
        {
            return;
        }

        working = true;
        var done = await Match.HandleAsync(Actor, new MatchThreeWay(list!.CoverageYear), CancellationToken.None);
        working = false;
        if (done.IsOk)
        {
            Notices.Done(done.Value.Sentence);
        }
        else
        {
            Notices.Problem(done.Problem.Sentence);
        }

        await ReadAsync();
    }

    private void Ask(MatchLine line) => (resolving, reason, refused, resolution) = (line, null, null, MatchResolution.Mended);

    private async Task ResolveAsync()
    {
        var done = await Resolve.HandleAsync(Actor, new ResolveMatch(resolving!.Id, resolving.Version, resolution, reason ?? ""), CancellationToken.None);
        refused = done.Problem;
        if (done.IsOk)
        {
            resolving = null;
            Notices.Done(done.Value.Sentence);
        }

        await ReadAsync();
    }

    private async Task ReopenAsync(MatchLine line)
    {
        var done = await Reopen.HandleAsync(Actor, new ReopenMatch(line.Id), CancellationToken.None);
        if (done.IsOk)
        {
            Notices.Done(done.Value.Sentence);
        }
        else
        {
            Notices.Problem(done.Problem.Sentence);
        }

        await ReadAsync();
    }
}
