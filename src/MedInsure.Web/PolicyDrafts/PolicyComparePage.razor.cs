using System.Globalization;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Tables;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.PolicyDrafts;

public sealed partial class PolicyComparePage
{
    private readonly LastAsked last = new();
    private IReadOnlyList<ComparableVersion> versions = [];
    private Comparison? shown;
    private Problem? problem;
    private MoneyUnit unit = MoneyUnit.Yuan;
    private string tab = "values";
    private (long?, long?)? asked;

    [SupplyParameterFromQuery]
    private long? Before { get; set; }

    [SupplyParameterFromQuery]
    private long? After { get; set; }

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [Inject]
    private FirstReads Reads { get; set; } = default!;

    [Inject]
    private ComparePolicyVersionsHandler Compare { get; set; } = default!;

    [Inject]
    private ListComparableVersionsHandler Versions { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private IReadOnlyList<TabStrip.Tab> Tabs =>
    [
        new("values", $"规定（{shown!.Changes} 处变动）"),
        new("money", "资金影响（按出资方）"),
        .. shown.Counties is not null ? [new TabStrip.Tab("counties", "资金影响（按县）")] : (TabStrip.Tab[])[],
    ];

    protected override async Task OnParametersSetAsync()
    {
        if (asked == (Before, After))
        {
            return;
        }

        asked = (Before, After);
        shown = null;
        var isLast = await last.TakeAsync(
            Reads.OfAsync(new ListComparableVersions(), request => Versions.HandleAsync(Actor, request, CancellationToken.None)), listed => (versions, problem) = (listed.IsOk ? listed.Value : [], listed.Problem));
        if (isLast && Before is not null && After is not null)
        {
            await ReadAsync();
        }
    }

    private static string NameOf(ComparedVersion version) => $"{version.FundingYear}年度第{version.Number}版";

    private RenderFragment Choices(long? selected) => builder =>
    {
        foreach (var bureau in versions.GroupBy(version => version.BureauName))
        {
            builder.OpenElement(0, "optgroup");
            builder.AddAttribute(1, "label", bureau.Key);
            foreach (var version in bureau)
            {
                builder.OpenElement(2, "option");
                builder.AddAttribute(3, "value", version.Id.ToString(CultureInfo.InvariantCulture));
                builder.AddAttribute(4, "selected", version.Id == selected);
                builder.AddContent(5, version.Name);
                builder.CloseElement();
            }

            builder.CloseElement();
        }
    };

    private void Go(ChangeEventArgs before, long? after) => Go(IdOf(before), after);

    private void Go(long? before, ChangeEventArgs after) => Go(before, IdOf(after));

    private void Go(long? before, long? after) => Navigation.NavigateTo(Year.Link($"policies/compare?before={before}&after={after}"));

    private static long? IdOf(ChangeEventArgs change) => long.TryParse((string?)change.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private Task UnitChosenAsync(MoneyUnit chosen)
    {
        unit = chosen;
        return ReadAsync();
    }

    private async Task ReadAsync()
    {
        await last.TakeAsync(Reads.OfAsync(new ComparePolicyVersions(Before!.Value, After!.Value, unit), CompareAsync), compared => (shown, problem) = (compared.IsOk ? compared.Value : null, compared.Problem));
        if (shown is { Counties: null } && tab == "counties")
        {
            tab = "money";
        }
    }

    /// <summary>Of what is compared the page keeps everything but the cells.</summary>
    private async Task<Result<Comparison>> CompareAsync(ComparePolicyVersions request)
    {
        var compared = await Compare.HandleAsync(Actor, request, CancellationToken.None);
        return compared.IsOk
            ? new Comparison(
                compared.Value.Before,
                compared.Value.After,
                compared.Value.Changes.Count,
                ShownTable.Of(compared.Value.Tables.Redline),
                compared.Value.Tables.Payers is { } payers ? ShownTable.Of(payers) : null,
                compared.Value.Tables.Counties is { } counties ? ShownTable.Of(counties) : null,
                compared.Value.NoMoney)
            : compared.Problem!;
    }

    private sealed record Comparison(ComparedVersion Before, ComparedVersion After, int Changes, ShownTable Redline, ShownTable? Payers, ShownTable? Counties, string? NoMoney);
}
