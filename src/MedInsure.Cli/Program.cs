using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using MedInsure.Cli.Bureaus;
using MedInsure.Cli.Operations;
using MedInsure.Cli.Policies;
using MedInsure.Cli.Seed;
using MedInsure.Cli.Users;

namespace MedInsure.Cli;

public static class Program
{
    public static int Main(string[] args) => Run(args, Console.Out, Console.Error);

    /// <summary>0 when done, 1 when refused with a sentence, 2 when the command was not written as it should be.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-Hans");
        var root = new RootCommand("医保筹资与资金分配：命令行。");
        root.Subcommands.Add(PolicyCommand.Create());
        root.Subcommands.Add(MigrateCommand.Create());
        root.Subcommands.Add(SeedCommand.Create());
        root.Subcommands.Add(BureauCommand.Create());
        root.Subcommands.Add(UserCommand.Create());
        Usage.SpeakChinese(root);
        var parsed = root.Parse(args);
        return parsed.Action is ParseErrorAction ? Usage.Refuse(parsed, error) : parsed.Invoke(new InvocationConfiguration { Output = output, Error = error });
    }
}
