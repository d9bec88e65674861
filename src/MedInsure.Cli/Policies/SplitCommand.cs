using System.CommandLine;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;

namespace MedInsure.Cli.Policies;

/// <summary><c>medinsure policy split</c>: who pays how much a head, from files alone; with a headcount, the amounts to the fen.</summary>
internal static class SplitCommand
{
    private static readonly Option<string> Region = new("--region") { Description = "行政区划代码：一个县区，或市、省（列出其全部县区）。", HelpName = "CODE", Required = true };
    private static readonly Option<long?> Headcount = new("--headcount") { Description = "参保人数；给出后按人数算到分。只能用于一个县区。", HelpName = "N" };
    private static readonly Option<bool> Json = new("--json") { Description = "输出 JSON；金额以元计，写作精确的十进制文字。" };

    private static readonly Option<string[]> Assume = new("--assume")
    {
        Description = "以假设代替缺口，可重复。名单：缺口=620121,620122；数值：缺口=550；份额：缺口=city:6,county:4。",
        HelpName = "缺口=内容",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command Create()
    {
        var command = new Command("split", "试算一个地区的人均分担，列出计算过程、依据、上级约束和缺口。")
        {
            PolicyCommand.Files, Region, PolicyCommand.Date, Headcount, Assume, PolicyCommand.Regions, Json,
        };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var asked = Ask(parsed);
            if (!asked.IsOk)
            {
                return Refusal.Write(error, asked.Problem);
            }

            var result = asked.Value;
            if (parsed.GetValue(Json))
            {
                SplitJson.Write(output, result);
            }
            else
            {
                SplitText.Write(output, result);
            }

            foreach (var warning in result.Trial.Warnings)
            {
                error.WriteLine($"提示：{warning.Field}：{warning.Sentence}");
            }

            foreach (var problem in result.Regions.Select(region => region.Split.Problem).OfType<string>())
            {
                error.WriteLine(problem);
            }

            return result.Regions.Any(region => region.Split.Problem is not null) ? 1 : 0;
        });
        return command;
    }

    private static Result<TriedSplit> Ask(ParseResult parsed)
    {
        if (!RegionCode.TryParse(parsed.GetValue(Region), out var code))
        {
            return new Refused($"“{parsed.GetValue(Region)}”不是行政区划代码，应为六位数字（无国标代码的功能区如 3404L1）。");
        }

        if (parsed.GetValue(Headcount) < 0)
        {
            return new Refused("参保人数不能小于零。");
        }

        var known = KnownRegions.Load(parsed.GetValue(PolicyCommand.Regions));
        if (!known.IsOk)
        {
            return known.Problem;
        }

        var chains = PolicyFiles.Chains(parsed.GetValue(PolicyCommand.Files)!);
        if (!chains.IsOk)
        {
            return chains.Problem;
        }

        var date = parsed.GetValue(PolicyCommand.Date);
        var tree = known.Value.On(date ?? new DateOnly(chains.Value[0].FundingYear, 12, 31));
        var chain = tree.IsOk ? PolicyTrial.Nearest(chains.Value, known.Value, tree.Value, code) : tree.Problem;
        if (!chain.IsOk)
        {
            return chain.Problem;
        }

        var trial = PolicyTrial.Open(chain.Value, known.Value, date, parsed.GetValue(Assume) ?? []);
        return trial.IsOk ? TriedSplit.Of(trial.Value, code, parsed.GetValue(Headcount)) : trial.Problem;
    }
}
