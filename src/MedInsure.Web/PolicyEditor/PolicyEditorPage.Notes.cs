using MedInsure.UseCases.PolicyDrafts;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.PolicyEditor;

/// <summary>Reasons and acknowledgements, written where the finding stands.</summary>
public sealed partial class PolicyEditorPage
{
    [Inject]
    private NoteFindingHandler Note { get; set; } = default!;

    private async Task NoteAsync(IReadOnlyList<EditorFinding> findings, string? text)
    {
        var noted = await Note.HandleAsync(Actor!, new NoteFinding(Id, [.. findings.Select(finding => finding.Key).OfType<string>()], text), CancellationToken.None);
        saveProblem = noted.Problem;
        if (noted.IsOk)
        {
            editor!.Show(noted.Value.Check);
        }

        StateHasChanged();
    }
}
