using MedInsure.Rules.Access;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Access;

namespace MedInsure.UseCases.Tests.Access;

public sealed class DemoRefusalTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly AccessUnderTest access = new(database);

    [Fact]
    public async Task A_real_account_of_a_demo_name_is_never_touched()
    {
        await access.Create.HandleAsync(null, new CreateUser("lanzhou", "caiwu", "张三", Role.FinanceOfficer, [], AccessUnderTest.Password), default);
        var seed = new SeedDemoUsersHandler(database.TenantDb, access.Create, access.Reset);
        Assert.Contains("正式用户", (await seed.HandleAsync("Demo-first-1", default)).Problem?.Sentence, StringComparison.Ordinal);
        Assert.True((await access.SignInAsync(Bureau.Lanzhou, "caiwu")).IsOk);
    }
}
