using System.CommandLine;
using MedInsure.Cli.Operations;
using MedInsure.Cli.Seed;
using MedInsure.Cli.Users;

namespace MedInsure.Cli;

public static class Program
{
    public static int Main(string[] args)
    {
        var root = new RootCommand("医保筹资与资金分配：命令行。");
        root.Subcommands.Add(MigrateCommand.Create());
        root.Subcommands.Add(SeedCommand.Create());
        root.Subcommands.Add(UserCommand.Create());
        return root.Parse(args).Invoke();
    }
}
