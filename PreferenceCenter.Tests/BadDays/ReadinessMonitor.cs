using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Http;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>
/// Monitor of one node: polls its readiness and in parallel sends leaves. Each leave is of another subscriber id that
/// the database does not know, so each one has to be written.
/// </summary>
internal sealed class ReadinessMonitor(Node node) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);
    private readonly HttpClient http = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
        }
    )
    {
        // About what nginx waits.
        Timeout = TimeSpan.FromSeconds(6),
    };
    private readonly Lock gate = new();
    private readonly List<NodeAnswer> answers = [];
    private readonly List<Guid> unknownSubscribers = [];

    public Node Node => node;
    public bool SaysReady { get; private set; }

    /// <summary>Ids whose leave was acknowledged.</summary>
    public IReadOnlyList<Guid> UnknownSubscribers
    {
        get
        {
            lock (gate)
                return [.. unknownSubscribers];
        }
    }
    public ReadinessError ReadinessError
    {
        get
        {
            lock (gate)
                return ReadinessError.Of(answers);
        }
    }

    public Task RunAsync(CancellationToken stop) =>
        Task.WhenAll(OverAndOverAsync(AskAsync, stop), OverAndOverAsync(LeaveAsync, stop));

    private static async Task OverAndOverAsync(Func<CancellationToken, Task> once, CancellationToken stop)
    {
        using var pace = new PeriodicTimer(Every);
        try
        {
            while (await pace.WaitForNextTickAsync(stop))
                await once(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The monitor was stopped.
        }
    }

    private async Task AskAsync(CancellationToken stop)
    {
        var sent = TimeProvider.System.GetTimestamp();
        SaysReady = await IsGoodAsync(cancel => http.GetAsync(new Uri(node.Address, "/health/ready"), cancel), stop);
        Add(new NodeAnswer(NodeAnswerKind.Ready, SaysReady, sent, TimeProvider.System.GetTimestamp()));
    }

    private async Task LeaveAsync(CancellationToken stop)
    {
        var (sent, unknown) = (TimeProvider.System.GetTimestamp(), new Person(RandomId.New(), ""));
        using var content = Http.Browser.Encode(("List-Unsubscribe", "One-Click"));
        if (
            !await IsGoodAsync(
                cancel => http.PostAsync(new Uri(node.Address, WebCenter.UnsubscribePathOf(unknown)), content, cancel),
                stop
            )
        )
            return;
        Add(new NodeAnswer(NodeAnswerKind.Left, true, sent, TimeProvider.System.GetTimestamp()));
        lock (gate)
            unknownSubscribers.Add(unknown.Id);
    }

    private static async Task<bool> IsGoodAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> send,
        CancellationToken stop
    )
    {
        try
        {
            using var answer = await send(stop);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception reason)
            when (reason is HttpRequestException or IOException
                || reason is OperationCanceledException && !stop.IsCancellationRequested
            )
        {
            return false;
        }
    }

    private void Add(NodeAnswer answer)
    {
        lock (gate)
            answers.Add(answer);
    }

    public void Dispose() => http.Dispose();
}
