using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.TwoNodes;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Doctor;

/// <summary>
/// Tests the check that posts a real one-click request to a real server, at the address used in mails.
/// </summary>
[Trait("Requirement", "BLK-03")]
public sealed class DoctorOneClickTests
{
    [Fact]
    public async Task It_is_taken_and_leaves_nothing_behind()
    {
        await using var center = await StartAsync();
        await center.SubscribeAsync(WebCenter.News);
        var before = center.Rows();

        var run = await DoctorRun.OfAsync(center, "environment=Development", $"Site:PublicUrl={center.Address}");

        var output = run["one-click"];
        Assert.True(output.Grade == "pass", output.Says);
        Assert.Matches(@"took it in \d+ ms", output.Says);
        Assert.DoesNotContain(run.Lines, line => line.Check == "one-click.local");
        Assert.Equal(before, center.Rows());
    }

    [Fact]
    public async Task Where_the_public_address_is_not_to_be_reached_from_here_the_listener_is_asked()
    {
        await using var center = await StartAsync();
        var run = await DoctorRun.OfAsync(
            center,
            "environment=Development",
            "Site:PublicUrl=http://127.0.0.1:1",
            $"Urls={center.Address};http://127.0.0.1:2"
        );
        Assert.Equal(("warn", "pass"), (run.Grade("one-click"), run.Grade("one-click.local")));
    }

    [Fact]
    public async Task Where_nobody_listens_both_are_told()
    {
        await using var center = await StartAsync();
        var run = await DoctorRun.OfAsync(
            center,
            "environment=Development",
            "Site:PublicUrl=http://127.0.0.1:1",
            "Urls=http://127.0.0.1:1"
        );
        Assert.Equal(("warn", "fail"), (run.Grade("one-click"), run.Grade("one-click.local")));
    }

    // As a proxy answers whose file names another port than nodes listen on.
    [Fact]
    public async Task A_proxy_that_reaches_no_node_is_told_from_a_node_that_takes_nothing()
    {
        await using var center = await StartAsync();
        using var proxy = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        proxy.Start();
        var answering = Task.Run(
            async () =>
            {
                using var client = await proxy.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
                await client
                    .GetStream()
                    .ReadAtLeastAsync(new byte[4096], 1, true, TestContext.Current.CancellationToken);
                await client
                    .GetStream()
                    .WriteAsync(
                        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(),
                        TestContext.Current.CancellationToken
                    );
            },
            TestContext.Current.CancellationToken
        );
        var run = await DoctorRun.OfAsync(
            center,
            "environment=Development",
            $"Site:PublicUrl=http://{proxy.LocalEndpoint}",
            $"Urls={center.Address}"
        );
        await answering;
        Assert.Equal(("fail", "pass"), (run.Grade("one-click"), run.Grade("one-click.local")));
        Assert.Contains("reaches no node", run["one-click"].Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_without_a_certificate_that_holds_is_nobody_s()
    {
        await using var center = await StartAsync();
        using var plain = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        plain.Start();
        var answering = Task.Run(
            async () =>
            {
                // The peer does not speak TLS: it answers before it has read a greeting that it would not understand.
                using var client = await plain.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
                await client
                    .GetStream()
                    .WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            },
            TestContext.Current.CancellationToken
        );
        var run = await DoctorRun.OfAsync(
            center,
            "environment=Development",
            $"Site:PublicUrl=https://{plain.LocalEndpoint}",
            $"Urls={center.Address}"
        );
        await answering;
        Assert.Equal(("fail", "pass"), (run.Grade("one-click"), run.Grade("one-click.local")));
    }

    [Fact]
    public async Task What_is_wrong_with_a_certificate_is_named()
    {
        await using var center = await StartAsync();
        using var secure = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        secure.Start();
        var answering = Task.Run(
            async () =>
            {
                using var client = await secure.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
                await using var stream = new System.Net.Security.SslStream(client.GetStream());
                await Assert.ThrowsAnyAsync<Exception>(async () =>
                {
                    await stream.AuthenticateAsServerAsync(Mail.SmtpPeer.Certificate);
                    await stream.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken);
                });
            },
            TestContext.Current.CancellationToken
        );
        var port = ((System.Net.IPEndPoint)secure.LocalEndpoint).Port;
        var run = await DoctorRun.OfAsync(
            center,
            $"Site:PublicUrl=https://localhost:{port}",
            "Urls=http://127.0.0.1:1"
        );
        Assert.Equal("fail", run.Grade("one-click"));
        Assert.Contains("certificate", run["one-click"].Says, StringComparison.Ordinal);
        Assert.DoesNotContain("inner exception", run["one-click"].Says, StringComparison.Ordinal);
        await answering;
    }

    [Fact]
    public async Task A_server_with_other_keys_is_not_ours()
    {
        await using var center = await StartAsync();
        await using var other = await StartAsync($"Links:Keys:3={Convert.ToBase64String([.. new byte[31], 1])}");
        var output = (await DoctorRun.OfAsync(center, "environment=Development", $"Site:PublicUrl={other.Address}"))[
            "one-click"
        ];
        Assert.Equal("fail", output.Grade);
        Assert.Contains("other link keys", output.Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: /login", "redirects")]
    [InlineData("HTTP/1.1 308 Permanent Redirect\r\nLocation: https://other.example/", "redirects")]
    [InlineData("HTTP/1.1 200 OK\r\nSet-Cookie: challenge=1", "cookie")]
    [InlineData("HTTP/1.1 403 Forbidden", "403")]
    [InlineData("HTTP/1.1 503 Service Unavailable", "503")]
    public async Task What_stands_before_it_and_spoils_it_is_told(string head, string why)
    {
        await using var center = await StartAsync();
        await using var proxy = new NamedNode("proxy", head);
        var output = (await DoctorRun.OfAsync(center, "environment=Development", $"Site:PublicUrl={proxy.Address}"))[
            "one-click"
        ];
        Assert.Equal("fail", output.Grade);
        Assert.Contains(why, output.Says, StringComparison.Ordinal);
        Assert.StartsWith("POST /u/", proxy.LastRequest, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nList-Unsubscribe=One-Click", proxy.LastRequest, StringComparison.Ordinal);
    }

    private static Task<WebCenter> StartAsync(params string[] settings) => WebCenter.StartAsync(settings);
}
