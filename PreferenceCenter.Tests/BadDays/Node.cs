using PreferenceCenter.Tests.Http;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>Serving node of a bad day. After each kill it runs as a new process.</summary>
internal sealed class Node(string name, string home, NodeClock? clock, IReadOnlyList<string> settings)
    : IAsyncDisposable
{
    private static readonly TimeSpan MostToStart = TimeSpan.FromMinutes(3);
    private readonly List<string> outputs = [];
    private volatile ServingProcess? process;

    public string Name => name;
    public NodeClock? Clock => clock;

    /// <summary>Address of the current process, or of the last one.</summary>
    public Uri Address => process!.Address;

    /// <summary>Output of all its processes.</summary>
    public string Output => string.Join('\n', [.. outputs, process?.Output]);

    public async Task StartAsync(CancellationToken cancel)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(MostToStart);
        if (process is { } before)
            outputs.Add(before.Output);
        process = await ServingProcess.StartAsync(
            home,
            clock?.Environment ?? new Dictionary<string, string>(),
            deadline.Token,
            settings
        );
    }

    public Task KillAsync() => process!.KillAsync();

    /// <summary>Stops the process in its tracks, with all its connections and transactions.</summary>
    public void Pause() => process!.Pause();

    public void Continue() => process!.Continue();

    /// <summary>Stops the process as a service manager does. Returns its exit code.</summary>
    public Task<int> StopAsync(CancellationToken cancel) => process!.StopAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        if (process is { } last)
            await last.DisposeAsync();
    }
}
