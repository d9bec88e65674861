using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.PolicyDrafts;

public sealed partial class PolicyConfirmations
{
    private readonly LastAsked last = new();
    private readonly HashSet<string> chosen = new(StringComparer.Ordinal);
    private Dictionary<string, ShownValue>? values;
    private Problem? problem;
    private bool byDocument = true;
    private bool working;
    private string? document;
    private string? clause;
    private string? reason;

    [Parameter, EditorRequired]
    public PolicyVersionPage Version { get; set; } = default!;

    [Parameter]
    public EventCallback OnConfirmed { get; set; }

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [Inject]
    private FirstReads Reads { get; set; } = default!;

    [Inject]
    private ShowPolicyValuesHandler Values { get; set; } = default!;

    [Inject]
    private ConfirmValuesHandler Confirm { get; set; } = default!;

    [Inject]
    private NoticeBoard Notices { get; set; } = default!;

    /// <summary>What waits, with the words that a clerk reads: the check itself knows regions by code.</summary>
    private IReadOnlyList<(UnconfirmedValue Entry, ShownValue Value)> Open =>
        [.. from entry in Version.Check.Unconfirmed where values!.ContainsKey(entry.Value.Path) select (entry, values![entry.Value.Path])];

    private IEnumerable<PolicyDocument> Documents => Version.Check.Content?.Documents.Where(held => held is { Held: true, Transcription: not Transcription.Doubtful }) ?? [];

    private bool CanConfirm => chosen.Count > 0 && (byDocument ? !string.IsNullOrEmpty(document) && !string.IsNullOrWhiteSpace(clause) : !string.IsNullOrWhiteSpace(reason));

    protected override async Task OnInitializedAsync()
    {
        await last.TakeAsync(Reads.OfAsync(new ShowPolicyValues(Version.Id), request => Values.HandleAsync(Actor, request, CancellationToken.None)), read => (values, problem) = (read.IsOk ? read.Value.ToDictionary(value => value.Path, StringComparer.Ordinal) : null, read.Problem));
    }

    /// <summary>The sentence without the value that it begins with, which stands in the row already.</summary>
    private static string Waiting(UnconfirmedValue entry)
    {
        var what = $"“{entry.Value.Label}：{entry.Value.Text}”";
        return entry.Sentence.StartsWith(what, StringComparison.Ordinal) ? entry.Sentence[what.Length..] : entry.Sentence;
    }

    private void Choose(ShownValue value, ChangeEventArgs change)
    {
        if (change.Value is true)
        {
            chosen.Add(value.Path);
        }
        else
        {
            chosen.Remove(value.Path);
        }
    }

    private void ChooseAll(ChangeEventArgs change)
    {
        chosen.Clear();
        if (change.Value is true)
        {
            chosen.UnionWith(Open.Select(line => line.Value.Path));
        }
    }

    private async Task ConfirmAsync()
    {
        working = true;
        try
        {
            // Without a document the reason says why the value holds on, or why it was changed.
            IEnumerable<ConfirmValues> requests = byDocument
                ? [new ConfirmValues(Version.Id, [.. chosen], RollWay.ConfirmedByDocument, document, clause)]
                : chosen.GroupBy(path => values![path].IsRolled ? RollWay.CarriedWithReason : RollWay.Changed).Select(group => new ConfirmValues(Version.Id, [.. group], group.Key, Reason: reason));
            DraftCheck? check = null;
            foreach (var request in requests.ToList())
            {
                var done = await Confirm.HandleAsync(Actor, request, CancellationToken.None);
                problem = done.Problem;
                if (!done.IsOk)
                {
                    break;
                }

                check = done.Value.Check;
            }

            if (check is not null)
            {
                var left = check.Unconfirmed.Select(entry => entry.Value.Path).ToHashSet(StringComparer.Ordinal);
                var settled = chosen.Count(path => !left.Contains(path));
                if (problem is null && settled < chosen.Count)
                {
                    problem = new Refused($"有 {chosen.Count - settled} 项没有确认，原因写在“还须办理”一列。");
                }

                chosen.IntersectWith(left);
                Notices.Done(left.Count == 0 ? $"已确认 {settled} 项，全部确认完毕。" : $"已确认 {settled} 项，还有 {left.Count} 项。");
            }

            await OnConfirmed.InvokeAsync();
        }
        finally
        {
            working = false;
        }
    }
}
