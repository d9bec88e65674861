using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MedInsure.Persistence.Model;

/// <summary>For dotnet-ef only (eng/new-migration): the model without a database.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<MedInsureContext>
{
    public MedInsureContext CreateDbContext(string[] args) =>
        new(Startup.DatabaseMigration.Options("Host=none"), 0, null);
}
