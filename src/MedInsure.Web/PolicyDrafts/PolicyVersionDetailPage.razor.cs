using System.Globalization;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.PolicyDrafts;

public sealed partial class PolicyVersionDetailPage
{
    private readonly LastAsked last = new();
    private const string SheetsTab = "sheets";

    private PolicyVersionPage? version;
    private Problem? problem;
    private string tab = "";
    private long shown;

    [Parameter]
    public long Id { get; set; }

    /// <summary>The part to begin with, for links from elsewhere: "sheets".</summary>
    [SupplyParameterFromQuery(Name = "tab")]
    private string? Asked { get; set; }

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [Inject]
    private FirstReads Reads { get; set; } = default!;

    [Inject]
    private ShowPolicyVersionHandler Show { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private NoticeBoard Notices { get; set; } = default!;

    private IReadOnlyList<PageHeader.Crumb> Trail => [new("政策配置", Year.Link("policies/versions"))];

    private bool IsDraft => version!.State == PolicyState.Draft;

    /// <summary>A recall takes a review's place in the record, so the last of the two counts.</summary>
    private bool IsReviewed => version!.Timeline.LastOrDefault(step => step.Act is "ReviewPolicy" or "SubmitPolicy")?.Act == "ReviewPolicy";

    private int Holding => version!.Check.Unreadable.Count + version.Check.Blocking.Count + version.Check.Unconfirmed.Count;

    private IReadOnlyList<TabStrip.Tab> Tabs =>
    [
        new("check", $"检查结果（{version!.Check.Unreadable.Count + version.Check.Findings.Count}）"),
        .. version.Check.Unconfirmed.Count > 0 || tab == "roll" ? [new TabStrip.Tab("roll", $"结转确认（还有 {version.Check.Unconfirmed.Count} 项）")] : (TabStrip.Tab[])[],
        new("values", "内容"),
        new("changes", "变动"),
        new("timeline", "办理过程"),
        .. version.Acts.Edit ? [new TabStrip.Tab(SheetsTab, "读回表格"), new TabStrip.Tab("file", "替换内容")] : (TabStrip.Tab[])[],
    ];

    protected override async Task OnParametersSetAsync()
    {
        if (shown != Id)
        {
            (shown, version, tab) = (Id, null, "");
            await ReadAsync();
        }

        if (version is not null && version.FundingYear != Year.Year && Year.Years.Contains(version.FundingYear))
        {
            // A link without the year leads to the version's own; another year chosen in the header leads to that year's list.
            var chosen = Navigation.Uri.Contains("year=", StringComparison.Ordinal);
            Navigation.NavigateTo(chosen ? Year.Link("policies/versions") : AddressOf(Id, version.FundingYear), replace: !chosen);
        }
    }

    private static string AddressOf(long id, int year) => string.Create(CultureInfo.InvariantCulture, $"policies/versions/{id}?year={year}");

    private Task ReadAsync() => last.TakeAsync(Reads.OfAsync(new ShowPolicyVersion(Id), request => Show.HandleAsync(Actor, request, CancellationToken.None)), Take);

    private void Take(Result<PolicyVersionPage> read)
    {
        problem = read.Problem;
        if (!read.IsOk)
        {
            return;
        }

        version = read.Value;
        if (tab.Length == 0 || (tab is "file" or SheetsTab && !version.Acts.Edit))
        {
            tab = tab.Length == 0 && Asked == SheetsTab && version.Acts.Edit ? SheetsTab
                : version.State == PolicyState.Draft ? version.Check.Unconfirmed.Count > 0 ? "roll" : "check" : "values";
        }
    }

    /// <summary>What a person wrote to a finding or settled can make the draft ready: the acts are asked for again.</summary>
    private Task Noted() => ReadAsync();

    private async Task AppliedAsync()
    {
        tab = "check";
        await ReadAsync();
    }

    private async Task ReplacedAsync()
    {
        tab = "check";
        await ReadAsync();
        Notices.Done("已替换草稿内容。");
    }
}
