using MedInsure.Rules.Access;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Access;

namespace MedInsure.UseCases.Tests.Access;

public sealed class SignInTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly AccessUnderTest access = new(database);

    [Fact]
    public async Task The_right_password_gives_the_actor_with_bureau_roles_and_regions()
    {
        var created = await access.Create.HandleAsync(null, new CreateUser("lanzhou", "quxian", "城关经办", Role.Clerk | Role.FinanceOfficer, ["620102"], AccessUnderTest.Password), default);
        var person = await access.SignedInAsync(Bureau.Lanzhou, "quxian");
        Assert.Equal(("lanzhou", 5, created.Value, Role.Clerk | Role.FinanceOfficer), (person.Actor.TenantCode, person.Actor.TenantId, person.Actor.UserId, person.Actor.Roles));
        Assert.Equal(("quxian", "城关经办", "兰州市医疗保障局"), (person.UserName, person.Actor.DisplayName, person.BureauName));
        Assert.Equal("620102", Assert.Single(person.Actor.RegionScope).Value);
        Assert.Equal(["CreateUser", "SignIn"], await access.ActsAsync(Bureau.Lanzhou, $"user/{created.Value}"));
    }

    [Fact]
    public async Task The_name_is_read_without_case_and_spaces_around_it()
    {
        var name = await access.PersonAsync(Bureau.Lanzhou);
        Assert.True((await access.SignInAsync(Bureau.Lanzhou, $" {name.ToUpperInvariant()} ")).IsOk);
    }

    [Fact]
    public async Task Unknown_bureau_unknown_name_and_wrong_password_get_the_same_sentence()
    {
        var name = await access.PersonAsync(Bureau.Lanzhou);
        var wrong = await access.SignInAsync(Bureau.Lanzhou, name, "not-it-0000A");
        var unknown = await access.SignInAsync(Bureau.Lanzhou, "nobody");
        var otherBureau = await access.SignInAsync(Bureau.Gansu, name);
        var noBureau = await new SignInHandler(database.TenantDb, new UnknownNames(access.Clock), access.Clock)
            .HandleAsync(new SignIn("mars", name, AccessUnderTest.Password, null, false), default);
        Assert.All([wrong, unknown, otherBureau, noBureau], outcome => Assert.Equal(SignInHandler.Wrong, outcome.Problem?.Sentence));
    }

    [Fact]
    public async Task Two_bureaus_may_use_one_name_and_each_person_stays_in_the_own_bureau()
    {
        await access.Create.HandleAsync(null, new CreateUser("lanzhou", "shared", "兰州的", Role.Clerk, [], "Lanzhou-pass-1"), default);
        await access.Create.HandleAsync(null, new CreateUser("gansu", "shared", "甘肃的", Role.Clerk, [], "Gansu-pass-22"), default);
        Assert.False((await access.SignInAsync(Bureau.Lanzhou, "shared", "Gansu-pass-22")).IsOk);
        var outcome = await access.SignInAsync(Bureau.Gansu, "shared", "Gansu-pass-22");
        Assert.Equal(4, SignedInPerson.Of(outcome.Value)!.Actor.TenantId);
    }

    [Fact]
    public async Task Five_failures_lock_for_fifteen_minutes_even_for_the_right_password()
    {
        var name = await access.PersonAsync(Bureau.Lanzhou);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(SignInHandler.Wrong, (await access.SignInAsync(Bureau.Lanzhou, name, "not-it-0000A")).Problem?.Sentence);
        }

        Assert.Equal(SignInHandler.Locked, (await access.SignInAsync(Bureau.Lanzhou, name)).Problem?.Sentence);
        access.Clock.Now += TimeSpan.FromMinutes(14);
        Assert.Equal(SignInHandler.Locked, (await access.SignInAsync(Bureau.Lanzhou, name)).Problem?.Sentence);
        access.Clock.Now += TimeSpan.FromMinutes(2);
        Assert.True((await access.SignInAsync(Bureau.Lanzhou, name)).IsOk);
    }

    [Fact]
    public async Task A_name_that_no_account_has_is_locked_after_as_many_tries_so_that_the_answer_tells_nothing()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(SignInHandler.Wrong, (await access.SignInAsync(Bureau.Henan, "ghost")).Problem?.Sentence);
        }

        Assert.Equal(SignInHandler.Locked, (await access.SignInAsync(Bureau.Henan, "GHOST")).Problem?.Sentence);
        access.Clock.Now += TimeSpan.FromMinutes(16);
        Assert.Equal(SignInHandler.Wrong, (await access.SignInAsync(Bureau.Henan, "ghost")).Problem?.Sentence);
    }

    [Fact]
    public async Task Twenty_tries_at_once_are_counted_one_by_one()
    {
        var name = await access.PersonAsync(Bureau.Anhui);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => access.SignInAsync(Bureau.Anhui, name, "not-it-0000A")));
        Assert.Equal(5, answers.Count(answer => answer.Problem?.Sentence == SignInHandler.Wrong));
        Assert.Equal(15, answers.Count(answer => answer.Problem?.Sentence == SignInHandler.Locked));
    }

    [Fact]
    public async Task A_success_forgets_the_failures_before_it()
    {
        var name = await access.PersonAsync(Bureau.Anhui);
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++)
            {
                await access.SignInAsync(Bureau.Anhui, name, "not-it-0000A");
            }

            Assert.True((await access.SignInAsync(Bureau.Anhui, name)).IsOk);
        }
    }

    [Fact]
    public async Task A_refusal_is_written_down_without_what_was_typed()
    {
        var name = await access.PersonAsync(Bureau.Huainan);
        await access.SignInAsync(Bureau.Huainan, name, "not-it-0000A");
        await access.SignInAsync(Bureau.Huainan, "Secret-typed-in-the-wrong-field");
        Assert.Equal(["RefuseSignIn"], await access.ActsAsync(Bureau.Huainan, "user/0"));
        await using var connection = await database.OpenAppAsync((int)Bureau.Huainan);
        await using var command = new Npgsql.NpgsqlCommand("SELECT count(*) FROM audit_entry e WHERE e::text ~* 'not-it|secret-typed'", connection);
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_demo_account_signs_in_only_where_the_installation_is_a_demonstration()
    {
        var name = await access.PersonAsync(Bureau.Lanzhou, demo: true);
        Assert.Equal(SignInHandler.Wrong, (await access.SignInAsync(Bureau.Lanzhou, name)).Problem?.Sentence);
        Assert.True((await access.SignInAsync(Bureau.Lanzhou, name, demoAllowed: true)).IsOk);
    }
}
