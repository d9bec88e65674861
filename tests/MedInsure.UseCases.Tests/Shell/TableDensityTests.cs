using MedInsure.Testing.Databases;
using MedInsure.UseCases.Shell;

namespace MedInsure.UseCases.Tests.Shell;

public sealed class TableDensityTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_choice_is_ones_own_and_stays()
    {
        var handler = new TableDensityHandler(database.TenantDb);
        var (clerk, officer) = (Some.Clerk(Bureau.Lanzhou), Some.FinanceOfficer(Bureau.Lanzhou));
        Assert.Equal(TableDensity.Standard, await handler.HandleAsync(clerk, default));
        Assert.True((await handler.HandleAsync(clerk, new ChooseTableDensity(TableDensity.Compact), default)).IsOk);
        Assert.Equal(TableDensity.Compact, await handler.HandleAsync(clerk, default));
        Assert.Equal(TableDensity.Standard, await handler.HandleAsync(officer, default));
        Assert.Equal(TableDensity.Standard, await handler.HandleAsync(Some.Clerk(Bureau.Gansu), default));
        Assert.True((await handler.HandleAsync(clerk, new ChooseTableDensity(TableDensity.Standard), default)).IsOk);
        Assert.Equal(TableDensity.Standard, await handler.HandleAsync(clerk, default));
    }
}
