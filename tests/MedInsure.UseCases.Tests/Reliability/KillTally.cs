namespace MedInsure.UseCases.Tests.Reliability;

/// <summary>When a running job is killed.</summary>
internal enum KillMoment
{
    /// <summary>All of its work is written, and nothing of it stands.</summary>
    AtItsEnd,

    /// <summary>At random between its beginning and its end.</summary>
    Anywhere,

    /// <summary>It is let go from its end an instant before: it may just have ended, and then nothing was killed in its middle.</summary>
    LetGo,
}

/// <param name="IsWeb">The web program, or else PostgreSQL.</param>
internal sealed record Kill(bool IsWeb, KillMoment Moment);

/// <summary>How many kills of the web program and of PostgreSQL met running work.</summary>
internal sealed class KillTally(int wanted)
{
    /// <summary>The end first: it says how long a job runs.</summary>
    private static readonly KillMoment[] Moments = [KillMoment.AtItsEnd, KillMoment.Anywhere, KillMoment.Anywhere, KillMoment.Anywhere, KillMoment.LetGo];

    private int web;
    private int postgres;
    private int ofWeb;
    private int ofPostgres;

    public bool IsEnough => Math.Min(web, postgres) >= wanted;

    /// <summary>Kills whichever has met less work so far, at each of the moments in turn.</summary>
    /// <param name="kill">Says whether the kill met its work.</param>
    public async Task<bool> CountAsync(Func<Kill, Task<bool>> kill)
    {
        var isWeb = web <= postgres;
        var turn = isWeb ? ofWeb++ : ofPostgres++;
        if (!await kill(new Kill(isWeb, Moments[turn % Moments.Length])))
        {
            return false;
        }

        _ = isWeb ? web++ : postgres++;
        return true;
    }

    public override string ToString() => $"{web} kills of the web program and {postgres} of PostgreSQL met running work";
}
