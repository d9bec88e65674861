namespace MedInsure.UseCases.Tests.Allocations;

/// <summary>A clock that stands still, on a working day in Lanzhou.</summary>
internal sealed class StoppedClock : TimeProvider
{
    public static readonly StoppedClock Instance = new();

    public override DateTimeOffset GetUtcNow() => new(2020, 11, 20, 1, 30, 0, TimeSpan.Zero);
}
