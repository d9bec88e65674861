using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Startup;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Operations;

/// <summary>升级表结构: brings the schema to this program's version and loads regions, bureaus and pooling regions. An act of the operator, who is no bureau's actor.</summary>
/// <param name="OwnerConnectionString">The owner role's connection; the web program never has it.</param>
public sealed record MigrateDatabase(string OwnerConnectionString);

public sealed record MigrateDatabaseResult(int MigrationsApplied, int Regions, int Bureaus);

public sealed class MigrateDatabaseHandler
{
    public async Task<Result<MigrateDatabaseResult>> HandleAsync(MigrateDatabase request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            var outcome = await DatabaseMigration.RunAsync(request.OwnerConnectionString, ct);
            return new MigrateDatabaseResult(outcome.MigrationsApplied, outcome.Loaded.Regions, outcome.Loaded.Bureaus);
        }
        catch (StartupRefusedException e)
        {
            return new Refused(e.Message);
        }
    }
}
