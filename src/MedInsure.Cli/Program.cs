using System.CommandLine;
using MedInsure.Cli.Operations;

namespace MedInsure.Cli;

public static class Program
{
    public static int Main(string[] args)
    {
        var root = new RootCommand("医保筹资与资金分配：命令行。");
        root.Subcommands.Add(MigrateCommand.Create());
        return root.Parse(args).Invoke();
    }
}
