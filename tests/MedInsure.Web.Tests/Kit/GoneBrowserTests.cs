using MedInsure.Web.Components.Kit;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MedInsure.Web.Tests.Kit;

/// <summary>A circuit that ends calls the browser once more. Where the tab was closed in that instant the call is cancelled, minutes later, and nobody is to find that among the errors.</summary>
public sealed class GoneBrowserTests
{
    public static TheoryData<Exception> Endings => [new JSDisconnectedException("gone"), new TaskCanceledException()];

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task A_form_lets_go_of_a_browser_that_does_not_answer(Exception ending)
    {
        var browser = new Browser();
        var watch = new UploadWatch<string>(() => Task.CompletedTask, _ => Task.CompletedTask);
        await watch.StartAsync(browser, default(ElementReference), 1, "", "");
        browser.Ending = ending;
        await watch.DisposeAsync();
        Assert.Equal(["import", "watchUpload", "stop"], browser.Calls);
    }

    [Theory]
    [InlineData("import", new[] { "import" })]
    [InlineData("watchUpload", new[] { "import", "watchUpload", "stop" })]
    public async Task A_form_that_is_left_while_its_script_is_on_its_way_leaves_nothing_listening(string late, string[] calls)
    {
        var arrived = new TaskCompletionSource();
        var browser = new Browser { Late = (late, arrived.Task) };
        var watch = new UploadWatch<string>(() => Task.CompletedTask, _ => Task.CompletedTask);
        var starting = watch.StartAsync(browser, default(ElementReference), 1, "", "");
        await watch.DisposeAsync();
        arrived.SetResult();
        await starting;
        Assert.Equal(calls, browser.Calls);
    }

    [Fact]
    public void Every_component_that_lets_go_of_a_script_expects_both_endings()
    {
        var files = Directory.EnumerateFiles(Testing.Repository.PathOf("src/MedInsure.Web"), "*", SearchOption.AllDirectories).Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal)).ToList();
        var catching = files.Where(file => File.ReadAllText(file).Contains("JSDisconnectedException", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(catching);
        Assert.DoesNotContain(catching, file => File.ReadAllText(file).Contains("catch (JSDisconnectedException", StringComparison.Ordinal));
    }

    private sealed class Browser : IJSRuntime, IJSObjectReference
    {
        public List<string> Calls { get; } = [];

        public Exception? Ending { get; set; }

        /// <summary>A call whose answer comes when the task has ended.</summary>
        public (string Call, Task Arrived)? Late { get; init; }

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args)
        {
            Calls.Add(identifier);
            if (Late is { } late && late.Call == identifier)
            {
                await late.Arrived;
            }

            return await Answer<TValue>();
        }

        private ValueTask<TValue> Answer<TValue>() =>
            Ending is null ? ValueTask.FromResult(typeof(TValue) == typeof(IJSObjectReference) ? (TValue)(object)this : default!) : ValueTask.FromException<TValue>(Ending);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<TValue>(identifier, args);

        public ValueTask DisposeAsync() => Ending is null ? ValueTask.CompletedTask : ValueTask.FromException(Ending);
    }
}
