using MedInsure.Rules.Access;
using MedInsure.Rules.Documents;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases;
using MedInsure.UseCases.Documents;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.Documents;

public sealed partial class DocumentDetailPage
{
    private readonly LastAsked last = new();
    private DocumentPage? document;
    private Problem? problem;
    private Problem? refused;
    private ClauseRow? edited;
    private ClauseRow? marked;
    private bool changing;
    private bool pasting;
    private bool editing;
    private bool marking;
    private bool removing;
    private string? shown;

    [Parameter]
    public string Number { get; set; } = "";

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [Inject]
    private FirstReads Reads { get; set; } = default!;

    [Inject]
    private ShowDocumentHandler Show { get; set; } = default!;

    [Inject]
    private SaveClauseHandler Clauses { get; set; } = default!;

    [Inject]
    private RemoveDocumentHandler Remove { get; set; } = default!;

    [Inject]
    private NoticeBoard Notices { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string Asked => DocumentNumber.Key(Number);

    private bool MayWrite => Actor.Has(Role.PolicyAdministrator) && Actor.RegionScope.Count == 0;

    /// <summary>Who looked at the document as a whole, and what was said.</summary>
    private string WholeMark => document is { WholeMarks: [{ } mark, ..] }
        ? $"　全文{PolicyWords.Of(mark.Transcription)}：{mark.By} {ChinaTime.Text(mark.At)}{(mark.Note is null ? "" : $"，{mark.Note}")}"
        : "";

    protected override async Task OnParametersSetAsync()
    {
        if (shown == Asked)
        {
            return;
        }

        (shown, document) = (Asked, null);
        await last.TakeAsync(Reads.OfAsync(new ShowDocument(Asked), request => Show.HandleAsync(Actor, request, CancellationToken.None)), Take);
    }

    private Task ReadAsync() => last.TakeAsync(Show.HandleAsync(Actor, new ShowDocument(Asked), CancellationToken.None), Take);

    private void Take(Result<DocumentPage> read) => (document, problem) = read.IsOk ? (read.Value, (Problem?)null) : (null, read.Problem);

    private async Task RemoveClauseAsync(ClauseRow clause)
    {
        var removed = await Clauses.HandleAsync(Actor, new RemoveClause(Asked, clause.Path), CancellationToken.None);
        if (removed.IsOk)
        {
            Notices.Done($"已删除“{clause.Path}”。");
        }
        else
        {
            Notices.Problem(removed.Problem!.Sentence);
        }

        await ReadAsync();
    }

    private async Task RemoveAsync()
    {
        var removed = await Remove.HandleAsync(Actor, new RemoveDocument(Asked), CancellationToken.None);
        refused = removed.Problem;
        if (removed.IsOk)
        {
            Notices.Done($"已删除 {removed.Value}。");
            Navigation.NavigateTo(Year.Link("documents"));
        }
    }
}
