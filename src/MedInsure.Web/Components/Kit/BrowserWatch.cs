using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MedInsure.Web.Components.Kit;

/// <summary>
/// A script that watches an element of a component and calls the component. Somebody may leave while the script is on its way: then it is stopped as soon as it is there, and the page that comes next
/// does not end in an error over the one that has gone.
/// </summary>
/// <typeparam name="TPage">Whose <see cref="JSInvokableAttribute"/> methods the script calls.</typeparam>
public sealed class BrowserWatch<TPage>(TPage page) : IAsyncDisposable
    where TPage : class
{
    private readonly DotNetObjectReference<TPage> self = DotNetObjectReference.Create(page);
    private IJSObjectReference? module;
    private IJSObjectReference? watch;
    private bool gone;

    /// <summary>What the script's function gave back; null before it is there, and when the component has gone.</summary>
    public IJSObjectReference? Script => gone ? null : watch;

    /// <summary>Once, when the element stands in the page.</summary>
    /// <param name="function">Takes the element, the component and <paramref name="more"/>; what it gives back has a <c>stop</c>.</param>
    public async Task StartAsync(IJSRuntime browser, string script, string function, ElementReference element, params object?[] more)
    {
        module = await browser.InvokeAsync<IJSObjectReference>("import", script);
        if (!gone)
        {
            watch = await module.InvokeAsync<IJSObjectReference>(function, [element, self, .. more]);
        }

        if (gone)
        {
            await StopAsync();
        }
    }

    public ValueTask DisposeAsync()
    {
        gone = true;
        return StopAsync();
    }

    private async ValueTask StopAsync()
    {
        var (stopped, unloaded) = (watch, module);
        (watch, module) = (null, null);
        try
        {
            if (stopped is not null)
            {
                await stopped.InvokeVoidAsync("stop");
                await stopped.DisposeAsync();
            }

            if (unloaded is not null)
            {
                await unloaded.DisposeAsync();
            }
        }
        catch (Exception ended) when (ended is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone, and its listeners with it.
        }

        self.Dispose();
    }
}
