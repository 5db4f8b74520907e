namespace PreferenceCenter.Features.Console.Requests;

/// <summary>
/// Who has a request open right now, on this node: kept in memory while the page is open, and nowhere written down.
/// </summary>
internal sealed class RequestViewers
{
    private readonly Lock gate = new();
    private readonly List<Viewer> viewers = [];

    /// <summary>Raised when somebody opened or left a request.</summary>
    public event Action? Changed;

    /// <summary>Counts an account among those who look at a request until it is disposed.</summary>
    public IDisposable Look(Guid request, Guid account, string name)
    {
        var viewer = new Viewer(this, request, account, name);
        lock (gate)
            viewers.Add(viewer);
        Changed?.Invoke();
        return viewer;
    }

    /// <summary>Names of the others who look at a request, each once, however many pages they have open.</summary>
    public IReadOnlyList<string> Others(Guid request, Guid account)
    {
        lock (gate)
            return
            [
                .. viewers
                    .Where(v => v.Request == request && v.Account != account)
                    .Select(v => v.Name)
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ];
    }

    private sealed record Viewer(RequestViewers All, Guid Request, Guid Account, string Name) : IDisposable
    {
        public void Dispose()
        {
            lock (All.gate)
                if (All.viewers.RemoveAll(v => ReferenceEquals(v, this)) == 0)
                    return;
            All.Changed?.Invoke();
        }
    }
}
