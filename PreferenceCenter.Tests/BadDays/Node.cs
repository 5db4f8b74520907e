using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Tests.Http;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>Serving node of a bad day. After each kill it runs as a new process.</summary>
internal sealed class Node(string name, string home, NodeClock? clock, IReadOnlyList<string> settings)
    : IAsyncDisposable
{
    private const string JournalSetting = "Storage:JournalDirectory=";
    private static readonly TimeSpan MostToStart = TimeSpan.FromMinutes(3);
    private readonly List<string> outputs = [];
    private volatile ServingProcess? process;

    public string Name => name;
    private string Journal { get; } =
        settings.FirstOrDefault(s => s.StartsWith(JournalSetting, StringComparison.Ordinal))?[JournalSetting.Length..]
        ?? Path.Combine(home, "journal");

    /// <summary>The program's commands on the machine of this node, with its directories.</summary>
    public Command Command { get; } = new(home, settings);

    /// <summary>Null while it runs.</summary>
    public int? ExitCode => process!.ExitCode;
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

    /// <summary>Starts it as a service manager does: it may stand closed, or wait for its database.</summary>
    public async Task StartLiveAsync(CancellationToken cancel)
    {
        outputs.Add(process!.Output);
        process = await ServingProcess.StartLiveAsync(
            home,
            cancel,
            clock?.Environment ?? new Dictionary<string, string>(),
            settings
        );
    }

    public async Task<bool> IsReadyAsync(CancellationToken cancel)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        try
        {
            using var answer = await http.GetAsync(new Uri(Address, "/health/ready"), cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Waits until the journal of this machine is known to hold all that another one's holds, which has ended.</summary>
    public Task UntilCoversAsync(Node other, CancellationToken cancel) =>
        Wait.UntilAsync(
            () => JournalIdentity.In(Journal)!.Covers(JournalIdentity.In(other.Journal)!.Id),
            TimeSpan.FromMinutes(1),
            cancel
        );

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
