using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Headcounts;
using Npgsql;
using static MedInsure.UseCases.Tests.Headcounts.HeadcountActs;

namespace MedInsure.UseCases.Tests.Headcounts;

public sealed class SeedSampleHeadcountsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly HeadcountActs acts = new(database);

    [Fact]
    public async Task Every_unit_gets_marked_figures_once_and_what_was_entered_stays()
    {
        var (lanzhou, gansu) = (Some.Clerk(Bureau.Lanzhou), Some.Clerk(Bureau.Gansu));
        Assert.True((await acts.ReportAsync(lanzhou, Whole("620102", 5))).IsOk);
        Assert.IsType<NotAllowed>((await SeedAsync(Bureau.Lanzhou)).Problem);
        await MakeDemoAsync(lanzhou.UserId, gansu.UserId);

        Assert.Equal((8 + 9) * 4, (await SeedAsync(Bureau.Lanzhou)).Value.Figures);
        Assert.Equal(0, (await SeedAsync(Bureau.Lanzhou)).Value.Figures);
        Assert.True((await SeedAsync(Bureau.Gansu)).IsOk);

        var list = await acts.ListAsync(lanzhou);
        Assert.Equal((9, 9), (list.Completeness.Complete, list.Completeness.Units));
        Assert.Equal((5L, false), (list.Units[0].Sum, list.Units[0].IsSample));
        Assert.All(list.Units.Skip(1), unit => Assert.True(unit.IsSample && unit.Source == "示例数据" && unit.Sum is >= 80_000 and <= 900_000));
        var province = (await acts.ListAsync(gansu)).Units.ToDictionary(unit => unit.Code);
        Assert.All(list.Units.Skip(1), unit => Assert.Equal(unit.Figures.Select(figure => figure.Persons), province[unit.Code].Figures.Select(figure => figure.Persons)));
        Assert.Contains("SeedSampleHeadcounts", await acts.AuditedActsAsync(Bureau.Gansu));

        var sample = list.Units[1];
        Assert.True((await acts.ReportAsync(lanzhou, Cell(sample.Code.Value, "123", version: sample.Figures[0].Version))).IsOk);
        Assert.True((await acts.UnitAsync(lanzhou, sample.Code.Value)).IsSample);
    }

    private Task<Result<SeededHeadcounts>> SeedAsync(Bureau bureau) =>
        new SeedSampleHeadcountsHandler(database.TenantDb).HandleAsync(Some.Clerk(bureau), new SeedSampleHeadcounts(2020), default);

    private async Task MakeDemoAsync(params long[] users)
    {
        await using var connection = await database.OpenSuperuserAsync();
        await using var command = new NpgsqlCommand("UPDATE app_user SET is_demo = true WHERE id = ANY ($1)", connection);
        command.Parameters.AddWithValue(users);
        await command.ExecuteNonQueryAsync();
    }
}
