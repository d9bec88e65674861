using MedInsure.Rules.Amounts;

namespace MedInsure.Rules.Tests.Amounts;

public sealed class RmbInWordsTests
{
    [Theory]
    [InlineData(0, "零元整")]
    [InlineData(1, "壹分")]
    [InlineData(10, "壹角整")]
    [InlineData(11, "壹角壹分")]
    [InlineData(100, "壹元整")]
    [InlineData(1_205, "壹拾贰元零伍分")]
    [InlineData(-1_205, "负壹拾贰元零伍分")]
    [InlineData(32_504, "叁佰贰拾伍元零肆分")]
    [InlineData(140_950, "壹仟肆佰零玖元伍角整")]
    [InlineData(168_032, "壹仟陆佰捌拾元叁角贰分")]
    [InlineData(600_714, "陆仟零柒元壹角肆分")]
    [InlineData(1_640_902, "壹万陆仟肆佰零玖元零贰分")]
    [InlineData(10_700_053, "壹拾万柒仟元伍角叁分")]
    [InlineData(14_357_000, "壹拾肆万叁仟伍佰柒拾元整")]
    [InlineData(10_000_500_00, "壹仟万零伍佰元整")]
    [InlineData(100_000_005_00, "壹亿零伍元整")]
    [InlineData(105_000_000_00, "壹亿零伍佰万元整")]
    [InlineData(1_000_000_000_000_00, "壹万亿元整")]
    [InlineData(10_000_100_000_000_00, "壹拾万零壹亿元整")]
    [InlineData(9_999_999_999_999_99, "玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分")]
    public void An_amount_is_written_as_the_rules_for_notes_of_payment_ask(long fen, string words)
    {
        Assert.Equal(words, RmbInWords.Write(fen));
        Assert.True(RmbInWordsReader.TryRead(words, out var read));
        Assert.Equal(fen, read);
    }

    [Fact]
    public void Every_amount_reads_back_as_itself_and_no_two_amounts_share_their_words()
    {
        var random = new Random(20200814);
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < 200_000; i++)
        {
            // All magnitudes alike, with zeros in any place: figures are what fails in such code, not sizes.
            var digits = random.Next(1, 19);
            var text = string.Concat(Enumerable.Range(0, digits).Select(_ => random.Next(3) == 0 ? (char)('0' + random.Next(10)) : '0'));
            var fen = Math.Min(long.Parse(text, System.Globalization.CultureInfo.InvariantCulture), RmbInWords.MaxFen) * (random.Next(2) == 0 ? 1 : -1);
            var words = RmbInWords.Write(fen);
            Assert.True(RmbInWordsReader.TryRead(words, out var read), $"{fen}: {words}");
            Assert.Equal(fen, read);
            Assert.True(seen.TryAdd(words, fen) || seen[words] == fen, words);
            Assert.DoesNotContain("零零", words, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("人民币壹拾万零柒仟元零伍角叁分", 10_700_053)]
    [InlineData("人民币壹佰圆正", 10_000)]
    public void The_reader_accepts_the_other_accepted_spellings(string words, long fen)
    {
        Assert.True(RmbInWordsReader.TryRead(words, out var read));
        Assert.Equal(fen, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("元整")]
    [InlineData("壹佰")]
    [InlineData("壹佰元")]
    [InlineData("壹贰元整")]
    [InlineData("拾元整")]
    [InlineData("壹万壹万元整")]
    [InlineData("一百元整")]
    [InlineData("壹元伍")]
    [InlineData("壹佰元整整")]
    public void What_is_no_amount_is_not_read(string words) => Assert.False(RmbInWordsReader.TryRead(words, out _));

    [Theory]
    [InlineData(RmbInWords.MaxFen + 1)]
    [InlineData(long.MinValue)]
    public void An_amount_beyond_the_units_is_refused(long fen) => Assert.Throws<ArgumentOutOfRangeException>(() => RmbInWords.Write(fen));
}
