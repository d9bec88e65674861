using MedInsure.UseCases.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;

namespace MedInsure.Web.Components.Shell;

/// <summary>
/// What a page reads while it is rendered for the first time. A page is rendered twice, on the server as HTML and then by its circuit: the circuit gets what
/// the HTML was made of (<see cref="HandedOver"/>) and neither reads again nor shows 正在读取 over a page that was already there. Later reads go to the handler.
/// One per request and one per circuit. What is read is shared by the two renderings, so nobody changes it.
/// </summary>
public sealed class FirstReads(PersistentComponentState state, HandedOver handedOver, AuthenticationStateProvider people) : IDisposable
{
    private const string Name = "first-reads";

    private readonly Dictionary<object, Task> reads = [];
    private PersistingComponentStateSubscription? persisting;
    private bool started;
    private bool over;

    /// <param name="request">Names the read by its value; a request record does.</param>
    public async Task<T> OfAsync<TRequest, T>(TRequest request, Func<TRequest, Task<T>> read)
        where TRequest : notnull
    {
        ArgumentNullException.ThrowIfNull(read);
        if (over)
        {
            return await read(request);
        }

        await StartAsync();
        if (reads.TryGetValue(request, out var known) && known is Task<T> { IsFaulted: false, IsCanceled: false } same)
        {
            return await same;
        }

        var own = read(request);
        reads[request] = own;
        return await own;
    }

    /// <summary>The circuit has rendered for the first time: from now on every read is a new one.</summary>
    public void End()
    {
        over = true;
        reads.Clear();
        persisting?.Dispose();
    }

    public void Dispose() => persisting?.Dispose();

    private async Task StartAsync()
    {
        if (started)
        {
            return;
        }

        started = true;
        persisting = state.RegisterOnPersisting(PersistAsync, RenderMode.InteractiveServer);
        if (state.TryTakeFromJson<string>(Name, out var id) && id is not null && await SessionAsync() is { } session)
        {
            foreach (var (request, read) in handedOver.Take(id, session))
            {
                reads[request] = read;
            }
        }
    }

    private async Task PersistAsync()
    {
        var done = reads.Where(read => read.Value.IsCompletedSuccessfully).ToDictionary();
        if (done.Count > 0 && await SessionAsync() is { } session)
        {
            state.PersistAsJson(Name, handedOver.Keep(session, done));
        }
    }

    private async Task<Guid?> SessionAsync() => SignedInPerson.Of((await people.GetAuthenticationStateAsync()).User)?.SessionId;
}
