using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Policies;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.Policies;

public sealed partial class SplitRulesPage
{
    private SplitRules? page;
    private Problem? problem;
    private string search = string.Empty;
    private string state = string.Empty;
    private int? shown;

    [CascadingParameter]
    private Actor? Actor { get; set; }

    [CascadingParameter]
    private WorkYear? Year { get; set; }

    [Inject]
    private ShowSplitRulesHandler Show { get; set; } = default!;

    private string? Subtitle => page is null ? null : $"{page.BureauName}　{page.Years.FundingYear}年度财政补助　{page.Years.Contribution}";

    private IEnumerable<SplitRuleRow> Visible => page!.Rows.Where(row =>
        (search.Length == 0 || row.Name.Contains(search, StringComparison.Ordinal) || row.Prefecture.Contains(search, StringComparison.Ordinal) || row.Region.Value.StartsWith(search, StringComparison.Ordinal))
        && (state.Length == 0 || SplitRuleWords.StateOf(row) == state));

    protected override async Task OnParametersSetAsync()
    {
        if (Actor is null || Year is null || shown == Year.Year)
        {
            return;
        }

        shown = Year.Year;
        var outcome = await Show.HandleAsync(Actor, new ShowSplitRules(Year.Year), CancellationToken.None);
        (page, problem) = outcome.IsOk ? (outcome.Value, (Problem?)null) : (null, outcome.Problem);
    }
}
