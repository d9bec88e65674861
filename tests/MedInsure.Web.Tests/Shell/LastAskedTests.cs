using MedInsure.Web.Components.Shell;

namespace MedInsure.Web.Tests.Shell;

public sealed class LastAskedTests
{
    private readonly LastAsked asked = new();
    private readonly List<string> taken = [];

    [Fact]
    public async Task An_answer_that_comes_after_the_next_question_is_not_taken()
    {
        var (first, second) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>());
        var takings = new[] { asked.TakeAsync(first.Task, taken.Add), asked.TakeAsync(second.Task, taken.Add) };
        second.SetResult("second");
        first.SetResult("first");
        var areTaken = await Task.WhenAll(takings);
        Assert.Equal([false, true], areTaken);
        Assert.Equal(["second"], taken);
    }

    [Fact]
    public async Task An_answer_that_comes_before_the_answer_to_the_next_question_is_not_taken_either()
    {
        var (first, second) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>());
        var takings = new[] { asked.TakeAsync(first.Task, taken.Add), asked.TakeAsync(second.Task, taken.Add) };
        first.SetResult("first");
        Assert.False(await takings[0]);
        Assert.Empty(taken);
        second.SetResult("second");
        Assert.True(await takings[1]);
        Assert.Equal(["second"], taken);
    }

    [Fact]
    public async Task Answers_that_come_before_the_next_question_are_all_taken()
    {
        Assert.True(await asked.TakeAsync(Task.FromResult("first"), taken.Add));
        Assert.True(await asked.TakeAsync(Task.FromResult("second"), taken.Add));
        Assert.Equal(["first", "second"], taken);
    }

    /// <summary>Nobody waits for it: the page stands, whether the failure comes before or after the answer to the next question.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_question_that_was_overtaken_fails_without_a_word_on_the_page(bool failsFirst)
    {
        var (first, second) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>());
        var takings = new[] { asked.TakeAsync(first.Task, taken.Add), asked.TakeAsync(second.Task, taken.Add) };
        if (failsFirst)
        {
            first.SetException(new TimeoutException());
            Assert.False(await takings[0]);
        }

        second.SetResult("second");
        Assert.True(await takings[1]);
        first.TrySetException(new TimeoutException());
        Assert.False(await takings[0]);
        Assert.Equal(["second"], taken);
    }

    [Fact]
    public async Task A_question_that_fails_says_so()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => asked.TakeAsync(Task.FromException<string>(new InvalidOperationException()), taken.Add));
        Assert.True(await asked.TakeAsync(Task.FromResult("next"), taken.Add));
    }
}
