using System.Text;
using MedInsure.UseCases.Access;
using Microsoft.Extensions.DependencyInjection;

namespace MedInsure.Cli.Seed;

/// <summary>The sign-ins of the demonstration as eng/run prints them, without the password.</summary>
internal static class DemoSignIns
{
    public static async Task<string> WriteAsync(IServiceProvider services, CancellationToken ct)
    {
        var bureaus = await services.GetRequiredService<ListBureausHandler>().HandleAsync(ct);
        var text = new StringBuilder("  机构：")
            .AppendJoin("、", bureaus.Where(bureau => SeedDemoUsersHandler.Bureaus.Contains(bureau.Code)).Select(bureau => bureau.Name))
            .AppendLine("，每个机构都有以下用户：");
        foreach (var person in SeedDemoUsersHandler.People)
        {
            text.Append("    ").Append(person.UserName.PadRight(10)).Append(person.Role.Names()).Append("：").AppendLine(person.Task);
        }

        return text.ToString();
    }
}
