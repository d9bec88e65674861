using System.CommandLine;
using MedInsure.Cli.Operations;
using MedInsure.UseCases.Operations;

namespace MedInsure.Cli.Bureaus;

/// <summary><c>medinsure bureau add</c>: a new tenant. Its people are added with <c>medinsure user add</c>, its policy in the browser.</summary>
internal static class BureauCommand
{
    public static Command Create()
    {
        var command = new Command("bureau", $"管理机构。以所有者角色连接（{OwnerVariable.Name}）。");
        command.Subcommands.Add(CreateAdd());
        return command;
    }

    private static Command CreateAdd()
    {
        var code = new Option<string>("--code") { Description = "机构代码：小写字母和数字，例如 tianshui", Required = true };
        var name = new Option<string>("--name") { Description = "机构名称，例如 天水市医疗保障局", Required = true };
        var shortName = new Option<string>("--short-name") { Description = "简称，例如 天水市医保局", Required = true };
        var above = new Option<string>("--above") { Description = "上级机构的代码，例如 gansu", Required = true };
        var region = new Option<string>("--region") { Description = "管辖地区的行政区划代码，例如 620500", Required = true };
        var command = new Command("add", "增加机构。机构增加后不能删除。") { code, name, shortName, above, region };
        command.SetAction(async (parsed, ct) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (await OwnerVariable.ReadAsync(error) is not { } owner)
            {
                return 1;
            }

            var request = new AddBureau(owner, parsed.GetValue(code)!, parsed.GetValue(name)!, parsed.GetValue(shortName)!, parsed.GetValue(above)!, parsed.GetValue(region)!);
            var added = await new AddBureauHandler().HandleAsync(request, ct);
            await (added.IsOk ? output.WriteLineAsync($"已增加机构 {added.Value}（{request.Code}）。请用 medinsure user add 增加它的用户。") : error.WriteLineAsync(added.Problem.Sentence));
            return added.IsOk ? 0 : 1;
        });
        return command;
    }
}
