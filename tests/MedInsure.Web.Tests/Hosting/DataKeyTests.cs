using MedInsure.Testing;
using MedInsure.UseCases;
using Microsoft.Extensions.DependencyInjection;

namespace MedInsure.Web.Tests.Hosting;

public sealed class DataKeyTests
{
    [Fact]
    public void Without_a_data_key_the_application_does_not_start()
    {
        var refusal = Assert.Throws<CannotStartException>(() => new ServiceCollection().AddRosterKey(_ => null));
        Assert.Contains("MEDINSURE_DATA_KEY", refusal.Message, StringComparison.Ordinal);
        new ServiceCollection().AddRosterKey(variable => variable == "MEDINSURE_DATA_KEY" ? "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=" : null);
    }

    [Fact]
    public void No_command_is_given_the_data_key_on_its_command_line_or_from_the_checkout()
    {
        Assert.DoesNotContain("MEDINSURE_DATA_KEY=", File.ReadAllText(Repository.PathOf("eng", "run")), StringComparison.Ordinal);
        Assert.Contains("MEDINSURE_DATA_KEY: ${MEDINSURE_DATA_KEY:?}", File.ReadAllText(Repository.PathOf("docker-compose.yml")), StringComparison.Ordinal);
    }
}
