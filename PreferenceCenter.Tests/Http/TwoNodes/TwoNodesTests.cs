using System.Collections.Concurrent;
using System.Net;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.TwoNodes;

/// <summary>Tests two serving processes over one database behind nginx, as deploy/ ships it.</summary>
public sealed class TwoNodesTests : IDisposable
{
    private const string Canary = "canary-91be77";

    private static readonly string[] Shared = ["Proxy:KnownNetworks=127.0.0.1"];
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_shipped_is_a_configuration_and_what_is_not_would_be_told()
    {
        NginxProcess.SkipWithout();
        Assert.Equal(0, (await NginxProcess.TestAsync(directory)).ExitCode);
        Assert.NotEqual(
            0,
            (
                await NginxProcess.TestAsync(
                    directory,
                    shipped => shipped.Replace("$path_without_token\"", "$no_such\"", StringComparison.Ordinal)
                )
            ).ExitCode
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Health_is_for_those_inside_in_whatever_case_it_is_asked()
    {
        NginxProcess.SkipWithout();
        await using var node = await StartAsync();
        await using var nginx = await NginxProcess.StartAsync(directory, node.Address, node.Address);
        using var http = nginx.Client();
        foreach (
            var path in (string[])
                [
                    "health/ready",
                    "Health/ready",
                    "HEALTH/live",
                    "healtH/Ready/",
                    "%48ealth/ready",
                    "health%2Fready",
                    "/Health//ready",
                    "x/../Health/ready?x=1",
                ]
        )
        {
            using var answer = await http.GetAsync(new Uri(nginx.Address + path), Cancel);
            Assert.Equal((path, HttpStatusCode.NotFound), (path, answer.StatusCode));
            Assert.DoesNotContain("writer", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
        // The console too is one place in whatever case: with the cookie that brings a browser back to its node.
        foreach (var path in (string[])["staff/sign-in", "STAFF/sign-in"])
        {
            using var answer = await http.GetAsync(new Uri(nginx.Address + path), Cancel);
            Assert.Contains(
                answer.Headers.GetValues("Set-Cookie"),
                cookie => cookie.StartsWith("pc_console=", StringComparison.Ordinal)
            );
        }
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-07")]
    public async Task A_leave_goes_through_and_the_log_holds_no_token_no_address_no_query()
    {
        NginxProcess.SkipWithout();
        var person = (await SubscribeAsync(1))[0];
        var path = WebCenter.UnsubscribePathOf(person);
        var token = path.Split('/')[^1];
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        string log;
        await using (var nginx = await NginxProcess.StartAsync(directory, first.Address, second.Address))
        {
            using var http = nginx.Client();
            http.DefaultRequestHeaders.UserAgent.ParseAdd(Canary);
            http.DefaultRequestHeaders.Add("Referer", $"https://x.example/{Canary}{path}");
            foreach (
                var asked in (string[])
                    [
                        path,
                        $"{path}?from={Canary}",
                        $"/{Canary}/{token}",
                        $"/U/{token}",
                        $"/%75/{token}",
                        $"//u/{token}",
                        $"/x/../u/{token}",
                        $"/help?email={Canary}@x.example",
                        $"/staff/{Canary}?{token}",
                        $"/_blazor?id={token}",
                    ]
            )
                using (await http.GetAsync(new Uri(nginx.Address + asked[1..]), Cancel)) { }
            using var left = await http.PostAsync(
                new Uri(path, UriKind.Relative),
                Browser.Encode(("List-Unsubscribe", "One-Click"), ("comment", Canary)),
                Cancel
            );
            Assert.Equal(
                (HttpStatusCode.OK, "Unsubscribed.\n"),
                (left.StatusCode, await left.Content.ReadAsStringAsync(Cancel))
            );
            Assert.True(
                left.Headers.Contains("Strict-Transport-Security"),
                "The program knows that it was asked over https."
            );
            await nginx.StopAsync();
            log = nginx.Log;
        }

        Assert.Contains("\"POST /u/***\" 200", log, StringComparison.Ordinal);
        Assert.Contains("127.0.0.0 [", log, StringComparison.Ordinal);
        foreach (var secret in (string[])[token, Canary, "127.0.0.1 ["])
            Assert.DoesNotContain(secret, log, StringComparison.OrdinalIgnoreCase);
        await using var center = await WebCenter.StartAsync(directory: directory);
        Assert.True(center.StateOf(person).Stopped);
    }

    [DatabaseFact]
    public Task A_node_is_killed_and_pages_and_leaves_know_nothing_of_it() => GoesAsync(killed: true);

    [DatabaseFact(PostgresInLongTests = true)]
    public Task A_node_is_stopped_and_pages_and_leaves_know_nothing_of_it() => GoesAsync(killed: false);

    private async Task GoesAsync(bool killed)
    {
        NginxProcess.SkipWithout();
        const int many = 120;
        var people = await SubscribeAsync(many);
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        await using var nginx = await NginxProcess.StartAsync(directory, first.Address, second.Address);
        using var http = nginx.Client();
        var (answers, done, gone) = (new ConcurrentBag<HttpStatusCode>(), 0, Task.CompletedTask);
        await Parallel.ForEachAsync(
            people,
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancel },
            async (person, cancel) =>
            {
                using var page = await http.GetAsync(
                    new Uri(WebCenter.UnsubscribePathOf(person), UriKind.Relative),
                    cancel
                );
                if (Interlocked.Increment(ref done) == many / 3)
                    gone = killed ? first.KillAsync() : first.StopAsync(Cancel);
                using var left = await http.PostAsync(
                    new Uri(WebCenter.UnsubscribePathOf(person), UriKind.Relative),
                    Browser.Encode(("List-Unsubscribe", "One-Click")),
                    cancel
                );
                answers.Add(page.StatusCode);
                answers.Add(left.StatusCode);
            }
        );
        await gone;

        Assert.Equal(2 * many, answers.Count);
        Assert.All(answers, status => Assert.Equal(HttpStatusCode.OK, status));
        await second.StopAsync(Cancel);
        await using var center = await WebCenter.StartAsync(directory: directory);
        Assert.All(people, person => Assert.True(center.StateOf(person).Stopped));
    }

    [Fact]
    public async Task Without_any_node_it_says_later()
    {
        NginxProcess.SkipWithout();
        await using var nginx = await NginxProcess.StartAsync(
            directory,
            new Uri("http://127.0.0.1:1"),
            new Uri("http://127.0.0.1:2")
        );
        using var http = nginx.Client();
        using var refused = await http.PostAsync(
            new Uri("/u/x", UriKind.Relative),
            Browser.Encode(("List-Unsubscribe", "One-Click")),
            Cancel
        );
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)),
            (refused.StatusCode, refused.Headers.RetryAfter?.Delta)
        );
    }

    [Fact]
    public async Task Without_TLS_a_page_is_redirected_and_a_post_is_not()
    {
        NginxProcess.SkipWithout();
        await using var node = new NamedNode("node");
        await using var nginx = await NginxProcess.StartAsync(directory, node.Address, node.Address);
        using var http = nginx.Client();
        foreach (var path in (string[])["/u/x", "/p/x", "/help"])
        {
            using var page = await http.GetAsync(new Uri(nginx.Plain, path), Cancel);
            Assert.Equal(
                (HttpStatusCode.PermanentRedirect, $"https://preferences.example.org{path}"),
                (page.StatusCode, page.Headers.Location?.ToString())
            );
            using var post = await http.PostAsync(
                new Uri(nginx.Plain, path),
                Browser.Encode(("List-Unsubscribe", "One-Click")),
                Cancel
            );
            Assert.Equal((HttpStatusCode.NotFound, null), (post.StatusCode, post.Headers.Location));
        }
        Assert.DoesNotContain("List-Unsubscribe", node.LastRequest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_comes_back_to_its_node_by_a_cookie_that_subscribers_never_get()
    {
        NginxProcess.SkipWithout();
        await using var first = new NamedNode("first");
        await using var second = new NamedNode("second");
        await using var nginx = await NginxProcess.StartAsync(directory, first.Address, second.Address);
        using var http = nginx.Client();
        var nodes = new HashSet<string>();
        for (var browser = 0; browser < 20; browser++)
        {
            using var page = await http.GetAsync(new Uri("/staff", UriKind.Relative), Cancel);
            var cookie = Assert.Single(page.Headers.GetValues("Set-Cookie"));
            Assert.Matches("^pc_console=[0-9a-f]{32}; Path=/; Secure; HttpOnly; SameSite=Strict$", cookie);
            var node = await page.Content.ReadAsStringAsync(Cancel);
            nodes.Add(node);
            foreach (var path in (string[])["/_blazor?id=1", "/staff/requests", "/_blazor/negotiate", "/staff"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path)
                {
                    Headers = { { "Cookie", cookie.Split(';')[0] } },
                };
                using var again = await http.SendAsync(request, Cancel);
                Assert.Equal(node, await again.Content.ReadAsStringAsync(Cancel));
                Assert.False(again.Headers.Contains("Set-Cookie"));
            }
        }
        Assert.Equal(2, nodes.Count);
        foreach (var path in (string[])["/", "/u/x", "/p/x", "/help", "/link", "/receipt/x"])
            using (var page = await http.GetAsync(new Uri(path, UriKind.Relative), Cancel))
                Assert.False(page.Headers.Contains("Set-Cookie"), path);
    }

    [Fact]
    public async Task What_a_client_says_of_whence_it_came_is_not_passed_on()
    {
        NginxProcess.SkipWithout();
        await using var node = new NamedNode("node");
        await using var nginx = await NginxProcess.StartAsync(directory, node.Address, node.Address);
        using var http = nginx.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/help");
        foreach (
            var name in (string[])
                [
                    "X-Forwarded-For",
                    "X-Forwarded-Proto",
                    "X-Forwarded-Host",
                    "X-Forwarded-Prefix",
                    "Forwarded",
                    "Upgrade",
                ]
        )
            request.Headers.TryAddWithoutValidation(name, "evil");
        using (await http.SendAsync(request, Cancel)) { }
        var heard = node.LastRequest;
        Assert.DoesNotContain("evil", heard, StringComparison.Ordinal);
        foreach (
            var line in (string[])
                ["X-Forwarded-For: 127.0.0.1", "X-Forwarded-Proto: https", "X-Forwarded-Host: 127.0.0.1"]
        )
            Assert.Contains(line, heard, StringComparison.Ordinal);
    }

    private Task<ServingProcess> StartAsync() => ServingProcess.StartAsync(directory, Cancel, Shared);

    private async Task<IReadOnlyList<Person>> SubscribeAsync(int count)
    {
        await WebCenter.PrepareInAsync(directory);
        await using var center = await WebCenter.StartAsync(directory: directory);
        return await Task.WhenAll(
            Enumerable.Range(0, count).Select(i => center.SubscribeAsync($"p{i}@people.example", [WebCenter.News]))
        );
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
