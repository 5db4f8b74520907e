using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using PreferenceCenter.Ledger.Verification;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Stopping;

/// <summary>
/// Tests a stop during many posts: each is answered completely with its outcome, and every acknowledged change is
/// stored.
/// </summary>
[Trait("Requirement", "SEC-16")]
public sealed class StoppingTests : IDisposable
{
    private const int Leavers = 300,
        Connections = 60;
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Under_load_every_post_is_answered_two_hundred_or_five_hundred_and_three_and_the_first_are_kept()
    {
        var people = new ConcurrentQueue<Person>(await SubscribeAsync());
        var (left, refused, answered) = (new ConcurrentBag<Person>(), new ConcurrentBag<HttpResponseMessage>(), 0);
        await using var server = await ServingProcess.StartAsync(directory, Cancel);
        using (
            var http = new HttpClient(
                new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = Connections }
            )
            {
                BaseAddress = server.Address,
            }
        )
            await Task.WhenAll(
                Enumerable
                    .Range(0, Connections)
                    .Select(async _ =>
                    {
                        // Each client continues until it is refused, as a load balancer does.
                        while (people.TryDequeue(out var person))
                        {
                            var answer = await http.PostAsync(
                                new Uri(WebCenter.UnsubscribePathOf(person), UriKind.Relative),
                                Browser.Encode(("List-Unsubscribe", "One-Click")),
                                Cancel
                            );
                            if (Interlocked.Increment(ref answered) == Leavers / 3)
                                server.AskToStop();
                            if (answer.StatusCode == HttpStatusCode.OK)
                                left.Add(person);
                            else
                            {
                                refused.Add(answer);
                                return;
                            }
                        }
                    })
            );
        Assert.Equal(0, await server.EndAsync(Cancel));

        Assert.NotEmpty(refused);
        Assert.All(
            refused,
            answer =>
                Assert.Equal(
                    (HttpStatusCode.ServiceUnavailable, true, true),
                    (answer.StatusCode, answer.Headers.RetryAfter is not null, answer.Headers.ConnectionClose)
                )
        );
        await using var center = await WebCenter.StartAsync(directory: directory);
        Assert.All(left, person => Assert.True(center.StateOf(person).Stopped));
        using var raw = center.Raw();
        Assert.Equal(
            left.Count,
            raw.Scalar<long>(
                """SELECT COUNT(*) FROM "LedgerEvents" WHERE "Kind" = @p0""",
                (long)PreferenceCenter.Domain.EventKind.Stopped
            )
        );
        Assert.Null(center.Get<LedgerVerifier>().Verify([], null, Cancel).Bad);
    }

    [Fact]
    public async Task From_then_on_it_is_not_ready_is_still_alive_and_takes_no_change()
    {
        var person = (await SubscribeAsync(1))[0];
        await using var server = await ServingProcess.StartAsync(directory, Cancel, "Server:DrainFor=00:01:00");
        using var browser = new Browser(server.Address);
        Assert.Equal(200, (await browser.GetAsync("/health/ready")).Status);
        server.AskToStop();
        // The signal takes a moment to arrive: the test checks when it is seen, not whether.
        Answer ready;
        while ((ready = await browser.GetAsync("/health/ready")).Status == 200)
            Cancel.ThrowIfCancellationRequested();

        Assert.Equal((503, """{"status":"stopping"}"""), (ready.Status, ready.Body));
        Assert.Equal(200, (await browser.GetAsync("/health/live")).Status);
        var refused = await browser.PostAsync(WebCenter.UnsubscribePathOf(person), ("List-Unsubscribe", "One-Click"));
        Assert.Equal((503, "5", "close"), (refused.Status, refused["Retry-After"], refused["Connection"]));
        Assert.Equal("no-store", refused["Cache-Control"]);
        await server.KillAsync();
        await using var center = await WebCenter.StartAsync(directory: directory);
        Assert.False(center.StateOf(person).Stopped);
    }

    [Fact]
    public async Task A_service_manager_is_told_when_it_listens_and_when_it_stops()
    {
        var path = Path.Combine(directory, "notify");
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(path));
        await using var server = await ServingProcess.StartAsync(
            directory,
            new Dictionary<string, string> { ["NOTIFY_SOCKET"] = path },
            Cancel,
            "Server:DrainFor=00:00:00"
        );
        Assert.Equal("READY=1", await HearAsync(manager));
        server.AskToStop();
        Assert.Equal("STOPPING=1", await HearAsync(manager));
        Assert.Equal(0, await server.EndAsync(Cancel));
    }

    private static async Task<string> HearAsync(Socket manager)
    {
        var output = new byte[256];
        return Encoding.ASCII.GetString(output, 0, await manager.ReceiveAsync(output, SocketFlags.None, Cancel));
    }

    private async Task<IReadOnlyList<Person>> SubscribeAsync(int count = Leavers)
    {
        await WebCenter.PrepareInAsync(directory);
        await using var center = await WebCenter.StartAsync(directory: directory);
        return await Task.WhenAll(
            Enumerable.Range(0, count).Select(i => center.SubscribeAsync($"p{i}@people.example", [WebCenter.News]))
        );
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
