using MedInsure.Rules.Regions;
using MedInsure.UseCases.Headcounts;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Headcounts;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MedInsure.Web.Components.Pages.Headcounts;

/// <summary>
/// The official table with a field in every cell that may be edited. The fields have no handlers of their own: one script listens for all of
/// them (headcounts.js) and tells a changed cell, a pasted block or Ctrl+S.
/// </summary>
public sealed partial class HeadcountTable
{
    private ElementReference frame;
    private BrowserWatch<HeadcountTable>? watch;
    private bool listening;

    [Parameter, EditorRequired]
    public HeadcountSheet Sheet { get; set; } = default!;

    [Parameter, EditorRequired]
    public IReadOnlyList<HeadcountLine> Lines { get; set; } = [];

    [Parameter]
    public bool Editable { get; set; }

    [Parameter]
    public bool Compact { get; set; }

    /// <summary>Where the browser keeps what was typed but not saved, until its window is closed.</summary>
    [Parameter, EditorRequired]
    public string DraftKey { get; set; } = "";

    [Parameter]
    public EventCallback<(SheetPlace Place, string Text)> OnTyped { get; set; }

    [Parameter]
    public EventCallback<(SheetPlace Place, string Text)> OnPasted { get; set; }

    [Parameter]
    public EventCallback OnSave { get; set; }

    [Parameter]
    public EventCallback<HeadcountUnit> OnHistory { get; set; }

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    private string Title => Sheet.List.Title;

    [JSInvokable]
    public Task CellTyped(string unit, int column, string text) =>
        PlaceOf(unit, column) is { } place ? OnTyped.InvokeAsync((place, text)) : Task.CompletedTask;

    [JSInvokable]
    public Task BlockPasted(string unit, int column, string text) =>
        PlaceOf(unit, column) is { } place ? OnPasted.InvokeAsync((place, text)) : Task.CompletedTask;

    [JSInvokable]
    public Task SavePressed() => OnSave.InvokeAsync();

    /// <summary>Lets the browser keep what is typed now; call after a change that it did not make itself.</summary>
    public async Task RememberAsync()
    {
        if (watch?.Script is { } script)
        {
            await script.InvokeVoidAsync("remember", Places().Where(Sheet.IsTyped).Select(place => new { cell = Key(place), text = Sheet.Text(place), saved = Sheet.SavedText(place) }));
        }
    }

    public ValueTask DisposeAsync() => watch?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || !Editable)
        {
            return;
        }

        watch = new BrowserWatch<HeadcountTable>(this);
        await watch.StartAsync(Browser, "./headcounts.js", "watchSheet", frame, DraftKey);
        if (watch.Script is not { } script)
        {
            return;
        }

        listening = true;
        StateHasChanged();
        foreach (var cell in await script.InvokeAsync<DraftCell[]>("draft"))
        {
            if (watch.Script is null)
            {
                return;
            }

            if (cell.Cell.Split('/') is [var unit, var column] && int.TryParse(column, System.Globalization.CultureInfo.InvariantCulture, out var number))
            {
                await CellTyped(unit, number, cell.Text);
            }
        }
    }

    private static string Key(SheetPlace place) => $"{place.Unit}/{place.Column}";

    private SheetPlace? PlaceOf(string unit, int column) =>
        RegionCode.TryParse(unit, out var code) && Sheet.Has(code) && column >= 0 && column < HeadcountWords.Columns.Count ? new SheetPlace(code, column) : null;

    private IEnumerable<SheetPlace> Places() =>
        Sheet.List.Units.SelectMany(unit => Enumerable.Range(0, HeadcountWords.Columns.Count).Select(column => new SheetPlace(unit.Code, column)));

    private string ClassOf(SheetPlace place) => Sheet.IsWrong(place) ? "cell cell-wrong" : Sheet.IsTyped(place) ? "cell cell-typed" : "cell";

    private string? NoteOn(SheetPlace place) => Sheet.IsTyped(place) ? $"已保存：{(Sheet.SavedText(place) is { Length: > 0 } text ? text : "未填")}" : null;

    private sealed record DraftCell(string Cell, string Text);
}
