using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.Shell;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using MedInsure.Web.Headcounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace MedInsure.Web.Components.Pages.Headcounts;

/// <summary>参保人数 of one year and basis. The work on the table is <see cref="HeadcountSheet"/>'s; acts and addresses are here.</summary>
public sealed partial class HeadcountsPage
{
    private readonly LastAsked last = new();
    private HeadcountBasis basis;
    private HeadcountFilter filter = HeadcountFilter.None;
    private (int Year, HeadcountBasis Basis)? loaded;
    private HeadcountList? list;
    private HeadcountSheet? sheet;
    private IReadOnlyList<HeadcountLine> lines = [];
    private HeadcountTable? table;
    private Problem? problem;
    private string? nothing;
    private string asOfText = "";
    private DateOnly? asOf;
    private bool saving;
    private TableDensity density;
    private HeadcountUnit? history;
    private bool promoting;
    private bool replace;
    private string? leavingTo;

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "basis")]
    private string? Basis { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "show")]
    private string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "city")]
    private string? City { get; set; }

    [Inject]
    private ListHeadcountsHandler Headcounts { get; set; } = default!;

    [Inject]
    private ChangeHeadcountsHandler Change { get; set; } = default!;

    [Inject]
    private PromoteHeadcountsHandler Promote { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private NoticeBoard Notices { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private bool MayEdit => list is { WhyReadOnly: null } && Year.Takes(basis);

    private string? WhyReadOnly => list?.WhyReadOnly ?? Year.Note;

    private bool MayImport => list is not null && HeadcountWords.Bases.Any(Writes);

    private HeadcountBasis WritableBasis => HeadcountWords.Bases.First(Writes);

    private bool Writes(HeadcountBasis one) => HeadcountPowers.Writing(Actor, one) is null && Year.Takes(one);

    private bool HasUnsaved => sheet is { TypedCount: > 0 };

    private string UnsavedWords => $"有 {sheet!.TypedCount} 处修改未保存{(sheet.WrongCount > 0 ? $"，其中 {sheet.WrongCount} 处不是人数" : "")}";

    private HeadcountBasis? Next => basis switch { HeadcountBasis.Estimated => HeadcountBasis.Reported, HeadcountBasis.Reported => HeadcountBasis.Certified, _ => null };

    private bool MayPromote => list is not null && Next is { } next && Writes(next) && list.Units.Any(unit => unit.IsComplete);

    /// <summary>A file holds saved figures: with others on the screen it would not be what is shown.</summary>
    private string? WhyNoExport => lines.Count == 0 ? "没有符合条件的单位，没有可导出的内容。" : HasUnsaved ? "有修改未保存。请先保存或放弃修改，再导出。" : null;

    private string PromotionVerb => $"转为{Next?.Chinese()}";

    private string PromotionWords =>
        $"把{(filter.IsNone ? "全部" : "筛选出的")}单位中已填全的{basis.Chinese()}人数，连同截止日期转为{Next?.Chinese()}人数。没有填全的单位不动，结果会逐一说明。";

    private IReadOnlyList<TabStrip.Tab> Tabs =>
        [.. list!.Bases.Select(one => new TabStrip.Tab(one.Basis.Slug(), $"{one.Basis.Chinese()}（{one.Complete}/{one.Units}）"))];

    private string CompletenessWords => list!.Completeness is { Missing: 0 } all ? $"{all.Units} 个单位已全部填全" : $"已填全 {list.Completeness.Complete}/{list.Completeness.Units} 个单位";

    private string? MissingWords => list!.Completeness.Missing is > 0 and <= 12
        ? $"没有填全：{string.Join("、", list.Units.Where(unit => !unit.IsComplete).Select(unit => unit.Name))}"
        : null;

    private IEnumerable<PrefectureName> Prefectures => list!.Units.Select(unit => unit.Prefecture).OfType<PrefectureName>().Distinct();

    private string DraftKey => $"headcounts/{Actor.TenantId}/{Actor.UserId}/{Year.Year}/{basis.Slug()}";

    protected override async Task OnParametersSetAsync()
    {
        basis = HeadcountAddress.BasisOf(Basis);
        filter = HeadcountFilter.Of(Text, Show, City);
        if (!RendererInfo.IsInteractive)
        {
            // The first HTML says that the table is being read: it would be thrown away for the fields of the circuit a moment later.
            return;
        }

        if (loaded == (Year.Year, basis))
        {
            Redraw();
            return;
        }

        loaded = (Year.Year, basis);
        (list, sheet, problem, nothing, history) = (null, null, null, null, null);
        await last.TakeAsync(Headcounts.HandleAsync(Actor, new ListHeadcounts(Year.Year, basis), CancellationToken.None), Take);
    }

    private void Take(Result<HeadcountList> read)
    {
        nothing = read.Problem?.Sentence;
        if (read.IsOk)
        {
            list = read.Value;
            sheet = new HeadcountSheet(list);
            asOf = list.AsOf ?? HeadcountDate.Usual(Year.Year, ChinaTime.Date(Clock.GetUtcNow()));
            asOfText = asOf.Value.Iso();
            Redraw();
        }
    }

    private void Redraw() => lines = sheet is null ? [] : sheet.Lines(filter);

    private void Go(HeadcountBasis to, HeadcountFilter shown)
    {
        // At once, and not when the browser has gone there: a second choice made meanwhile begins where this one ends.
        filter = to == basis ? shown : filter;
        Navigation.NavigateTo(HeadcountAddress.Table(Year, to, shown));
    }

    private void Searched(ChangeEventArgs change) => Go(basis, filter with { Text = $"{change.Value}".Trim() });

    private void CityChosen(ChangeEventArgs change) => Go(basis, filter with { Prefecture = $"{change.Value}" });

    private void ShowChosen(ChangeEventArgs change) => Go(basis, filter with { Show = $"{change.Value}" });

    private void AsOfChanged(ChangeEventArgs change)
    {
        asOf = HeadcountDate.Read($"{change.Value}");
        asOfText = asOf?.Iso() ?? $"{change.Value}";
        problem = asOf is null ? WrongDate() : null;
    }

    private Refused WrongDate() => new($"截止日期“{asOfText}”不正确，请写成 {Year.Year}-12-31 的样子。");

    private void Typed((SheetPlace Place, string Text) cell)
    {
        sheet!.Type(cell.Place, cell.Text);
        Redraw();
    }

    private async Task PastedAsync((SheetPlace Place, string Text) block)
    {
        var outcome = PastedHeadcounts.Paste(sheet!, [.. lines.Select(line => line.Unit).OfType<HeadcountUnit>()], block.Place, block.Text);
        problem = outcome.Problem;
        Redraw();
        await RememberAsync();
    }

    private async Task SaveAsync()
    {
        if (saving || !MayEdit || sheet!.TypedCount == 0)
        {
            return;
        }

        if (asOf is not { } date)
        {
            problem = WrongDate();
            return;
        }

        saving = true;
        StateHasChanged();
        try
        {
            var outcome = await Change.HandleAsync(Actor, new ChangeHeadcounts(Year.Year, basis, date, sheet.Changes()), CancellationToken.None);
            problem = outcome.Problem;
            if (outcome.IsOk)
            {
                sheet.Clear();
                await RefreshAsync();
                Notices.Done($"已保存 {outcome.Value.Changed} 处修改。");
            }
        }
        finally
        {
            saving = false;
        }
    }

    /// <summary>Reads again and keeps what was typed, except where somebody else wrote meanwhile.</summary>
    private async Task RefreshAsync()
    {
        await last.TakeAsync(Headcounts.HandleAsync(Actor, new ListHeadcounts(Year.Year, basis), CancellationToken.None), TakeAgain);
        await RememberAsync();
    }

    private void TakeAgain(Result<HeadcountList> read)
    {
        problem = read.Problem;
        if (!read.IsOk)
        {
            return;
        }

        list = read.Value;
        (sheet, var dropped) = sheet!.On(list);
        if (dropped > 0)
        {
            Notices.Problem($"有 {dropped} 处他人已更新，现在显示的是更新后的数字，您在这些单元格的修改已撤下。请核对后再填。");
        }

        Redraw();
    }

    private async Task DiscardAsync()
    {
        sheet!.Clear();
        problem = null;
        await RefreshAsync();
    }

    private Task RememberAsync() => table?.RememberAsync() ?? Task.CompletedTask;

    private void AskPromotion()
    {
        problem = HasUnsaved ? new Refused("还有修改没有保存。请先保存或放弃修改，再转口径。") : null;
        (promoting, replace) = (problem is null, false);
    }

    private async Task PromoteAsync()
    {
        string[] shown = filter.IsNone ? [] : [.. lines.Select(line => line.Unit).OfType<HeadcountUnit>().Select(unit => unit.Code.Value)];
        var outcome = await Promote.HandleAsync(Actor, new PromoteHeadcounts(Year.Year, basis, shown, replace), CancellationToken.None);
        promoting = false;
        if (outcome.IsOk)
        {
            Notices.Done($"已将 {outcome.Value.Units} 个单位的{basis.Chinese()}人数转为{outcome.Value.To.Chinese()}。");
            await RefreshAsync();
            problem = outcome.Value.Skipped.Count == 0 ? null : new Refused("以下单位没有转入：" + string.Concat(outcome.Value.Skipped));
        }
        else
        {
            problem = outcome.Problem;
        }
    }

    private void Leaving(LocationChangingContext leaving)
    {
        if (HasUnsaved && leavingTo is null && !IsThisTable(Navigation.ToAbsoluteUri(leaving.TargetLocation)))
        {
            leaving.PreventNavigation();
            leavingTo = leaving.TargetLocation;
        }
    }

    /// <summary>Another filter leaves the work where it is; another year or basis does not.</summary>
    private bool IsThisTable(Uri target)
    {
        var query = System.Web.HttpUtility.ParseQueryString(target.Query);
        return target.AbsolutePath == new Uri(Navigation.Uri).AbsolutePath
            && HeadcountAddress.BasisOf(query["basis"]) == basis
            && query["year"] == $"{Year.Year}";
    }

    private async Task LeaveAsync()
    {
        var target = leavingTo!;
        sheet!.Clear();
        await RememberAsync();
        leavingTo = null;
        Navigation.NavigateTo(target);
    }
}
