using MedInsure.Rules.Documents;

namespace MedInsure.Rules.Tests.Documents;

public sealed class DocumentNumberTests
{
    [Theory]
    [InlineData("甘医保发〔2020〕66号", "甘医保发〔2020〕66号")]
    [InlineData("甘医保发(2020)66号", "甘医保发〔2020〕66号")]
    [InlineData("甘医保发【2020】066号", "甘医保发〔2020〕66号")]
    [InlineData(" 甘医保发［２０２０］ 第66号", "甘医保发〔2020〕66号")]
    [InlineData("人力资源社会保障部 国家医疗保障局令第41号", "人力资源社会保障部国家医疗保障局令第41号")]
    [InlineData("人力资源社会保障部国家医疗保障局令 第 041 号", "人力资源社会保障部国家医疗保障局令第41号")]
    [InlineData("国家医疗保障局公告2020年第3号", "国家医疗保障局公告2020年第3号")]
    public void One_document_has_one_number(string typed, string number) => Assert.Equal(number, DocumentNumber.Normalise(typed));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("关于做好工作的通知")]
    [InlineData("甘医保发2020 66号")]
    [InlineData("甘医保发〔2020〕号")]
    [InlineData("令第0号")]
    public void What_is_no_number_is_told_apart(string? typed) => Assert.Null(DocumentNumber.Normalise(typed));

    [Theory]
    [InlineData("甘医保发(2020)66号", 2020)]
    [InlineData("国家医疗保障局公告2021年第3号", 2021)]
    [InlineData("人力资源社会保障部令第41号", null)]
    public void The_year_is_the_one_that_the_number_bears(string number, int? year) => Assert.Equal(year, DocumentNumber.YearOf(number));
}
