using System.Reflection;
using MedInsure.Rules.Access;

namespace MedInsure.Web.Tests.Architecture;

/// <summary>A use case is told who acts: there is no ambient person and no ambient bureau.</summary>
public sealed class HandlerTests
{
    /// <summary>What comes before there is an actor: signing in and asking again whether a session still holds; the operator's own commands.</summary>
    private static readonly string[] BeforeAnActor = ["MedInsure.UseCases.Access", "MedInsure.UseCases.Operations"];

    /// <summary>What fills a demonstration acts as several people in turn, each through the use cases.</summary>
    private const string Demonstration = "SeedDemo";

    [Fact]
    public void Every_handler_takes_the_actor_first_and_a_cancellation_token_last() =>
        Assert.Empty(Handlers().Where(handler => !BeforeAnActor.Contains(handler.Namespace) && !handler.Name.StartsWith(Demonstration, StringComparison.Ordinal)).SelectMany(Faults));

    [Fact]
    public void There_are_handlers_to_check() => Assert.NotEmpty(Handlers());

    [Fact]
    public void The_check_sees_a_handler_that_does_not_ask_who_acts() => Assert.Single(Faults(typeof(Planted)));

    private static IEnumerable<Type> Handlers() =>
        House.UseCases.Written().Where(type => type.IsClass && type.Name.EndsWith("Handler", StringComparison.Ordinal));

    private static IEnumerable<string> Faults(Type handler) =>
        from method in handler.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.Name == "HandleAsync"
        let parameters = method.GetParameters()
        where parameters.Length < 2 || parameters[0].ParameterType != typeof(Actor) || parameters[^1].ParameterType != typeof(CancellationToken)
        select $"{handler.FullName}.{method.Name}";

    private sealed class Planted
    {
        public Task HandleAsync(string request, CancellationToken ct) => Task.FromResult((this, request, ct));
    }
}
