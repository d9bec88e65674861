using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Tests.Spreadsheets;

public sealed class ClipboardBlockTests
{
    [Fact]
    public void A_block_from_a_spreadsheet_becomes_rows_of_equal_width()
    {
        var block = ClipboardBlock.Parse("城关区\t1,234\t\"第一行\n第二\"\"行\"\"\"\r\n七里河区\t１２，３４５\r\n\r\n \t\r\n").Value;
        Assert.Equal(2, block.Count);
        Assert.Equal(["城关区", "1234", "第一行\n第二\"行\""], block[0]);
        Assert.Equal(["七里河区", "12345", ""], block[1]);
    }

    [Theory]
    [InlineData("1,234,567.80", "1234567.80")]
    [InlineData("－5", "-5")]
    [InlineData("+7", "7")]
    [InlineData("　8 ", "8")]
    [InlineData("1,23", "1,23")]
    [InlineData("1234,567", "1234,567")]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData(" 甲县 ", "甲县")]
    [InlineData("３４０４Ｌ１", "３４０４Ｌ１")]
    public void Figures_are_cleaned_and_anything_doubtful_is_left_as_it_is(string pasted, string cell) => Assert.Equal(cell, ClipboardBlock.Parse("x\t" + pasted).Value[0][1]);

    [Fact]
    public void Nothing_too_much_and_half_a_block_are_refused_with_a_sentence()
    {
        Assert.Contains("请先", ClipboardBlock.Parse(" \r\n").Problem!.Sentence, StringComparison.Ordinal);
        Assert.True(ClipboardBlock.Parse(string.Concat(Enumerable.Repeat("1\n", 5_000))).IsOk);
        Assert.Contains("5000 行", ClipboardBlock.Parse(string.Concat(Enumerable.Repeat("1\n", 5_001))).Problem!.Sentence, StringComparison.Ordinal);
        Assert.Contains("重新复制", ClipboardBlock.Parse("1\t\"2\n3").Problem!.Sentence, StringComparison.Ordinal);
    }
}
