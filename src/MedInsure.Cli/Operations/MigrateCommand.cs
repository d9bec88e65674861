using System.CommandLine;
using MedInsure.UseCases.Operations;

namespace MedInsure.Cli.Operations;

/// <summary><c>medinsure migrate</c>: exit code 0 when the schema is this program's, 1 with a sentence when it was refused.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", $"升级表结构，并装入区划、机构和统筹地区。以所有者角色连接，连接字符串取自环境变量 {OwnerVariable.Name}。可以重复执行。");
        command.SetAction(async (parsed, ct) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (await OwnerVariable.ReadAsync(error) is not { } owner)
            {
                return 1;
            }

            var result = await new MigrateDatabaseHandler().HandleAsync(new MigrateDatabase(owner), ct);
            if (!result.IsOk)
            {
                await error.WriteLineAsync(result.Problem.Sentence);
                return 1;
            }

            var done = result.Value;
            await output.WriteLineAsync(done.MigrationsApplied == 0
                ? $"表结构已是最新。区划 {done.Regions} 个，机构 {done.Bureaus} 个。"
                : $"表结构已升级 {done.MigrationsApplied} 步。区划 {done.Regions} 个，机构 {done.Bureaus} 个。");
            return 0;
        });
        return command;
    }
}
