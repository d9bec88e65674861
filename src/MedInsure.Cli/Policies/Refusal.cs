using MedInsure.Rules.Outcomes;

namespace MedInsure.Cli.Policies;

/// <summary>Writes why something was not done: the sentence, and below it every place that is wrong.</summary>
internal static class Refusal
{
    public static int Write(TextWriter error, Problem problem)
    {
        error.WriteLine(problem.Sentence);
        foreach (var place in (problem as Invalid)?.Errors ?? [])
        {
            error.WriteLine($"  {place.Field}：{place.Sentence}");
        }

        return 1;
    }
}
