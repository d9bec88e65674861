using MedInsure.Web.Components.Shell;

namespace MedInsure.Web.Tests.Shell;

/// <summary>What one person's page read reaches that person's circuit, once and soon, and nobody else.</summary>
public sealed class HandedOverTests : IDisposable
{
    private static readonly Guid Session = Guid.NewGuid();
    private static readonly Dictionary<object, Task> Reads = new() { ["runs"] = Task.FromResult(3) };

    private readonly Clock clock = new();
    private readonly HandedOver handedOver;

    public HandedOverTests() => handedOver = new HandedOver(clock);

    public void Dispose() => handedOver.Dispose();

    [Fact]
    public void The_same_session_takes_it_once()
    {
        var id = handedOver.Keep(Session, Reads);
        Assert.Same(Reads, handedOver.Take(id, Session));
        Assert.Empty(handedOver.Take(id, Session));
        Assert.Equal(0, handedOver.Count);
    }

    [Fact]
    public void Another_session_gets_nothing_and_spoils_it()
    {
        var id = handedOver.Keep(Session, Reads);
        Assert.Empty(handedOver.Take(id, Guid.NewGuid()));
        Assert.Empty(handedOver.Take(id, Session));
    }

    [Fact]
    public void After_its_time_it_is_not_given_and_not_kept()
    {
        var id = handedOver.Keep(Session, Reads);
        handedOver.Keep(Session, Reads);
        clock.Now += HandedOver.Longest + TimeSpan.FromSeconds(1);
        Assert.Empty(handedOver.Take(id, Session));
        clock.Tick!();
        Assert.Equal(0, handedOver.Count);
    }

    [Fact]
    public void Beyond_the_most_the_oldest_goes()
    {
        var first = handedOver.Keep(Session, Reads);
        for (var i = 0; i < HandedOver.Most; i++)
        {
            clock.Now += TimeSpan.FromMilliseconds(1);
            handedOver.Keep(Session, Reads);
        }

        Assert.Equal(HandedOver.Most, handedOver.Count);
        Assert.Empty(handedOver.Take(first, Session));
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2020, 8, 14, 0, 0, 0, TimeSpan.Zero);

        public Action? Tick { get; private set; }

        public override DateTimeOffset GetUtcNow() => Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Tick = () => callback(state);
            return new NoTimer();
        }
    }

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
