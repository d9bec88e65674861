using MedInsure.UseCases.Tables;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MedInsure.Web.Components.Kit;

/// <summary>Shows an <see cref="OfficialTable"/>. A figure with a key becomes a button when somebody listens to <see cref="OnCell"/>.</summary>
public sealed partial class OfficialTableView : IAsyncDisposable
{
    private ElementReference frame;
    private MarkupString markup;
    private OfficialTable? shown;
    private string? marked;
    private bool listening;
    private IJSObjectReference? module;
    private IJSObjectReference? watch;
    private DotNetObjectReference<OfficialTableView>? self;

    [Parameter, EditorRequired]
    public OfficialTable Table { get; set; } = default!;

    /// <summary>Receives the key of the figure that was clicked.</summary>
    [Parameter]
    public EventCallback<string> OnCell { get; set; }

    /// <summary>The key of the figure that is being explained, which is highlighted.</summary>
    [Parameter]
    public string? SelectedKey { get; set; }

    /// <summary>On screen the page has its own heading; the paper always shows the table's title.</summary>
    [Parameter]
    public bool ShowTitle { get; set; } = true;

    [JSInvokable]
    public Task CellChosen(int row, int cell)
    {
        var key = row >= 0 && row < Table.Rows.Count && cell >= 0 && cell < Table.Rows[row].Cells.Count ? Table.Rows[row].Cells[cell].Key : null;
        return key is null ? Task.CompletedTask : OnCell.InvokeAsync(key);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (watch is not null)
            {
                await watch.InvokeVoidAsync("stop");
                await watch.DisposeAsync();
            }

            if (module is not null)
            {
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its listeners with it.
        }

        self?.Dispose();
    }

    protected override void OnParametersSet()
    {
        var listens = OnCell.HasDelegate;
        if (ReferenceEquals(shown, Table) && listening == listens)
        {
            return;
        }

        shown = Table;
        listening = listens;
        marked = null;
        markup = new MarkupString(SharedMarkup.Of(Table, listens));
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!listening)
        {
            return;
        }

        if (watch is null)
        {
            module ??= await Browser.InvokeAsync<IJSObjectReference>("import", "./kit.js");
            self ??= DotNetObjectReference.Create(this);
            watch = await module.InvokeAsync<IJSObjectReference>("watchCells", frame, self);
        }

        if (!string.Equals(marked, SelectedKey, StringComparison.Ordinal))
        {
            marked = SelectedKey;
            var (row, cell) = PlaceOf(SelectedKey);
            await watch.InvokeVoidAsync("mark", row, cell);
        }

        await watch.InvokeVoidAsync("refresh");
    }

    private (int Row, int Cell) PlaceOf(string? key)
    {
        for (var row = 0; key is not null && row < Table.Rows.Count; row++)
        {
            for (var cell = 0; cell < Table.Rows[row].Cells.Count; cell++)
            {
                if (string.Equals(Table.Rows[row].Cells[cell].Key, key, StringComparison.Ordinal))
                {
                    return (row, cell);
                }
            }
        }

        return (-1, -1);
    }
}
