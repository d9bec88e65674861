using MedInsure.Testing;

namespace MedInsure.UseCases.Tests;

public sealed class HouseTests
{
    [Fact]
    public void The_checkout_is_found() => Assert.True(File.Exists(Repository.PathOf("MedInsure.sln")));
}
