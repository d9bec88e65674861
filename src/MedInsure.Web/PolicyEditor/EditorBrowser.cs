using System.Text.Json;
using MedInsure.UseCases.PolicyDrafts;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MedInsure.Web.PolicyEditor;

/// <summary>Something that was typed and not saved, as the browser kept it.</summary>
public sealed record KeptText(string Path, string Text);

/// <summary>A whole text that could not be saved.</summary>
/// <param name="Began">The saved text that it began with: somebody else may have saved another one since.</param>
public sealed record KeptWhole(string Text, string Began);

/// <param name="Document">Null unless a save had failed.</param>
public sealed record KeptDraft(IReadOnlyList<KeptText> Fields, KeptWhole? Document)
{
    public static KeptDraft Nothing { get; } = new([], null);
}

/// <summary>What the editor asks of its script. A browser that has gone meanwhile is no error: the page goes with it.</summary>
internal sealed class EditorBrowser : IAsyncDisposable
{
    private IJSObjectReference? module;
    private IJSObjectReference? watch;

    /// <param name="page">Is told of Ctrl+S.</param>
    /// <param name="key">Under which the browser keeps what is typed: the bureau's, the person's and the version's.</param>
    public static async Task<EditorBrowser> OpenAsync(IJSRuntime browser, ElementReference frame, object page, string key)
    {
        var opened = new EditorBrowser();
        await opened.AskAsync(async () =>
        {
            opened.module = await browser.InvokeAsync<IJSObjectReference>("import", "./policy-editor.js");
            opened.watch = await opened.module.InvokeAsync<IJSObjectReference>("watchEditor", frame, page, key);
        });
        return opened;
    }

    /// <summary>What the browser kept of an earlier visit; what it kept and cannot be read is no reason to lose the page.</summary>
    public async Task<KeptDraft> KeptAsync()
    {
        var kept = KeptDraft.Nothing;
        await AskAsync(async () =>
        {
            if (watch is null)
            {
                return;
            }

            await using var reference = await watch.InvokeAsync<IJSStreamReference>("kept");
            await using var stream = await reference.OpenReadStreamAsync(maxAllowedSize: 4L * SaveDraftHandler.MaxCharacters);
            try
            {
                kept = await JsonSerializer.DeserializeAsync<KeptDraft>(stream, JsonSerializerOptions.Web) ?? kept;
            }
            catch (JsonException)
            {
                kept = KeptDraft.Nothing;
            }
        });
        return kept;
    }

    public Task KeepTextAsync(KeptWhole whole) => CallAsync("keepText", whole);

    public Task ForgetAsync() => CallAsync("forget");

    public Task FocusAsync(string path) => CallAsync("focus", path);

    public async ValueTask DisposeAsync()
    {
        await CallAsync("stop");
        await AskAsync(async () =>
        {
            if (watch is not null)
            {
                await watch.DisposeAsync();
            }

            if (module is not null)
            {
                await module.DisposeAsync();
            }
        });
    }

    private Task CallAsync(string function, params object?[] arguments) => AskAsync(async () =>
    {
        if (watch is not null)
        {
            await watch.InvokeVoidAsync(function, arguments);
        }
    });

    private async Task AskAsync(Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // The circuit ends while the call is under way.
            (watch, module) = (null, null);
        }
    }
}
