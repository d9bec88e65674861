using System.Globalization;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Editing;
using MedInsure.Rules.Subsidies;
using MedInsure.UseCases.PolicyDrafts;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.PolicyEditor;

/// <summary>Asks for a person as a roster would have him; the panel computes.</summary>
public sealed partial class TrialPerson
{
    private readonly List<Identity> identities = [];
    private string? month;
    private string? tier;
    private string? group;
    private string? age;
    private string? problem;

    [CascadingParameter]
    public DraftEditor Editor { get; set; } = default!;

    [Parameter]
    public Entitlement? Answer { get; set; }

    /// <summary>Null while nobody is described.</summary>
    [Parameter]
    public EventCallback<TriedPerson?> OnAsked { get; set; }

    private IEnumerable<EditorChoice> Categories => Editor.Choices.Categories.DistinctBy(choice => choice.Id);

    private IReadOnlyList<Identity> Chosen => [.. identities.Where(one => !string.IsNullOrEmpty(one.Category))];

    protected override void OnInitialized()
    {
        month = string.Create(CultureInfo.InvariantCulture, $"{Editor.Opened.FundingYear}-12");
        identities.Add(New());
    }

    private Identity New() => new() { SinceText = string.Create(CultureInfo.InvariantCulture, $"{Editor.Opened.FundingYear}-01") };

    private async Task ChangeAsync(Action change)
    {
        change();
        problem = Chosen.Count == 0 ? null
            : Chosen.Any(one => one.Since is null) ? "认定日期应写到月或日，例如 2020-11 或 2020-11-20。"
            : MonthOf(month) is null ? "“按哪个月计算”应写成 2020-11 这样的月份。"
            : !string.IsNullOrWhiteSpace(age) && AgeOf(age) is null ? "年龄应为 0 至 150 的整数。"
            : null;
        await OnAsked.InvokeAsync(problem is null && Chosen.Count > 0 ? Person() : null);
    }

    private TriedPerson Person() => new(
        [.. Chosen.Select(one => new HeldIdentity(one.Category!, one.Since!.Value, IsNew: one.IsNew))],
        MonthOf(month)!.Value,
        new Enrolment(Given(tier), Given(group), AgeOf(age)));

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static int? AgeOf(string? text) => int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var years) && years <= 150 ? years : null;

    /// <summary>A month, or a day in it.</summary>
    private static Month? MonthOf(string? text) =>
        Month.TryParse(text?.Trim(), out var whole) ? whole
        : DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Month.Of(day)
        : null;

    private static string Yuan(Money? amount) => amount is { } known ? $"{known} 元" : "无法确定";

    private sealed class Identity
    {
        public string? Category { get; set; }

        public string? SinceText { get; set; }

        public bool IsNew { get; set; }

        public Month? Since => MonthOf(SinceText);
    }
}
