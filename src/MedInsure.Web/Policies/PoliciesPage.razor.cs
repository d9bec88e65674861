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
    private PolicyPage? page;
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
    private ShowPolicyHandler Show { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string? Subtitle => page is null
        ? null
        : $"{page.BureauName}　{page.Title}　第{page.Version}版{(page.PublishedAt is { } at ? $"　{ChinaTime.Text(at)} 发布" : "")}　校验码 {page.Sha256[..12]}";

    private IReadOnlyList<TabStrip.Tab> Tabs =>
    [
        new("values", "数值和条款"),
        .. page!.Compliance.Count > 0 ? [new TabStrip.Tab("bounds", $"上级约束核对（{page.Compliance.Count}）")] : (TabStrip.Tab[])[],
        new("gaps", $"依据待补（{page.Gaps.Count}）"),
        new("documents", $"文件（{page.Documents.Count}）"),
    ];

    protected override async Task OnParametersSetAsync()
    {
        if (Actor is null || Year is null || shown == (Year.Year, Tenant))
        {
            return;
        }

        shown = (Year.Year, Tenant);
        var outcome = await Show.HandleAsync(Actor, new ShowPolicy(Year.Year, Tenant), CancellationToken.None);
        (page, problem) = outcome.IsOk ? (outcome.Value, (Problem?)null) : (null, outcome.Problem);
        if (page is not null && tab == "bounds" && page.Compliance.Count == 0)
        {
            tab = "values";
        }
    }

    private void ChooseAsync(ChangeEventArgs change) => Navigation.NavigateTo(Year!.Link($"policies?tenant={change.Value}"));
}
