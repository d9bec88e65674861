using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MedInsure.Web.Components.Kit;

/// <summary>The browser's side of a form whose file goes up by a request of its own (<c>upload.js</c>): tells the page when an upload begins and what the server answered.</summary>
/// <typeparam name="TAnswer">What the endpoint answers; where the script refuses a file itself, only its sentence is set.</typeparam>
public sealed class UploadWatch<TAnswer>(Func<Task> begun, Func<TAnswer, Task> ended) : IAsyncDisposable
{
    private BrowserWatch<UploadWatch<TAnswer>>? watch;

    /// <summary>Once, when the form stands in the page.</summary>
    /// <param name="limit">Bytes; what is larger is not sent.</param>
    /// <param name="none">The sentence for no file.</param>
    /// <param name="tooLarge">The sentence for a file above the limit.</param>
    public Task StartAsync(IJSRuntime browser, ElementReference form, long limit, string none, string tooLarge)
    {
        watch = new BrowserWatch<UploadWatch<TAnswer>>(this);
        return watch.StartAsync(browser, "./upload.js", "watchUpload", form, limit, none, tooLarge);
    }

    [JSInvokable]
    public Task UploadBegun() => begun();

    [JSInvokable]
    public Task UploadEnded(TAnswer answer) => ended(answer);

    public ValueTask DisposeAsync() => watch?.DisposeAsync() ?? ValueTask.CompletedTask;
}
