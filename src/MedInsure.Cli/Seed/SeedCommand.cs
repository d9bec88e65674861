using System.CommandLine;

namespace MedInsure.Cli.Seed;

/// <summary><c>medinsure seed --demo</c>: what eng/run loads. The sign-ins go to the output, progress goes to the error stream.</summary>
internal static class SeedCommand
{
    public static Command Create()
    {
        var demo = new Option<bool>("--demo") { Description = "装入演示账号、政策和示例参保人数。只在演示环境（MEDINSURE_DEMO=1）可用。" };
        var command = new Command("seed", "装入数据。以应用角色连接（MEDINSURE_APP_DB）。可以重复执行。");
        command.Options.Add(demo);
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(demo), parsed.InvocationConfiguration, ct));
        return command;
    }

    private static async Task<int> RunAsync(bool demo, InvocationConfiguration console, CancellationToken ct)
    {
        var refusal = Refusal(demo);
        if (refusal is not null)
        {
            await console.Error.WriteLineAsync(refusal);
            return 1;
        }

        var password = Environment.GetEnvironmentVariable("MEDINSURE_DEMO_PASSWORD")!;
        return await AppServices.RunAsync(
            console.Error,
            async services =>
            {
                foreach (var step in DemoSteps.InOrder)
                {
                    var outcome = await step(services, password, ct);
                    if (!outcome.IsOk)
                    {
                        await console.Error.WriteLineAsync(outcome.Problem.Sentence);
                        return 1;
                    }

                    await console.Error.WriteLineAsync(outcome.Value);
                }

                await console.Output.WriteAsync(await DemoSignIns.WriteAsync(services, ct));
                return 0;
            },
            ct);
    }

    private static string? Refusal(bool demo) => true switch
    {
        _ when !demo => "请写明要装入什么：medinsure seed --demo。",
        _ when Environment.GetEnvironmentVariable("MEDINSURE_DEMO") != "1" => "演示数据只能装入演示环境。确认这是演示环境后，设置 MEDINSURE_DEMO=1 再执行。",
        _ when string.IsNullOrEmpty(Environment.GetEnvironmentVariable("MEDINSURE_DEMO_PASSWORD")) => "没有设置演示账号的密码。请设置环境变量 MEDINSURE_DEMO_PASSWORD 后再执行。",
        _ => null,
    };
}
