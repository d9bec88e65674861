using MedInsure.Persistence.Tests.Guards;
using MedInsure.Testing.Databases;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace MedInsure.Persistence.Tests.KeyRing;

public sealed class PostgresKeyRingTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task What_one_instance_protects_another_reads()
    {
        await using var first = Instance();
        await using var second = Instance();
        var cookie = first.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("兰州");
        Assert.Equal("兰州", second.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(cookie));

        await using var app = await database.OpenAppAsync(5);
        Assert.Equal(1, await app.ScalarAsync<long>("SELECT count(*) FROM data_protection_key"));
        await Refusal.Of(Refusal.Privilege, () => app.ExecuteAsync("DELETE FROM data_protection_key"));
    }

    private ServiceProvider Instance()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDataProtection().SetApplicationName("medinsure");
        services.AddPersistence(database.AppConnectionString);
        return services.BuildServiceProvider();
    }
}
