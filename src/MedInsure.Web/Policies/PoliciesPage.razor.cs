using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases;
using MedInsure.UseCases.Policies;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.Policies;

public sealed partial class PoliciesPage
{
    private readonly LastAsked last = new();
    private PolicyPage? view;
    private Problem? problem;
    private string tab = "values";
    private (int Year, string? Tenant)? shown;

    [CascadingParameter]
    private Actor? Actor { get; set; }

    [CascadingParameter]
    private WorkYear? Year { get; set; }

    /// <summary>Code of the bureau whose policy is shown; in the address, so that a link keeps it.</summary>
    [SupplyParameterFromQuery(Name = "tenant")]
    private string? Tenant { get; set; }

    [Inject]
    private FirstReads Reads { get; set; } = default!;

    [Inject]
    private ShowPolicyHandler Show { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string? Subtitle => view is null
        ? null
        : $"{view.BureauName}　{view.Title}　第{view.Version}版{(view.PublishedAt is { } at ? $"　{ChinaTime.Text(at)} 发布" : "")}　校验码 {view.Sha256[..12]}";

    private IReadOnlyList<TabStrip.Tab> Tabs =>
    [
        new("values", "数值和条款"),
        .. view!.Compliance.Count > 0 ? [new TabStrip.Tab("bounds", $"上级约束核对（{view.Compliance.Count}）")] : (TabStrip.Tab[])[],
        new("gaps", $"依据待补（{view.Gaps.Count}）"),
        new("documents", $"文件（{view.Documents.Count}）"),
    ];

    protected override async Task OnParametersSetAsync()
    {
        if (Actor is null || Year is null || shown == (Year.Year, Tenant))
        {
            return;
        }

        shown = (Year.Year, Tenant);
        await last.TakeAsync(Reads.OfAsync(new ShowPolicy(Year.Year, Tenant), request => Show.HandleAsync(Actor, request, CancellationToken.None)), outcome => (view, problem) = outcome.IsOk ? (outcome.Value, (Problem?)null) : (null, outcome.Problem));
        if (view is not null && tab == "bounds" && view.Compliance.Count == 0)
        {
            tab = "values";
        }
    }

    private void ChooseAsync(ChangeEventArgs change) => Navigation.NavigateTo(Year!.Link($"policies?tenant={change.Value}"));
}
