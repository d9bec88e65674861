using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MedInsure.Web.Components.Kit;

/// <summary>Shows a <see cref="ShownTable"/>. A figure with a key is a button when the table explains itself.</summary>
public sealed partial class OfficialTableView : IAsyncDisposable
{
    private ElementReference frame;
    private ShownTable? sent;
    private string? marked;
    private BrowserWatch<OfficialTableView>? watch;
    private Task? starting;

    [Parameter, EditorRequired]
    public ShownTable Table { get; set; } = default!;

    /// <summary>Receives the figure that was clicked.</summary>
    [Parameter]
    public EventCallback<ChosenCell> OnCell { get; set; }

    /// <summary>The browser no longer has the cells, and the table has let them go: read it again.</summary>
    [Parameter]
    public EventCallback OnLost { get; set; }

    /// <summary>The key of the figure that is being explained, which is highlighted.</summary>
    [Parameter]
    public string? SelectedKey { get; set; }

    /// <summary>On screen the page has its own heading; the paper always shows the table's title.</summary>
    [Parameter]
    public bool ShowTitle { get; set; } = true;

    [JSInvokable]
    public Task CellChosen(string key, string row) => OnCell.InvokeAsync(new ChosenCell(key, row));

    public ValueTask DisposeAsync() => watch?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Drawn again while the script is on its way, the table waits for the same one.
        watch ??= new BrowserWatch<OfficialTableView>(this);
        starting ??= watch.StartAsync(Browser, "./kit.js", "watchCells", frame);
        await starting;
        if (watch.Script is not { } cells)
        {
            return;
        }

        var table = Table;
        if (!ReferenceEquals(sent, table))
        {
            sent = table;
            var isThere = await cells.InvokeAsync<bool>("has", table.Id);
            if (watch.Script is null)
            {
                return;
            }

            if (!isThere)
            {
                if (table.CellsToSend() is not { } markup)
                {
                    await OnLost.InvokeAsync();
                    return;
                }

                await cells.InvokeVoidAsync("fill", table.Id, markup);
            }

            table.LetGo();
            marked = null;
        }

        if (watch.Script is not null && !string.Equals(marked, SelectedKey, StringComparison.Ordinal))
        {
            marked = SelectedKey;
            await cells.InvokeVoidAsync("mark", SelectedKey);
        }
    }
}

/// <param name="Key">What the cell of the table model is called.</param>
/// <param name="Row">The name of its row as the browser shows it.</param>
public sealed record ChosenCell(string Key, string Row);
