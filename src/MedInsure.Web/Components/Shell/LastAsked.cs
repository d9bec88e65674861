using Microsoft.Extensions.Logging.Abstractions;

namespace MedInsure.Web.Components.Shell;

/// <summary>
/// The order in which a component asks, for answers that come in another: somebody changes a filter, a year or a chosen row while the answer before is on its way, and one filter's rows must never stand under
/// another. Only the answer to the last question is taken, and only its failure is the page's: nobody waits for what was overtaken. One per component, or one per thing that it shows.
/// </summary>
public sealed class LastAsked
{
    private int last;

    /// <summary>Where the failure of an overtaken question is written; set once, when the program starts.</summary>
    public static ILogger Log { get; set; } = NullLogger.Instance;

    /// <param name="answer">Of a question that was asked this moment.</param>
    /// <returns>Whether it was taken; false where something else was asked meanwhile, also when the answer was a failure.</returns>
    public async Task<bool> TakeAsync<T>(Task<T> answer, Action<T> take)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(take);
        var mine = ++last;
        T read;
        try
        {
            read = await answer;
        }
        catch (Exception failure) when (mine != last)
        {
            Log.LogWarning(failure, "A question failed that something else had overtaken.");
            return false;
        }

        if (mine != last)
        {
            return false;
        }

        take(read);
        return true;
    }
}
