using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.PolicyDrafts;

public sealed partial class PolicyVersionsPage
{
    private readonly LastAsked last = new();
    private PolicyVersionList? list;
    private Problem? problem;
    private int shownYear;
    private bool creating;
    private bool importing;

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [Inject]
    private FirstReads Reads { get; set; } = default!;

    [Inject]
    private ListPolicyVersionsHandler Versions { get; set; } = default!;

    [Inject]
    private CreateDraftHandler Create { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private bool MayWrite => Actor.Has(Role.PolicyAdministrator) && Actor.RegionScope.Count == 0;

    private PolicyVersionRow? Current => list?.Versions.FirstOrDefault(version => version.State == PolicyState.Published);

    private PolicyVersionRow? Open => list?.Versions.FirstOrDefault(version => version.State is PolicyState.Draft or PolicyState.InReview);

    /// <summary>The year on the screen while it waits for its first version; else the one after it.</summary>
    private int Suggested => list is { Versions.Count: 0 } && Year.TakesPolicy ? Year.Year : Year.Year + 1;

    private string Next => MayWrite
        ? "可以从空白开始、结转上一年度政策，或导入 JSON 格式的政策文件。"
        : "请由政策管理员新建；编写完成后由复核岗复核并发布。";

    protected override async Task OnParametersSetAsync()
    {
        if (shownYear == Year.Year)
        {
            return;
        }

        shownYear = Year.Year;
        await last.TakeAsync(Reads.OfAsync(new ListPolicyVersions(Year.Year), request => Versions.HandleAsync(Actor, request, CancellationToken.None)), listed => (list, problem) = (listed.IsOk ? listed.Value : null, listed.Problem));
    }

    private string AddressOf(PolicyVersionRow version) => Year.Link($"policies/versions/{version.Id}");

    private async Task AdoptAsync(PolicyVersionRow current)
    {
        var created = await Create.HandleAsync(Actor, new CreateDraft(Year.Year, DraftStart.Copy, current.Id), CancellationToken.None);
        problem = created.Problem;
        if (created.IsOk)
        {
            Navigation.NavigateTo(Year.Link($"policies/versions/{created.Value.VersionId}"));
        }
    }
}
