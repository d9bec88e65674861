using MedInsure.UseCases.Filings;

namespace MedInsure.UseCases.Tests.Filings;

public sealed class LetterNumberTests
{
    [Theory]
    [InlineData("兰医保函〔2020〕1号")]
    [InlineData("兰医保函(2020)1号")]
    [InlineData("兰医保函（2020）1号")]
    [InlineData("兰医保函[2020]1号")]
    [InlineData("兰医保函［２０２０］１号")]
    [InlineData("兰医保函【2020】1号")]
    [InlineData(" 兰医保函 〔2020〕 第01号 ")]
    public void Whatever_brackets_are_typed_the_number_is_one(string typed) => Assert.Equal("兰医保函〔2020〕1号", LetterNumber.Normalise(typed));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("一号")]
    [InlineData("兰医保函2020 1号")]
    [InlineData("兰医保函〔20〕1号")]
    [InlineData("兰医保函〔2020〕0号")]
    [InlineData("〔2020〕1号")]
    [InlineData("兰医保函〔2020〕1")]
    public void What_is_no_document_number_is_told_apart(string? typed) => Assert.Null(LetterNumber.Normalise(typed));
}
