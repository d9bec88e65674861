using System.CommandLine;

namespace MedInsure.Cli;

public static class Program
{
    public static int Main(string[] args)
    {
        var root = new RootCommand("医保筹资与资金分配：命令行。");
        return root.Parse(args).Invoke();
    }
}
