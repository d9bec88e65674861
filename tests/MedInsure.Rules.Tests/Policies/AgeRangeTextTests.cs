using MedInsure.Rules.Policies;

namespace MedInsure.Rules.Tests.Policies;

public sealed class AgeRangeTextTests
{
    [Fact]
    public void An_age_of_zero_is_an_age_and_not_an_open_end()
    {
        const string Text = """
            {"format":1,"tenant":"cloud","title":"云","year":{"funding":2030},"contribution":[{"yuan":0,"ages":{"from":0,"to":0}},{"yuan":300,"ages":{"from":1}}]}
            """;
        var content = PolicyJson.Read(Text).Value;
        var again = PolicyJson.Read(PolicyJson.Write(content)).Value;
        Assert.Equal(content.Contribution[0].Ages, again.Contribution[0].Ages);
        Assert.Equal(0, again.Contribution[0].Ages!.To);
    }
}
