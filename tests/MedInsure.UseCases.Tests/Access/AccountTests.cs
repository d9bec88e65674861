using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Access;

namespace MedInsure.UseCases.Tests.Access;

public sealed class AccountTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly AccessUnderTest access = new(database);

    private static CreateUser New(string name = "zhangsan", Role roles = Role.Clerk, string password = AccessUnderTest.Password, params string[] regions) =>
        new("lanzhou", name, "张三", roles, regions, password);

    [Theory]
    [InlineData(Role.FinanceOfficer | Role.Auditor)]
    [InlineData(Role.SystemAdministrator | Role.Clerk)]
    [InlineData(Role.SystemAdministrator | Role.Auditor)]
    public async Task Roles_that_defeat_the_separation_of_powers_are_refused(Role roles)
    {
        var outcome = await access.Create.HandleAsync(null, New(roles: roles), default);
        Assert.Contains("三权分立", outcome.Problem?.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Short-1a", "至少 10 个字符")]
    [InlineData("onlysmallletters", "至少 3 类")]
    [InlineData("alllower-and-signs", "至少 3 类")]
    [InlineData("Xzhangsan-2020", "不能包含用户名")]
    public async Task A_weak_password_is_refused_with_what_to_do(string password, string words)
    {
        var outcome = await access.Create.HandleAsync(null, New(password: password), default);
        Assert.Contains(words, Assert.IsType<Refused>(outcome.Problem).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_exists_is_refused_in_the_own_bureau_only()
    {
        Assert.True((await access.Create.HandleAsync(null, New("lisi"), default)).IsOk);
        Assert.Contains("已有用户", (await access.Create.HandleAsync(null, New("lisi"), default)).Problem?.Sentence, StringComparison.Ordinal);
        Assert.True((await access.Create.HandleAsync(null, New("lisi") with { BureauCode = "gansu" }, default)).IsOk);
    }

    [Theory]
    [InlineData("张三")]
    [InlineData("with space")]
    [InlineData("")]
    public async Task A_user_name_of_other_signs_is_refused(string name) =>
        Assert.IsType<Refused>((await access.Create.HandleAsync(null, New(name), default)).Problem);

    [Theory]
    [InlineData("620123", null)]
    [InlineData("620100", null)]
    [InlineData("340102", "不归兰州市医疗保障局管理")]
    [InlineData("620000", "不归兰州市医疗保障局管理")]
    [InlineData("999999", "没有代码为")]
    [InlineData("x", "没有代码为")]
    public async Task Regions_must_be_the_bureaus_own(string region, string? words)
    {
        var outcome = await access.Create.HandleAsync(null, New("r" + region, regions: region), default);
        if (words is null)
        {
            Assert.True(outcome.IsOk, outcome.Problem?.Sentence);
        }
        else
        {
            Assert.Contains(words, outcome.Problem?.Sentence, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Only_a_system_administrator_of_the_own_bureau_makes_accounts()
    {
        Assert.IsType<NotAllowed>((await access.Create.HandleAsync(Some.Reviewer(Bureau.Lanzhou), New("w1"), default)).Problem);
        Assert.IsType<NotAllowed>((await access.Create.HandleAsync(Some.SystemAdministrator(Bureau.Gansu), New("w2"), default)).Problem);
        Assert.True((await access.Create.HandleAsync(Some.SystemAdministrator(Bureau.Lanzhou), New("w3"), default)).IsOk);
        Assert.IsType<NotAllowed>((await access.Reset.HandleAsync(Some.FinanceOfficer(Bureau.Lanzhou), new ResetPassword("lanzhou", "w3", AccessUnderTest.Password), default)).Problem);
        Assert.IsType<NotFound>((await access.Reset.HandleAsync(null, new ResetPassword("lanzhou", "nobody", AccessUnderTest.Password), default)).Problem);
    }

    [Fact]
    public async Task Demo_people_are_seeded_once_and_follow_a_new_password()
    {
        var seed = new SeedDemoUsersHandler(database.TenantDb, access.Create, access.Reset);
        Assert.Equal(38, (await seed.HandleAsync("Demo-first-1", default)).Value);
        Assert.Equal(0, (await seed.HandleAsync("Demo-first-1", default)).Value);
        Assert.Equal(38, (await seed.HandleAsync("Demo-second-2", default)).Value);
        Assert.True((await access.SignInAsync(Bureau.Henan, "caiwu", "Demo-second-2", demoAllowed: true)).IsOk);

        var actors = await new ListDemoActorsHandler(database.TenantDb).HandleAsync(default);
        Assert.Equal(38, actors.Count);
        Assert.Equal(Role.Reviewer, actors.Single(one => one is { BureauCode: "lanzhou", UserName: "fuhe" }).Actor.Roles);
        Assert.Equal(["fabu", "fuhe", "zhengce"], actors.Where(one => one.BureauCode == "national").Select(one => one.UserName).Order());
    }
}
