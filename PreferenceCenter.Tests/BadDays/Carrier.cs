using System.Collections.Concurrent;
using System.Net;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>
/// HTTP client that sends an action as a browser or mailbox provider would. Without an answer, or on "try again later",
/// it sends the same request to the other node. Any other status is unexpected and is recorded.
/// </summary>
internal sealed class Carrier(IReadOnlyList<Node> nodes) : IDisposable
{
    private static readonly TimeSpan BeforeRetry = TimeSpan.FromMilliseconds(100);
    private readonly HttpClient http = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
        }
    )
    {
        Timeout = TimeSpan.FromSeconds(40),
    };

    /// <summary>Unexpected statuses, neither "done" nor "try again later", each with the kind of action.</summary>
    public ConcurrentQueue<string> Odd { get; } = new();

    public async Task CarryAsync(Deed deed, int first, CancellationToken cancel)
    {
        for (var turn = first; !deed.IsAcknowledged; turn++)
        {
            if (await TryAsync(nodes[turn % nodes.Count], deed, cancel))
                return;
            await Task.Delay(BeforeRetry, cancel);
        }
    }

    private async Task<bool> TryAsync(Node node, Deed deed, CancellationToken cancel)
    {
        deed.ClocksApart |= nodes.Any(n => n.Clock?.IsMoved == true);
        if (deed.SentAt == 0)
            deed.SentAt = TimeProvider.System.GetTimestamp();
        deed.Count();
        var status = await StatusAsync(node, deed, cancel);
        deed.ClocksApart |= nodes.Any(n => n.Clock?.IsMoved == true);
        if (status is null or HttpStatusCode.ServiceUnavailable)
            return false;
        if (status is not (HttpStatusCode.OK or HttpStatusCode.SeeOther))
        {
            Odd.Enqueue($"{deed.Kind} was answered {(int)status}");
            return false;
        }
        if (!deed.IsAcknowledged)
            deed.AcknowledgedAt = TimeProvider.System.GetTimestamp();
        return true;
    }

    private async Task<HttpStatusCode?> StatusAsync(Node node, Deed deed, CancellationToken cancel)
    {
        try
        {
            using var content = deed.Fields.Count == 0 ? null : Http.Browser.Encode([.. deed.Fields]);
            using var answer = await http.PostAsync(new Uri(node.Address, deed.Path), content, cancel);
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
