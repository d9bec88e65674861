using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace MedInsure.Cli;

/// <summary>Help and complaints about usage in Chinese throughout: the library's own translation has holes.</summary>
internal static partial class Usage
{
    /// <summary>Words of the library that stay English in its Chinese resources.</summary>
    private static readonly (string English, string Chinese)[] Untranslated =
    [
        ("Description:", "说明:"), ("(REQUIRED)", "（必填）"), ("Show help and usage information", "显示用法"), ("Show version information", "显示版本"),
    ];

    public static void SpeakChinese(RootCommand root)
    {
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new ChineseHelp((HelpAction)help.Action!);
        }
    }

    /// <summary>What is wrong with the way a command was written, and where to look it up.</summary>
    public static int Refuse(ParseResult parsed, TextWriter error)
    {
        foreach (var message in parsed.Errors.Select(found => Sentence(found)).Distinct(StringComparer.Ordinal))
        {
            error.WriteLine(message);
        }

        var path = new List<string>();
        for (SymbolResult? at = parsed.CommandResult; at is not null; at = at.Parent)
        {
            if (at is CommandResult command && command.Command is not RootCommand)
            {
                path.Insert(0, command.Command.Name);
            }
        }

        error.WriteLine($"用法见：{string.Join(' ', path.Prepend("medinsure"))} --help");
        return 2;
    }

    private static string Sentence(ParseError found) =>
        MissingOption().Match(found.Message) is { Success: true } missing ? $"缺少选项 {missing.Groups["name"].Value}。"
        : WrongValue().Match(found.Message) is { Success: true } wrong ? $"选项 {wrong.Groups["name"].Value} 的内容“{wrong.Groups["value"].Value}”写法不对。"
        : found.Message.Any(c => c is >= '\u4E00' and <= '\u9FFF') ? found.Message.TrimEnd('.')
        : "命令的写法不对。";

    [GeneratedRegex("^Option '(?<name>[^']+)' is required", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MissingOption();

    [GeneratedRegex("^Cannot parse argument '(?<value>[^']*)' for option '(?<name>[^']+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WrongValue();

    private sealed class ChineseHelp(HelpAction inner) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var configuration = parseResult.InvocationConfiguration;
            var output = configuration.Output;
            using var text = new StringWriter();
            configuration.Output = text;
            try
            {
                inner.Invoke(parseResult);
            }
            finally
            {
                configuration.Output = output;
            }

            output.Write(Untranslated.Aggregate(text.ToString(), (words, entry) => words.Replace(entry.English, entry.Chinese, StringComparison.Ordinal)));
            return 0;
        }
    }
}
