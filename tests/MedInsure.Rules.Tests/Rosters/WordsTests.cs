using MedInsure.Rules.Rosters;
using MedInsure.Rules.Tests.Invented;
using MedInsure.Rules.Tests.Notices;

namespace MedInsure.Rules.Tests.Rosters;

public sealed class WordsTests
{
    private static readonly CategoryWords Lanzhou = new(NoticeFiles.Effective("lanzhou"));

    /// <summary>兰医保〔2020〕142号 二 and 甘医保发〔2020〕66号 二(三) call one group by two names.</summary>
    [Theory]
    [InlineData("农村低保一类对象", "rural-subsistence-1")]
    [InlineData("农村低保一类保障对象", "rural-subsistence-1")]
    [InlineData(" 农村低保 一类保障对象\u3000", "rural-subsistence-1")]
    [InlineData("城市低保全额保障对象", "urban-subsistence-full")]
    [InlineData("城市全额保障对象", "urban-subsistence-full")]
    [InlineData("孤儿", "orphan")]
    public void The_words_of_every_level_mean_their_category(string word, string category) => Assert.Equal((category, null), (Lanzhou.Find(word).Category?.Id, Lanzhou.Find(word).Problem));

    [Fact]
    public void What_no_policy_knows_is_asked_about_with_what_comes_near()
    {
        Assert.Equal("没有填身份类别，请补填。", Lanzhou.Find(" 　").Problem);
        Assert.Contains("没有身份类别“三无人员”；", Lanzhou.Find("三无人员").Problem, StringComparison.Ordinal);
        Assert.Contains("相近的有“农村低保二类保障对象”", Lanzhou.Find("低保二类").Problem, StringComparison.Ordinal);
        Assert.Null(Lanzhou.Find("低保二类").Category);
        Assert.True(Lanzhou.Find(new string('长', 500)).Problem!.Length < 120);
    }

    [Fact]
    public void A_word_of_two_categories_is_never_guessed()
    {
        var words = new CategoryWords(Cloudland.Effective("""
            "subsidies":{"categories":[{"id":"a","name":"农村低保","aliases":["低保Ａ"]},{"id":"b","name":"城市低保","aliases":["低保a"]}]}
            """));
        Assert.Equal("“低保A”可以指“农村低保”、“城市低保”，请写明是哪一类。", words.Find("低保A").Problem);
        Assert.Equal("a", words.Find("农村低保").Category!.Id);
    }

    [Theory]
    [InlineData(" 张 三 ", "张三")]
    [InlineData("阿依古丽•买买提", "阿依古丽·买买提")]
    [InlineData("卓玛．央金", "卓玛·央金")]
    [InlineData("𠮷田", "𠮷田")]
    [InlineData("Anna  Li", "Anna  Li")]
    [InlineData("〇某", "〇某")]
    public void Names_are_brought_to_one_form(string text, string name) => Assert.Equal((name, null), PersonName.Read(text));

    [Theory]
    [InlineData("", "没有填姓名")]
    [InlineData("　", "没有填姓名")]
    [InlineData("张三1", "有数字")]
    [InlineData("张三\u0007", "不能识别")]
    [InlineData("=张三", "不能识别")]
    [InlineData("张三@", "不能识别")]
    public void What_is_no_name_is_a_sentence(string text, string words)
    {
        Assert.Null(PersonName.Read(text).Name);
        Assert.Contains(words, PersonName.Read(text).Problem, StringComparison.Ordinal);
        Assert.Contains("超过 50", PersonName.Read(new string('张', 51)).Problem, StringComparison.Ordinal);
        Assert.NotNull(PersonName.Read(new string('张', 50)).Name);
    }
}
