using System.Globalization;
using System.Runtime.CompilerServices;
using PreferenceCenter.Data;
using PreferenceCenter.Links;

namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>
/// Sends a real one-click unsubscribe (RFC 8058), as a mailbox provider sends it, to the address that mails contain.
/// The token is validly signed for the empty id, which no subscriber can have. The server answers such a leave and
/// stores nothing.
/// </summary>
internal static class OneClickCheck
{
    private const string Public = "one-click";
    private const string Pair = "List-Unsubscribe=One-Click";
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    public static async IAsyncEnumerable<Finding> LookAsync(
        Examination examined,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        var link = new Uri(
            examined
                .Service<LinkMint>()
                .For(examined.Service<LinkKeyRing>().Current, Guid.Empty, 0, examined.Now)
                .UnsubscribeUrl
        );
        var (answered, outside) = await TryAsync(Public, link, examined, cancel);
        yield return outside;
        if (answered)
            yield break;
        // Each node of this machine, whatever port it was given; where none says that it listens, that of the settings.
        string?[] nodes =
        [
            .. ListeningNode.All(examined.Service<StorageSettings>().Directory).Select(node => node.ToString()),
        ];
        foreach (var node in nodes.DefaultIfEmpty(examined.Setting("Urls")))
            yield return (
                await TryAsync("one-click.local", new Uri(Listener(node), "/u/" + link.Segments[^1]), examined, cancel)
            ).Finding;
    }

    private static async Task<(bool Answered, Finding Finding)> TryAsync(
        string check,
        Uri link,
        Examination examined,
        CancellationToken cancel
    )
    {
        var where = link.GetLeftPart(UriPartial.Authority);
        using var http = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = AnswerTimeout,
            }
        )
        {
            Timeout = AnswerTimeout,
        };
        using var body = new StringContent(Pair, null, "application/x-www-form-urlencoded");
        var clock = examined.Service<TimeProvider>();
        var begun = clock.GetTimestamp();
        try
        {
            using var answer = await http.PostAsync(link, body, cancel);
            return (!NobodyBehind(answer), Judge(check, where, answer, clock.GetElapsedTime(begun)));
        }
        catch (Exception reason)
            when (reason is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return (false, Unreached(check, where, reason));
        }
    }

    // From inside a network, its own public address often cannot be reached. That says nothing about requests from
    // outside, so it is a warning. A bad certificate is a failure for all.
    private static Finding Unreached(string check, string where, Exception reason)
    {
        var broken =
            check != Public
            || reason is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError };
        return new Finding(
            broken ? Grade.Fail : Grade.Warn,
            check,
            $"{where} cannot be reached from here: {Innermost(reason).Message}"
        );
    }

    // The outer one says "see inner exception"; the inner one names what is wrong with the certificate.
    private static Exception Innermost(Exception reason) => reason.GetBaseException();

    // Whatever the program answers has its security headers: without them a proxy answered, which reaches no node.
    private static bool NobodyBehind(HttpResponseMessage answer) =>
        (int)answer.StatusCode is 502 or 503 or 504 && !answer.Headers.Contains("Content-Security-Policy");

    private static Finding Judge(string check, string where, HttpResponseMessage answer, TimeSpan took) =>
        (int)answer.StatusCode switch
        {
            200 when answer.Headers.Contains("Set-Cookie") => Finding.Fail(
                check,
                $"{where} sets a cookie: something stands before it that must let /u/ alone"
            ),
            200 => Finding.Pass(
                check,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{where} took it in {took.TotalMilliseconds:0} ms; a leave holds from its answer on, for every sender that asks"
                )
            ),
            >= 300 and < 400 => Finding.Fail(
                check,
                $"{where} redirects it, which RFC 8058 §3.1 forbids: providers give up there"
            ),
            404 => Finding.Fail(
                check,
                $"{where} does not know its own link: another site answers there, or with other link keys"
            ),
            502 or 503 or 504 when NobodyBehind(answer) => Finding.Fail(
                check,
                Invariant(
                    $"{where} answers {(int)answer.StatusCode} by itself: the proxy there reaches no node. Compare the ports it names with those that nodes listen on"
                )
            ),
            503 => Finding.Fail(
                check,
                $"{where} takes no change now (503): it is stopping, overloaded, or not ready, for the reason that /health/ready of the node gives"
            ),
            var status => Finding.Fail(check, Invariant($"{where} answers {status}")),
        };

    // Where the server listens on every interface, localhost is one of them.
    private static Uri Listener(string? urls) =>
        new(
            (urls ?? "http://localhost:5080")
                .Split(';')[0]
                .Trim()
                .Replace("//*", "//localhost", StringComparison.Ordinal)
                .Replace("//+", "//localhost", StringComparison.Ordinal)
                .Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal)
                .Replace("//[::]", "//localhost", StringComparison.Ordinal)
        );
}
