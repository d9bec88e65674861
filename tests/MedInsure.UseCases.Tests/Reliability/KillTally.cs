namespace MedInsure.UseCases.Tests.Reliability;

/// <summary>How many kills of the web program and of PostgreSQL met running work.</summary>
internal sealed class KillTally(int wanted)
{
    private int web;
    private int postgres;

    public bool IsEnough => Math.Min(web, postgres) >= wanted;

    /// <summary>Kills whichever has met less work so far.</summary>
    /// <param name="kill">Told whether it is the web program's turn; says whether the kill met its work.</param>
    public async Task<bool> CountAsync(Func<bool, Task<bool>> kill)
    {
        var isWeb = web <= postgres;
        if (!await kill(isWeb))
        {
            return false;
        }

        _ = isWeb ? web++ : postgres++;
        return true;
    }

    public override string ToString() => $"{web} kills of the web program and {postgres} of PostgreSQL met running work";
}
