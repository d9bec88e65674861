using System.Text;
using MedInsure.UseCases.Rosters;

namespace MedInsure.UseCases.Tests.Rosters;

public sealed class RosterNumbersTests
{
    [Fact]
    public void Numbers_of_whom_several_things_are_said_are_those_that_a_plain_table_finds()
    {
        var random = new Random(7);
        var numbers = new RosterNumbers();
        var said = new Dictionary<ulong, (string Words, int Categories)>();
        var doubtful = new HashSet<ulong>();
        for (var row = 0; row < 300_000; row++)
        {
            // One number in every third row, so that a part of them is far longer than the others.
            var number = row % 3 == 0 ? 62010219500101001UL : 62010219500000000UL + (ulong)random.Next(150_000);
            var (name, category) = (random.Next(20) == 0 ? "乙" : "甲", random.Next(20));
            if (random.Next(200) == 0)
            {
                numbers.AddWrong(number);
                (name, category) = ("", -1);
            }
            else
            {
                numbers.Add(number, Encoding.UTF8.GetBytes(name), "620102"u8, category);
            }

            var categories = category < 0 ? 0 : 1 << category;
            if (!said.TryGetValue(number, out var first))
            {
                said[number] = (name, categories);
            }
            else if (first.Words != name || (first.Categories & categories) != 0 || categories == 0)
            {
                doubtful.Add(number);
            }
            else
            {
                said[number] = (name, first.Categories | categories);
            }
        }

        Assert.True(doubtful.Count is > 10_000 and < 140_000, $"{doubtful.Count}");
        Assert.True(doubtful.SetEquals(numbers.Doubtful));
        Assert.Throws<InvalidOperationException>(() => numbers.AddWrong(1));
    }

    [Fact]
    public void Nothing_is_doubtful_where_nothing_was_said() => Assert.Empty(new RosterNumbers().Doubtful);
}
