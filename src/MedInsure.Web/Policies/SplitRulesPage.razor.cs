using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Policies;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.Policies;

public sealed partial class SplitRulesPage
{
    private readonly LastAsked last = new();
    private SplitRules? view;
    private Problem? problem;
    private string search = string.Empty;
    private string state = string.Empty;
    private int? shown;

    [CascadingParameter]
    private Actor? Actor { get; set; }

    [CascadingParameter]
    private WorkYear? Year { get; set; }

    [Inject]
    private FirstReads Reads { get; set; } = default!;

    [Inject]
    private ShowSplitRulesHandler Show { get; set; } = default!;

    private string? Subtitle => view is null ? null : $"{view.BureauName}　{view.Years.FundingYear}年度财政补助　{view.Years.Contribution}";

    private IEnumerable<SplitRuleRow> Visible => view!.Rows.Where(row =>
        (search.Length == 0 || row.Name.Contains(search, StringComparison.Ordinal) || row.Prefecture.Contains(search, StringComparison.Ordinal) || row.Region.Value.StartsWith(search, StringComparison.Ordinal))
        && (state.Length == 0 || SplitRuleWords.StateOf(row) == state));

    protected override async Task OnParametersSetAsync()
    {
        if (Actor is null || Year is null || shown == Year.Year)
        {
            return;
        }

        shown = Year.Year;
        await last.TakeAsync(Reads.OfAsync(new ShowSplitRules(Year.Year), request => Show.HandleAsync(Actor, request, CancellationToken.None)), outcome => (view, problem) = outcome.IsOk ? (outcome.Value, (Problem?)null) : (null, outcome.Problem));
    }
}
