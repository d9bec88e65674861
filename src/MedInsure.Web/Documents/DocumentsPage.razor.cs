using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Documents;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.Documents;

public sealed partial class DocumentsPage
{
    private readonly LastAsked last = new();
    private DocumentList? list;
    private Problem? problem;
    private ListDocuments? shown;
    private bool registering;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery]
    private string? Issuer { get; set; }

    /// <summary>"year" is the working year's.</summary>
    [SupplyParameterFromQuery]
    private int? Issued { get; set; }

    [SupplyParameterFromQuery]
    private string? Status { get; set; }

    [SupplyParameterFromQuery]
    private string? Related { get; set; }

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [Inject]
    private FirstReads Reads { get; set; } = default!;

    [Inject]
    private ListDocumentsHandler Documents { get; set; } = default!;

    [Inject]
    private AddressFilters Filters { get; set; } = default!;

    private ListDocuments Asked => new(Text, Known(Issuer), Issued, Enum.TryParse<DocumentStatus>(Status, out var status) ? status : null, Known(Related));

    private bool IsFiltered => Asked != new ListDocuments() && Asked != new ListDocuments("");

    protected override async Task OnParametersSetAsync()
    {
        if (shown == Asked)
        {
            return;
        }

        shown = Asked;
        await last.TakeAsync(Reads.OfAsync(shown, request => Documents.HandleAsync(Actor, request, CancellationToken.None)), Take);
    }

    private static string? Known(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private Task ReadAsync() => last.TakeAsync(Documents.HandleAsync(Actor, Asked, CancellationToken.None), Take);

    private void Take(Result<DocumentList> read) => (list, problem) = read.IsOk ? (read.Value, (Problem?)null) : (null, read.Problem);

    /// <summary>A filter stands in the address, so that a link and the way back keep it.</summary>
    private void Find(string name, string? value) => Filters.Set(name, Known(value));
}
