using MedInsure.Rules.Access;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Access;

namespace MedInsure.UseCases.Tests.Access;

public sealed class OwnPasswordTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Next = "Quite-new-99";

    private readonly AccessUnderTest access = new(database);

    private Task<Rules.Outcomes.Result<System.Security.Claims.ClaimsPrincipal>> ChangeAsync(SignedInPerson person, string current, string next, string? again = null) =>
        new ChangeOwnPasswordHandler(database.TenantDb, access.Clock).HandleAsync(person, new ChangeOwnPassword(current, next, again ?? next), default);

    [Fact]
    public async Task A_first_password_must_be_changed_and_this_session_goes_on_while_the_others_end()
    {
        var name = await access.PersonAsync(Bureau.Gansu);
        var (here, elsewhere) = (await access.SignedInAsync(Bureau.Gansu, name), await access.SignedInAsync(Bureau.Gansu, name));
        Assert.True(here.MustChangePassword);
        var outcome = await ChangeAsync(here, AccessUnderTest.Password, Next);
        Assert.True(outcome.IsOk, outcome.Problem?.Sentence);
        var after = SignedInPerson.Of(outcome.Value)!;
        Assert.False(after.MustChangePassword);
        Assert.Equal((true, false, false), (await access.IsOpenAsync(after), await access.IsOpenAsync(here), await access.IsOpenAsync(elsewhere)));
        Assert.False((await access.SignInAsync(Bureau.Gansu, name)).IsOk);
        Assert.False(SignedInPerson.Of((await access.SignInAsync(Bureau.Gansu, name, Next)).Value)!.MustChangePassword);
    }

    [Theory]
    [InlineData(AccessUnderTest.Password, "short-A1", null, "至少 10 个字符")]
    [InlineData(AccessUnderTest.Password, Next, "Quite-new-98", "两次输入的新密码不一致")]
    [InlineData(AccessUnderTest.Password, AccessUnderTest.Password, null, "与当前密码相同")]
    [InlineData("Not-the-one-1", Next, null, "当前密码不正确")]
    public async Task What_does_not_fit_is_refused_and_the_old_password_stays(string current, string next, string? again, string words)
    {
        var name = await access.PersonAsync(Bureau.Gansu);
        var person = await access.SignedInAsync(Bureau.Gansu, name);
        Assert.Contains(words, (await ChangeAsync(person, current, next, again)).Problem?.Sentence, StringComparison.Ordinal);
        Assert.True((await access.SignInAsync(Bureau.Gansu, name)).IsOk);
    }

    [Fact]
    public async Task Guessing_the_current_password_locks_the_name()
    {
        var name = await access.PersonAsync(Bureau.Gansu);
        var person = await access.SignedInAsync(Bureau.Gansu, name);
        for (var i = 0; i < 5; i++)
        {
            await ChangeAsync(person, $"Not-the-one-{i}", Next);
        }

        Assert.Equal(SignInHandler.Locked, (await ChangeAsync(person, AccessUnderTest.Password, Next)).Problem?.Sentence);
        Assert.Equal(SignInHandler.Locked, (await access.SignInAsync(Bureau.Gansu, name)).Problem?.Sentence);
    }
}
