using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Subsidies;
using MedInsure.UseCases.Entitlements;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.Entitlements;

public sealed partial class EntitlementRunDetailPage
{
    private readonly LastAsked last = new();
    private EntitlementRunPage? run;
    private Problem? problem;
    private long shownId;
    private long? chosen;
    private int decided;

    [Parameter]
    public long Id { get; set; }

    [SupplyParameterFromQuery(Name = "tab")]
    private string? Asked { get; set; }

    [SupplyParameterFromQuery]
    private string? County { get; set; }

    [SupplyParameterFromQuery]
    private string? State { get; set; }

    [SupplyParameterFromQuery]
    private string? Category { get; set; }

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [Inject]
    private FirstReads Reads { get; set; } = default!;

    [Inject]
    private ShowEntitlementRunHandler Show { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private IReadOnlyList<TabStrip.Tab> Tabs =>
        [new("sums", "汇总"), new("persons", "人员"), .. run!.Others.Count > 0 ? [new TabStrip.Tab("compare", "与上次比较")] : Array.Empty<TabStrip.Tab>(), new("basis", "依据与核对")];

    private string Tab => Tabs.FirstOrDefault(tab => tab.Key == Asked)?.Key ?? "sums";

    /// <summary>The kinds that wait for a decision and that the run has: the list shows one at a time.</summary>
    private IReadOnlyList<EntitlementState> ToDecide => [.. new[] { EntitlementState.TopUp, EntitlementState.Confirm }.Where(state => run!.Sums.Any(sum => sum.State == state))];

    protected override async Task OnParametersSetAsync()
    {
        if (shownId != Id)
        {
            (shownId, chosen) = (Id, null);
            await last.TakeAsync(Reads.OfAsync(new ShowEntitlementRun(Id), request => Show.HandleAsync(Actor, request, CancellationToken.None)), Take);
        }
    }

    private Task ReadAsync() => last.TakeAsync(Show.HandleAsync(Actor, new ShowEntitlementRun(Id), CancellationToken.None), Take);

    private async Task DecidedAsync()
    {
        decided++;
        await ReadAsync();
    }

    private string PersonsIn(EntitlementState state) => Year.Link($"entitlements/{Id}?tab=persons&state={state}");

    private void Take(Result<EntitlementRunPage> read) => (run, problem) = (read.IsOk ? read.Value : null, read.Problem);

    private void Turn(string tab)
    {
        chosen = null;
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("tab", tab == "sums" ? null : tab));
    }
}
