using System.CommandLine;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Access;
using Microsoft.Extensions.DependencyInjection;

namespace MedInsure.Cli.Users;

/// <summary><c>medinsure user add</c> and <c>medinsure user reset-password</c>, for the operator at the server. The password is read from the input, never from the command line.</summary>
internal static class UserCommand
{
    public static Command Create()
    {
        var command = new Command("user", "管理用户。以应用角色连接（MEDINSURE_APP_DB）。");
        command.Subcommands.Add(CreateAdd());
        command.Subcommands.Add(CreateReset());
        return command;
    }

    private static Command CreateAdd()
    {
        var (bureau, user) = (Bureau(), User());
        var name = new Option<string>("--name") { Description = "姓名", Required = true };
        var roles = new Option<string[]>("--role") { Description = "角色：政策管理员、复核、财务、经办、审计、系统管理员；可以重复", Required = true, AllowMultipleArgumentsPerToken = true };
        var regions = new Option<string[]>("--region") { Description = "只能看到这些行政区划（代码）及其下级；不写则为本机构全部", AllowMultipleArgumentsPerToken = true };
        var command = new Command("add", "增加用户。初始密码从标准输入读取一行。") { bureau, user, name, roles, regions };
        command.SetAction(async (parsed, ct) =>
        {
            var console = parsed.InvocationConfiguration;
            var all = Role.None;
            foreach (var text in parsed.GetValue(roles) ?? [])
            {
                if (!RoleNames.TryParse(text, out var role))
                {
                    await console.Error.WriteLineAsync($"没有名为“{text}”的角色。可用的角色：政策管理员、复核、财务、经办、审计、系统管理员。");
                    return 1;
                }

                all |= role;
            }

            var request = new CreateUser(
                parsed.GetValue(bureau)!, parsed.GetValue(user)!, parsed.GetValue(name)!, all, parsed.GetValue(regions) ?? [], await PasswordInput.ReadAsync(console.Error, ct));
            return await AppServices.RunAsync(
                console.Error,
                async services => await SayAsync(console, await services.GetRequiredService<CreateUserHandler>().HandleAsync(null, request, ct), $"已增加用户 {request.UserName}（{all.Names()}）。首次登录须修改密码。"),
                ct);
        });
        return command;
    }

    private static Command CreateReset()
    {
        var (bureau, user) = (Bureau(), User());
        var command = new Command("reset-password", "重置密码并解除锁定，该用户的所有登录立即失效。新密码从标准输入读取一行。") { bureau, user };
        command.SetAction(async (parsed, ct) =>
        {
            var console = parsed.InvocationConfiguration;
            var request = new ResetPassword(parsed.GetValue(bureau)!, parsed.GetValue(user)!, await PasswordInput.ReadAsync(console.Error, ct));
            return await AppServices.RunAsync(
                console.Error,
                async services => await SayAsync(console, await services.GetRequiredService<ResetPasswordHandler>().HandleAsync(null, request, ct), $"已重置用户 {request.UserName} 的密码。下次登录须修改密码。"),
                ct);
        });
        return command;
    }

    private static Option<string> Bureau() => new("--bureau") { Description = "机构代码，例如 lanzhou", Required = true };

    private static Option<string> User() => new("--user") { Description = "用户名：小写字母、数字和 . _ -", Required = true };

    private static async Task<int> SayAsync<T>(InvocationConfiguration console, Result<T> outcome, string done)
    {
        await (outcome.IsOk ? console.Output.WriteLineAsync(done) : console.Error.WriteLineAsync(outcome.Problem.Sentence));
        return outcome.IsOk ? 0 : 1;
    }
}
