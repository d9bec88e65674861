using MedInsure.Rules.Access;
using MedInsure.Rules.Regions;
using Npgsql;

namespace MedInsure.Testing.Databases;

/// <summary>The bureaus of the reference data; the number is the tenant's id.</summary>
public enum Bureau
{
    National = 1,
    Anhui = 2,
    Huainan = 3,
    Gansu = 4,
    Lanzhou = 5,
    Henan = 6,
}

/// <summary>
/// People for tests. Every test database has, in each bureau, one person of each role and a second reviewer, so that maker, checker
/// and releaser are at hand: Some.FinanceOfficer(Bureau.Lanzhou), Some.Reviewer(Bureau.Lanzhou), Some.SecondReviewer(Bureau.Lanzhou).
/// </summary>
public static class Some
{
    private static readonly (int Number, Role Role, string Name)[] People =
    [
        (1, Role.PolicyAdministrator, "政策甲"),
        (2, Role.Reviewer, "复核甲"),
        (3, Role.Reviewer, "复核乙"),
        (4, Role.FinanceOfficer, "财务甲"),
        (5, Role.Clerk, "经办甲"),
        (6, Role.Auditor, "审计甲"),
        (7, Role.SystemAdministrator, "系统甲"),
        (8, Role.FinanceOfficer, "财务乙"),
        (9, Role.Clerk, "经办乙"),
    ];

    public static Actor PolicyAdministrator(Bureau bureau) => Person(bureau, 1);

    public static Actor Reviewer(Bureau bureau) => Person(bureau, 2);

    public static Actor SecondReviewer(Bureau bureau) => Person(bureau, 3);

    public static Actor FinanceOfficer(Bureau bureau) => Person(bureau, 4);

    public static Actor Clerk(Bureau bureau) => Person(bureau, 5);

    public static Actor Auditor(Bureau bureau) => Person(bureau, 6);

    public static Actor SystemAdministrator(Bureau bureau) => Person(bureau, 7);

    public static Actor SecondFinanceOfficer(Bureau bureau) => Person(bureau, 8);

    public static Actor SecondClerk(Bureau bureau) => Person(bureau, 9);

    /// <summary>The same person, limited to these regions.</summary>
    public static Actor LimitedTo(this Actor actor, params string[] regions) =>
        actor with { RegionScope = [.. regions.Select(code => new RegionCode(code))] };

    public static int TenantId(this Bureau bureau) => (int)bureau;

    internal static async Task CreateUsersAsync(string appConnectionString)
    {
        await using var connection = new NpgsqlConnection(appConnectionString);
        await connection.OpenAsync();
        foreach (var bureau in Enum.GetValues<Bureau>())
        {
            foreach (var (number, role, name) in People)
            {
                await using var command = new NpgsqlCommand(
                    """
                    WITH tenant AS MATERIALIZED (SELECT set_config('app.tenant_id', $1::text, false)::int AS id),
                         person AS (
                           INSERT INTO app_user (tenant_id, id, user_name, normalized_user_name, display_name, security_stamp, must_change_password,
                                                 access_failed_count, lockout_enabled, two_factor_enabled, is_demo, created_at)
                           SELECT tenant.id, $2, $3, upper($3), $4, 'stamp', false, 0, true, false, false, now() FROM tenant
                           RETURNING tenant_id, id)
                    INSERT INTO user_role (tenant_id, user_id, role) SELECT tenant_id, id, $5 FROM person
                    """,
                    connection);
                command.Parameters.AddWithValue($"{(int)bureau}");
                command.Parameters.AddWithValue(UserId(bureau, number));
                command.Parameters.AddWithValue($"person{number}");
                command.Parameters.AddWithValue(name);
                command.Parameters.AddWithValue(role.ToString());
                await command.ExecuteNonQueryAsync();
            }
        }
    }

    private static Actor Person(Bureau bureau, int number)
    {
        var person = People.Single(person => person.Number == number);
        return new Actor((int)bureau, $"{bureau}".ToLowerInvariant(), UserId(bureau, number), person.Name, person.Role, []);
    }

    /// <summary>Far from what the database gives, so that a test can add people.</summary>
    private static long UserId(Bureau bureau, int number) => 9_000 + ((int)bureau * 100) + number;
}
