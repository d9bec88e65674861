using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Access;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.PolicyDrafts;

public sealed partial class PolicySheetsPanel
{
    /// <summary>Lines of one table on the page; a workbook of floods is answered shortly.</summary>
    private const int Most = 200;

    private readonly HashSet<string> take = new(StringComparer.Ordinal);
    private ReadSheets? read;
    private Problem? problem;
    private bool busy;

    [Parameter, EditorRequired]
    public PolicyVersionPage Version { get; set; } = default!;

    [Parameter]
    public EventCallback OnApplied { get; set; }

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = default!;

    [Inject]
    private HandedOver HandedOver { get; set; } = default!;

    [Inject]
    private ApplyPolicySheetsHandler Apply { get; set; } = default!;

    [Inject]
    private NoticeBoard Notices { get; set; } = default!;

    private int Count => read!.Changes.Count + take.Count;

    private int Hidden => new[] { read!.Errors.Count, read.Changes.Count, read.Theirs.Count }.Sum(count => Math.Max(0, count - Most));

    private string Title => read switch
    {
        { Errors.Count: > 0 } => "表格中有看不懂的内容",
        { Changes.Count: 0, Conflicts.Count: 0 } => "没有手工修改",
        _ => $"手工修改清单（{read!.Changes.Count} 项）",
    };

    private static string KindOf(SheetLine line) => line.Kind switch { ChangeKind.Added => "新增", ChangeKind.Removed => "删除", _ => "修改" };

    private static string Or(string text) => text.Length == 0 ? "—" : text;

    /// <summary>The request that received the file left what it read under this name.</summary>
    private async Task KeptAsync(string kept)
    {
        take.Clear();
        read = HandedOver.Take(kept, Person.SessionId).Values.FirstOrDefault() is Task<ReadSheets> shown ? await shown : null;
        problem = read is null ? new Refused("读回的结果没有送到页面，草稿没有变化；请重新读回。") : null;
    }

    private void Forget() => (read, problem) = (null, null);

    private void Choose(string id, bool chosen)
    {
        if (chosen)
        {
            take.Add(id);
        }
        else
        {
            take.Remove(id);
        }
    }

    private async Task ApplyAsync()
    {
        if (busy || read is null)
        {
            return;
        }

        busy = true;
        var applied = await Apply.HandleAsync(Actor, new ApplyPolicySheets(Version.Id, read.File, read.Stamp, read.Fingerprint, take), CancellationToken.None);
        (busy, problem) = (false, applied.Problem);
        if (applied.IsOk)
        {
            read = null;
            Notices.Done($"已应用 {applied.Value.Count} 项修改。");
            await OnApplied.InvokeAsync();
        }
    }
}
