using MedInsure.Persistence.Access;
using Microsoft.AspNetCore.Identity;

namespace MedInsure.UseCases.Access;

/// <summary>At least ten characters of three classes, and not the person's own user name.</summary>
internal sealed class PasswordRule : IPasswordValidator<UserEntity>
{
    public Task<IdentityResult> ValidateAsync(UserManager<UserEntity> manager, UserEntity user, string? password) =>
        Task.FromResult(Fault(user.UserName, password ?? "") is { } fault ? IdentityResult.Failed(new IdentityError { Code = "password", Description = fault }) : IdentityResult.Success);

    /// <summary>A sentence, or null when the password is good.</summary>
    internal static string? Fault(string userName, string password)
    {
        int[] classes = [.. password.Select(sign => char.IsAsciiLetterUpper(sign) ? 0 : char.IsAsciiLetterLower(sign) ? 1 : char.IsAsciiDigit(sign) ? 2 : 3)];
        return password.Length switch
        {
            < AccountRules.ShortestPassword => $"密码至少 {AccountRules.ShortestPassword} 个字符，请加长后再试。",
            > AccountRules.LongestPassword => $"密码最多 {AccountRules.LongestPassword} 个字符，请缩短后再试。",
            _ when classes.Distinct().Count() < AccountRules.PasswordClasses => $"密码须包含大写字母、小写字母、数字、其他符号中的至少 {AccountRules.PasswordClasses} 类，请补充后再试。",
            _ when password.Contains(userName, StringComparison.OrdinalIgnoreCase) => "密码不能包含用户名，请换一个。",
            _ => null,
        };
    }
}
