using MedInsure.Rules.Access;
using MedInsure.Web.Components.Shell;

namespace MedInsure.Web.Tests.Shell;

public sealed class MenuItemTests
{
    private static readonly Actor Author = new(1, "national", 1, "甲", Role.PolicyAdministrator, []);

    [Theory]
    [InlineData("", "工作台")]
    [InlineData("policies", "政策依据")]
    [InlineData("policies/versions", "政策配置")]
    [InlineData("policies/versions/7/edit", "政策配置")]
    [InlineData("policies/compare", "政策配置")]
    [InlineData("documents/兰医保〔2020〕142号", "政策文件库")]
    [InlineData("allocations/3", "资金分配")]
    public void One_line_of_the_menu_stands_for_an_address(string address, string name) => Assert.Equal(name, MenuItem.At(address, Author)?.Name);

    [Fact]
    public void Persons_are_for_those_who_work_with_them()
    {
        Assert.DoesNotContain(MenuItem.For(Author), item => item.Page == "people");
        Assert.Contains(MenuItem.For(Author with { Roles = Role.Clerk }), item => item.Page == "people");
        Assert.Equal("人员台账", MenuItem.At("people/7", Author with { Roles = Role.Reviewer })?.Name);
    }

    [Fact]
    public void An_address_that_no_line_leads_to_marks_none() => Assert.Null(MenuItem.At("password", Author));
}
