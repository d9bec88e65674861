using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Startup;
using MedInsure.Rules.Regions;
using Npgsql;

namespace MedInsure.Persistence.Tenants;

/// <summary>What became of a bureau that was to be added.</summary>
public enum BureauAddition
{
    Added,

    /// <summary>No bureau above has this code, or it is a county's, below which there is none.</summary>
    AboveMissing,

    /// <summary>The code or the name is another bureau's.</summary>
    NameTaken,

    /// <summary>The region has its bureau.</summary>
    RegionTaken,

    /// <summary>No such region, or not one below the region of the bureau above.</summary>
    RegionElsewhere,
}

/// <summary>Bureaus beyond those of <c>data/tenants.csv</c>, written by the owner role: their ids begin at 1000, so that the file can grow.</summary>
public static class BureauRegister
{
    private const string Lock = "LOCK TABLE tenant IN SHARE ROW EXCLUSIVE MODE";

    private const string Judge =
        """
        SELECT CASE
          WHEN NOT EXISTS (SELECT FROM tenant WHERE code = @above AND level <> 'County') THEN 'AboveMissing'
          WHEN EXISTS (SELECT FROM tenant WHERE code = @code OR name = @name) THEN 'NameTaken'
          WHEN EXISTS (SELECT FROM tenant WHERE root_region = @region) THEN 'RegionTaken'
          WHEN NOT EXISTS (
            WITH RECURSIVE up AS (SELECT code, parent_code FROM region WHERE code = @region UNION SELECT r.code, r.parent_code FROM up JOIN region r ON r.code = up.parent_code)
            SELECT FROM up, tenant above WHERE above.code = @above AND (above.root_region IS NULL OR up.code = above.root_region)) THEN 'RegionElsewhere'
          ELSE 'Added' END
        """;

    private const string Insert =
        """
        INSERT INTO tenant (id, code, name, short_name, parent_id, level, root_region)
        SELECT greatest(1000, (SELECT max(id) + 1 FROM tenant)), @code, @name, @short, above.id,
          CASE above.level WHEN 'National' THEN 'Province' WHEN 'Province' THEN 'City' ELSE 'County' END, @region
        FROM tenant above WHERE above.code = @above
        """;

    /// <exception cref="StartupRefusedException">The database is not there, is in use, or the role may not do this.</exception>
    public static Task<BureauAddition> AddAsync(string ownerConnectionString, string code, string name, string shortName, string above, RegionCode region, CancellationToken ct) =>
        OwnerAct.RunAsync(ownerConnectionString, async connection =>
        {
            await using var owner = new NpgsqlConnection(connection);
            await owner.OpenAsync(ct);
            await using var transaction = await owner.BeginTransactionAsync(ct);
            await using var locked = new NpgsqlCommand(Lock, owner, transaction);
            await locked.ExecuteNonQueryAsync(ct);
            await using var judge = With(new NpgsqlCommand(Judge, owner, transaction));
            var outcome = Enum.Parse<BureauAddition>((string)(await judge.ExecuteScalarAsync(ct))!);
            if (outcome == BureauAddition.Added)
            {
                await using var insert = With(new NpgsqlCommand(Insert, owner, transaction));
                await insert.ExecuteNonQueryAsync(ct);
            }

            await transaction.CommitAsync(ct);
            return outcome;

            NpgsqlCommand With(NpgsqlCommand command)
            {
                foreach (var (parameter, value) in new[] { ("code", code), ("name", name), ("short", shortName), ("above", above), ("region", region.Value) })
                {
                    command.Parameters.AddWithValue(parameter, value);
                }

                return command;
            }
        });
}
