using System.Collections.Concurrent;
using System.Net;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>
/// HTTP client that sends an action as a browser or mailbox provider would. Without an answer, or on "try again later",
/// it sends the same request to the other node. Any other status is unexpected and is recorded.
/// </summary>
internal sealed class RetryingClient(IReadOnlyList<Node> nodes, Func<SubscriberAction, bool>? isVoid = null)
    : IDisposable
{
    private static readonly TimeSpan BeforeRetry = TimeSpan.FromMilliseconds(100),
        AtMost = TimeSpan.FromSeconds(1);
    private int turnedAway;
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

    /// <summary>Unexpected statuses, neither "done" nor "try again later", each with the kind of action.</summary>
    public ConcurrentQueue<string> Unexpected { get; } = new();

    /// <summary>How many requests were answered "try again later".</summary>
    public int TurnedAway => turnedAway;

    public async Task SendAsync(SubscriberAction action, int first, CancellationToken cancel)
    {
        for (var (attempt, wait) = (first, BeforeRetry); !action.IsAcknowledged && !action.IsVoid; attempt++)
        {
            if (await TryAsync(nodes[attempt % nodes.Count], action, cancel))
                return;
            await Task.Delay(wait, cancel);
            // While a restore takes long, those who wait must not keep the machine from it.
            wait = wait * 1.2 < AtMost ? wait * 1.2 : AtMost;
        }
    }

    private async Task<bool> TryAsync(Node node, SubscriberAction action, CancellationToken cancel)
    {
        action.ClocksApart |= nodes.Any(n => n.Clock?.IsMoved == true);
        if (action.SentAt == 0)
            action.SentAt = TimeProvider.System.GetTimestamp();
        action.Count();
        var status = await StatusAsync(node, action, cancel);
        action.ClocksApart |= nodes.Any(n => n.Clock?.IsMoved == true);
        if (status is HttpStatusCode.ServiceUnavailable)
            Interlocked.Increment(ref turnedAway);
        if (status is null or HttpStatusCode.ServiceUnavailable)
            return false;
        if (status is HttpStatusCode.NotFound && isVoid?.Invoke(action) == true)
        {
            action.IsVoid = true;
            return true;
        }
        if (status is not (HttpStatusCode.OK or HttpStatusCode.SeeOther))
        {
            Unexpected.Enqueue($"{action.Kind} was answered {(int)status}");
            return false;
        }
        if (!action.IsAcknowledged)
            action.AcknowledgedAt = TimeProvider.System.GetTimestamp();
        return true;
    }

    private async Task<HttpStatusCode?> StatusAsync(Node node, SubscriberAction action, CancellationToken cancel)
    {
        try
        {
            using var content = action.Fields.Count == 0 ? null : Http.Browser.Encode([.. action.Fields]);
            using var answer = await http.PostAsync(new Uri(node.Address, action.Path), content, cancel);
            return answer.StatusCode;
        }
        catch (Exception reason)
            when (reason is HttpRequestException or IOException
                || reason is OperationCanceledException && !cancel.IsCancellationRequested
            )
        {
            return null;
        }
    }

    public void Dispose() => http.Dispose();
}
