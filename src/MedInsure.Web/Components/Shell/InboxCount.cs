using MedInsure.Rules.Access;
using MedInsure.UseCases.Tasks;

namespace MedInsure.Web.Components.Shell;

/// <summary>The number beside 待办. One per circuit.</summary>
public sealed class InboxCount(ListTasksHandler tasks, FirstReads reads)
{
    public event EventHandler? Changed;

    public async Task<int> ReadAsync(Actor actor)
    {
        var outcome = await reads.OfAsync(new ListTasks(), request => tasks.HandleAsync(actor, request, CancellationToken.None));
        return outcome.IsOk ? outcome.Value.Count : 0;
    }

    /// <summary>Call after a step that takes something out of an inbox or puts something in.</summary>
    public void Refresh() => Changed?.Invoke(this, EventArgs.Empty);
}
