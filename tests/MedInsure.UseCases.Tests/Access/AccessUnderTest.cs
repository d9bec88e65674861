using System.Security.Claims;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Access;

namespace MedInsure.UseCases.Tests.Access;

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class StandingClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2020, 8, 14, 1, 30, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>The access use cases on one database and one clock.</summary>
internal sealed class AccessUnderTest(TestDatabase database)
{
    public const string Password = "Correct-horse-7";

    public StandingClock Clock { get; } = new();

    public CreateUserHandler Create => new(database.TenantDb, Clock);

    public ResetPasswordHandler Reset => new(database.TenantDb, Clock);

    private SignInHandler SignIn => signIn ??= new SignInHandler(database.TenantDb, new UnknownNames(Clock), Clock);

    private SignInHandler? signIn;

    /// <summary>A person of the bureau with the usual password; the name is new.</summary>
    public async Task<string> PersonAsync(Bureau bureau, Role role = Role.FinanceOfficer, bool demo = false)
    {
        var name = "u" + Guid.NewGuid().ToString("N")[..12];
        var created = await Create.HandleAsync(null, new CreateUser(Code(bureau), name, "测试员", role, [], Password, demo), default);
        Assert.True(created.IsOk, created.Problem?.Sentence);
        return name;
    }

    public Task<Result<ClaimsPrincipal>> SignInAsync(Bureau bureau, string name, string password = Password, bool demoAllowed = false) =>
        SignIn.HandleAsync(new SignIn(Code(bureau), name, password, "10.0.0.7", demoAllowed), default);

    public async Task<SignedInPerson> SignedInAsync(Bureau bureau, string name)
    {
        var outcome = await SignInAsync(bureau, name);
        Assert.True(outcome.IsOk, outcome.Problem?.Sentence);
        return SignedInPerson.Of(outcome.Value)!;
    }

    /// <summary>Whether the session is still open when the person was active just now, or at the time given.</summary>
    public async Task<bool> IsOpenAsync(SignedInPerson person, DateTimeOffset? activeAt = null) =>
        await new RevalidateSessionHandler(database.TenantDb, Clock).HandleAsync(person, activeAt ?? Clock.Now, default) is not null;

    public Task SignOutAsync(SignedInPerson person) => new SignOutHandler(database.TenantDb, Clock).HandleAsync(person, default);

    public async Task<IReadOnlyList<string>> ActsAsync(Bureau bureau, string subject)
    {
        await using var connection = await database.OpenAppAsync((int)bureau);
        await using var command = new Npgsql.NpgsqlCommand("SELECT act FROM audit_entry WHERE subject = $1 ORDER BY sequence", connection);
        command.Parameters.AddWithValue(subject);
        await using var rows = await command.ExecuteReaderAsync();
        var acts = new List<string>();
        while (await rows.ReadAsync())
        {
            acts.Add(rows.GetString(0));
        }

        return acts;
    }

    public static string Code(Bureau bureau) => $"{bureau}".ToLowerInvariant();
}
