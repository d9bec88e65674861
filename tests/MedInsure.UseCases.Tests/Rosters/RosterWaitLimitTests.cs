using MedInsure.UseCases.Rosters;

namespace MedInsure.UseCases.Tests.Rosters;

public sealed class RosterWaitLimitTests
{
    [Theory]
    [InlineData(null, 50_000)]
    [InlineData("0", 0)]
    [InlineData("2000000", 2_000_000)]
    public void The_limit_is_set_by_the_environment(string? text, long changes) => Assert.Equal(changes, RosterWaitLimit.Of(text).Changes);

    [Theory]
    [InlineData("-1")]
    [InlineData("五万")]
    public void A_limit_that_is_no_number_stops_the_start(string text) => Assert.Contains(RosterWaitLimit.Variable, Assert.Throws<CannotStartException>(() => RosterWaitLimit.Of(text)).Message, StringComparison.Ordinal);
}
