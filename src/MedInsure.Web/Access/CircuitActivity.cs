using Microsoft.AspNetCore.Components.Server.Circuits;

namespace MedInsure.Web.Access;

/// <summary>When the person behind this circuit last did something: clicks and keys count, a page that only stands open does not.</summary>
public sealed class CircuitActivity(TimeProvider clock) : CircuitHandler
{
    public DateTimeOffset LastAt { get; private set; } = clock.GetUtcNow();

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => context =>
    {
        LastAt = clock.GetUtcNow();
        return next(context);
    };
}
