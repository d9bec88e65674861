using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Rosters;
using MedInsure.Web.Components.Shell;
using MedInsure.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.Rosters;

public sealed partial class RosterUploadForm
{
    private Problem? problem;
    private FileAnswer? same;
    private RosterMonth? chosen;
    private string authority = "";
    private RosterKind kind;

    /// <summary>At least one, newest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<RosterMonth> Months { get; set; } = [];

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private RosterMonth Chosen => chosen ?? Months[0];

    /// <summary>After a change of the year other months are offered.</summary>
    protected override void OnParametersSet()
    {
        if (chosen is null || Months.All(month => month.Month != chosen.Month))
        {
            Choose(Months[0].Month.ToString());
        }
    }

    private void Answered(FileAnswer answer)
    {
        if (answer is { Batch: { } batch, IsNew: true })
        {
            Navigation.NavigateTo(Year.Link(RosterAddress.Of(batch)));
            return;
        }

        (problem, same) = answer.Batch is null ? (new Refused(answer.Sentence ?? FileRequests.Incomplete), (FileAnswer?)null) : (null, answer);
    }

    private void Choose(string? month)
    {
        chosen = Month.TryParse(month, out var wanted) ? Months.FirstOrDefault(one => one.Month == wanted) ?? Months[0] : Months[0];
        authority = chosen.Authorities.Contains(authority, StringComparer.Ordinal) ? authority : chosen.Authorities[0];
    }
}
