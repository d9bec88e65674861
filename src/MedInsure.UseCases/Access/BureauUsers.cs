using MedInsure.Persistence.Access;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Outcomes;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace MedInsure.UseCases.Access;

/// <summary>Identity's manager over one session: user names, password rule, hashing, stamps.</summary>
internal static class BureauUsers
{
    private static readonly IdentityOptions Options = new()
    {
        User = { AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789._-", RequireUniqueEmail = false },
    };

    /// <summary>PBKDF2 with HMAC-SHA512; what an older setting hashed is hashed anew at the next sign-in.</summary>
    public static readonly PasswordHasher<UserEntity> Hasher = new(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));

    public static readonly UpperInvariantLookupNormalizer Names = new();

    public static UserManager<UserEntity> Of(TenantSession db) => new(
        new BureauUserStore(db),
        Microsoft.Extensions.Options.Options.Create(Options),
        Hasher,
        [new UserValidator<UserEntity>(new ChineseErrors())],
        [new PasswordRule()],
        Names,
        new ChineseErrors(),
        null!,
        NullLogger<UserManager<UserEntity>>.Instance);

    public static Problem ToProblem(this IdentityResult result) => new Refused(string.Concat(result.Errors.Select(error => error.Description)));

    private sealed class ChineseErrors : IdentityErrorDescriber
    {
        public override IdentityError DefaultError() => Of("账号信息不符合要求，请核对后再试。");

        public override IdentityError InvalidUserName(string? userName) => Of($"用户名“{userName}”不可用：只能使用小写字母、数字和 . _ - ，请修改后再试。");

        public override IdentityError DuplicateUserName(string userName) => Of($"本机构已有用户“{userName}”，请换一个用户名。");

        private static IdentityError Of(string sentence, [System.Runtime.CompilerServices.CallerMemberName] string code = "") => new() { Code = code, Description = sentence };
    }
}
