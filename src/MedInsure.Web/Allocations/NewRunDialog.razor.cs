using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Allocations;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.Allocations;

public sealed partial class NewRunDialog
{
    private readonly LastAsked last = new();
    private List<AssumptionEntry> assumed = [];
    private Scheme scheme = Scheme.FiscalSubsidy;
    private RunKind kind = RunKind.Trial;
    private HeadcountBasis basis = HeadcountBasis.Reported;
    private string? title;
    private Problem? problem;
    private bool wasOpen;

    [Parameter, EditorRequired]
    public bool Open { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [Inject]
    private ListAssumableGapsHandler Gaps { get; set; } = default!;

    [Inject]
    private ComputeRunHandler Compute { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private NoticeBoard Notices { get; set; } = default!;

    private string DefaultTitle => $"{Year.Year}年度{AllocationWords.Of(scheme)}{AllocationWords.Of(kind)}";

    protected override async Task OnParametersSetAsync()
    {
        if (Open && !wasOpen)
        {
            if (Year.IsClosed)
            {
                (scheme, kind, basis) = (Year.ToSettle.Contains(scheme) ? scheme : Year.ToSettle[0], RunKind.Settlement, HeadcountBasis.Certified);
            }

            await ReadGapsAsync();
        }

        wasOpen = Open;
    }

    private Task SchemeChosenAsync(ChangeEventArgs change)
    {
        scheme = Enum.Parse<Scheme>((string)change.Value!);
        return ReadGapsAsync();
    }

    private Task ReadGapsAsync() => last.TakeAsync(
        Gaps.HandleAsync(Actor, new ListAssumableGaps(Year.Year, scheme), CancellationToken.None),
        gaps => (problem, assumed) = (gaps.Problem, gaps.IsOk ? [.. gaps.Value.Select(gap => new AssumptionEntry(gap))] : []));

    private async Task ComputeAsync()
    {
        var request = new ComputeRun(Year.Year, scheme, kind, title ?? "", basis, [.. assumed.Where(entry => entry.IsOn).Select(entry => entry.ToAssumption())]);
        var computed = await Compute.HandleAsync(Actor, request, CancellationToken.None);
        problem = computed.Problem;
        if (computed.IsOk)
        {
            Notices.Done($"已完成试算 {computed.Value.Number}：{computed.Value.Lines} 个单位{(computed.Value.Blocked > 0 ? $"，其中 {computed.Value.Blocked} 个无法计算" : "，全部算出")}。");
            Navigation.NavigateTo(Year.Link($"allocations/{computed.Value.RunId}"));
        }
    }
}
