using System.CommandLine;
using System.Globalization;
using MedInsure.Rules.Policies;

namespace MedInsure.Cli.Policies;

/// <summary><c>medinsure policy</c>: tries policy files without a database and without the web.</summary>
internal static class PolicyCommand
{
    public static Argument<FileInfo[]> Files { get; } = new("FILE") { Description = "政策文件（JSON）。上级机构的文件要一并给出，次序不限。", Arity = ArgumentArity.OneOrMore };

    public static Option<FileInfo?> Regions { get; } = new("--regions") { Description = "行政区划表（CSV，格式同 data/regions.csv）；不写时使用程序自带的区划。", HelpName = "FILE" };

    public static Option<DateOnly?> Date { get; } = new("--date")
    {
        Description = "按哪一天的行政区划，写作 yyyy-MM-dd；不写时为财政补助年度的12月31日。",
        HelpName = "yyyy-MM-dd",
        CustomParser = result => DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : Wrong(result, $"“{result.Tokens[0].Value}”不是日期，请写作 2020-12-31。"),
    };

    public static Command Create()
    {
        var command = new Command("policy", "政策文件：检查、试算、格式和校验值。不需要数据库。");
        command.Subcommands.Add(CheckCommand.Create());
        command.Subcommands.Add(SplitCommand.Create());
        command.Subcommands.Add(Schema());
        command.Subcommands.Add(Hash());
        return command;
    }

    private static Command Schema()
    {
        var command = new Command("schema", "输出政策文件格式的 JSON Schema。");
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(PolicyJson.Schema()));
        return command;
    }

    private static Command Hash()
    {
        var command = new Command("hash", "输出政策内容的 SHA-256（按规范文本计算，与文件的排版无关）。") { Files };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var code = 0;
            foreach (var file in parsed.GetValue(Files)!)
            {
                var read = PolicyFiles.Read(file);
                if (read.IsOk)
                {
                    output.WriteLine($"{PolicyJson.Hash(read.Value.Content)}  {file}");
                }
                else
                {
                    Refusal.Write(error, read.Problem);
                    code = 1;
                }
            }

            return code;
        });
        return command;
    }

    private static DateOnly? Wrong(System.CommandLine.Parsing.ArgumentResult result, string sentence)
    {
        result.AddError(sentence);
        return null;
    }
}
