using MedInsure.Rules.Access;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Access;

namespace MedInsure.UseCases.Tests.Access;

public sealed class SessionTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly AccessUnderTest access = new(database);

    private async Task<SignedInPerson> SignedInAsync() => await access.SignedInAsync(Bureau.Lanzhou, await access.PersonAsync(Bureau.Lanzhou));

    [Fact]
    public async Task A_session_lives_while_the_person_works_and_ends_after_thirty_idle_minutes()
    {
        var person = await SignedInAsync();
        for (var i = 0; i < 5; i++)
        {
            access.Clock.Now += TimeSpan.FromMinutes(29);
            Assert.True(await access.IsOpenAsync(person));
        }

        access.Clock.Now += TimeSpan.FromMinutes(31);
        Assert.False(await access.IsOpenAsync(person, access.Clock.Now - TimeSpan.FromMinutes(31)));
    }

    [Fact]
    public async Task A_page_that_only_stands_open_does_not_keep_its_session_alive()
    {
        var person = await SignedInAsync();
        var lastClick = access.Clock.Now;
        for (var minute = 0; minute < 30; minute++)
        {
            access.Clock.Now += TimeSpan.FromMinutes(1);
            Assert.True(await access.IsOpenAsync(person, lastClick));
        }

        access.Clock.Now += TimeSpan.FromMinutes(1);
        Assert.False(await access.IsOpenAsync(person, lastClick));
    }

    [Fact]
    public async Task After_ten_hours_it_ends_however_busy_the_person_is()
    {
        var person = await SignedInAsync();
        for (var i = 0; i < 39; i++)
        {
            access.Clock.Now += TimeSpan.FromMinutes(15);
            Assert.True(await access.IsOpenAsync(person));
        }

        access.Clock.Now += TimeSpan.FromMinutes(15);
        Assert.False(await access.IsOpenAsync(person));
    }

    [Fact]
    public async Task The_fourth_session_ends_the_oldest()
    {
        var name = await access.PersonAsync(Bureau.Lanzhou);
        var sessions = new List<SignedInPerson>();
        for (var i = 0; i < 4; i++)
        {
            sessions.Add(await access.SignedInAsync(Bureau.Lanzhou, name));
            access.Clock.Now += TimeSpan.FromSeconds(1);
        }

        var open = await Task.WhenAll(sessions.Select(session => access.IsOpenAsync(session)));
        Assert.Equal([false, true, true, true], open);
    }

    [Fact]
    public async Task Signing_out_ends_this_session_and_no_other()
    {
        var name = await access.PersonAsync(Bureau.Lanzhou);
        var first = await access.SignedInAsync(Bureau.Lanzhou, name);
        var second = await access.SignedInAsync(Bureau.Lanzhou, name);
        await access.SignOutAsync(first);
        Assert.Equal((false, true), (await access.IsOpenAsync(first), await access.IsOpenAsync(second)));
        Assert.Equal("SignOut", (await access.ActsAsync(Bureau.Lanzhou, $"user/{first.Actor.UserId}"))[^1]);
    }

    [Fact]
    public async Task A_new_password_ends_every_session_and_unlocks()
    {
        var name = await access.PersonAsync(Bureau.Lanzhou);
        var person = await access.SignedInAsync(Bureau.Lanzhou, name);
        for (var i = 0; i < 5; i++)
        {
            await access.SignInAsync(Bureau.Lanzhou, name, "not-it-0000A");
        }

        var reset = await access.Reset.HandleAsync(null, new ResetPassword("lanzhou", name, "Another-pass-8"), default);
        Assert.True(reset.IsOk, reset.Problem?.Sentence);
        Assert.False(await access.IsOpenAsync(person));
        Assert.True((await access.SignInAsync(Bureau.Lanzhou, name, "Another-pass-8")).IsOk);
    }

    [Fact]
    public async Task A_cookie_with_another_bureaus_number_or_another_persons_name_is_worth_nothing()
    {
        var person = await SignedInAsync();
        var elsewhere = person with { Actor = person.Actor with { TenantId = (int)Bureau.Gansu } };
        var somebodyElse = person with { Actor = person.Actor with { UserId = Some.FinanceOfficer(Bureau.Lanzhou).UserId } };
        Assert.Equal((true, false, false), (await access.IsOpenAsync(person), await access.IsOpenAsync(elsewhere), await access.IsOpenAsync(somebodyElse)));
    }

    [Fact]
    public async Task Claims_carry_the_person_there_and_back()
    {
        var person = await SignedInAsync();
        var back = SignedInPerson.Of(person.ToPrincipal())!;
        Assert.Equal(person with { Actor = back.Actor }, back);
        Assert.Equal((person.Actor.UserId, person.Actor.Roles, person.Actor.TenantCode), (back.Actor.UserId, back.Actor.Roles, back.Actor.TenantCode));
        Assert.Null(SignedInPerson.Of(new System.Security.Claims.ClaimsPrincipal()));
    }
}
