using System.Globalization;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.PolicyDrafts;

public sealed partial class NewVersionDialog
{
    private readonly LastAsked last = new();
    private PolicyVersionList? list;
    private Problem? problem;
    private DraftStart start;
    private DraftStart? chosen;
    private bool reading;
    private int year;
    private bool wasOpen;

    [Parameter, EditorRequired]
    public bool Open { get; set; }

    /// <summary>The year that the dialog begins with.</summary>
    [Parameter, EditorRequired]
    public int Suggested { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [Inject]
    private ListPolicyVersionsHandler Versions { get; set; } = default!;

    [Inject]
    private CreateDraftHandler Create { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private NoticeBoard Notices { get; set; } = default!;

    private PolicyVersionRow? Current => list?.Versions.FirstOrDefault(version => version.State == PolicyState.Published);

    private bool IsOver => year < Year.Current;

    private IEnumerable<Way> Ways =>
    [
        new(DraftStart.Roll, "年度结转", "上一年度政策顺延一年，逐项确认", list is { CanRoll: true } ? null : list is { Versions.Count: > 0 } ? "本年度已有版本" : $"{year - 1} 年度政策还没有发布"),
        new(DraftStart.Copy, "沿用现行版本", $"以第 {Current?.Number} 版为底稿修改", Current is null ? "本年度还没有发布的版本" : null),
        new(DraftStart.Empty, "空白", "从头填写", null),
    ];

    protected override async Task OnParametersSetAsync()
    {
        if (Open && !wasOpen)
        {
            chosen = null;
            await ReadAsync(Suggested);
        }

        wasOpen = Open;
    }

    private Task YearGivenAsync(ChangeEventArgs change) =>
        int.TryParse((string?)change.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? ReadAsync(given) : Task.CompletedTask;

    private Task ReadAsync(int given)
    {
        (year, reading) = (given, true);
        return last.TakeAsync(Versions.HandleAsync(Actor, new ListPolicyVersions(year), CancellationToken.None), Take);
    }

    private void Take(Result<PolicyVersionList> listed)
    {
        (list, problem, reading) = (listed.IsOk ? listed.Value : null, listed.Problem, false);
        // What the person chose while the year was read holds, where that year can begin so.
        start = chosen is { } way && Ways.Any(one => one.Start == way && one.Why is null) ? way
            : list is { CanRoll: true } ? DraftStart.Roll : Current is not null ? DraftStart.Copy : DraftStart.Empty;
    }

    private async Task CreateAsync()
    {
        var created = await Create.HandleAsync(Actor, new CreateDraft(year, start, start == DraftStart.Copy ? Current?.Id : null), CancellationToken.None);
        problem = created.Problem;
        if (created.IsOk)
        {
            Notices.Done($"已新建 {year} 年度第 {created.Value.VersionNumber} 版草稿。");
            // A year that was not there before is known to the page once it is loaded anew.
            Navigation.NavigateTo(string.Create(CultureInfo.InvariantCulture, $"policies/versions/{created.Value.VersionId}?year={year}"), forceLoad: !Year.Years.Contains(year));
        }
    }

    /// <param name="Why">Why it cannot be chosen; null when it can.</param>
    private sealed record Way(DraftStart Start, string Name, string What, string? Why);
}
