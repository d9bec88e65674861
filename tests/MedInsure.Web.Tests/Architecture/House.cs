using System.Reflection;

namespace MedInsure.Web.Tests.Architecture;

/// <summary>The rooms as they were built.</summary>
internal static class House
{
    public static Assembly Rules { get; } = typeof(MedInsure.Rules.Access.Actor).Assembly;

    public static Assembly UseCases { get; } = Assembly.Load("MedInsure.UseCases");

    public static Assembly Persistence { get; } = Assembly.Load("MedInsure.Persistence");

    public static Assembly Web { get; } = typeof(MedInsure.Web.Components.App).Assembly;

    public static IEnumerable<Assembly> Rooms => [Rules, UseCases, Persistence, Web];

    /// <summary>The types that somebody wrote: without what the compiler makes for lambdas, iterators and top-level statements.</summary>
    public static IEnumerable<Type> Written(this Assembly assembly) =>
        assembly.GetTypes().Where(type => !type.FullName!.Contains('<', StringComparison.Ordinal));
}
