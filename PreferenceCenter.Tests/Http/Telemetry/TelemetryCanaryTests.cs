using System.Diagnostics;
using System.Net;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Telemetry;

/// <summary>
/// Tests the exported telemetry: after every journey with unique addresses, tokens and words, the collector has the
/// routes and none of those values.
/// </summary>
[Trait("Requirement", "SEC-07")]
public sealed class TelemetryCanaryTests : IDisposable
{
    private const string Canary = "canary-4c1d08";
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Routes_are_exported_and_nothing_that_anybody_sent()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        var (paths, secrets) = await PrepareAsync();
        await using (var server = await ServingProcess.StartAsync(directory, Cancel, Exporting(collector)))
        {
            using (var browser = new Browser(server.Address))
                await TravelAsync(browser, paths);
            Assert.Equal(0, await server.StopAsync(Cancel));
        }

        string[] expected =
        [
            "GET /u/{token}",
            "POST /u/{token}",
            "POST /p/{token}",
            "GET /undo/{token}",
            "GET /help",
            "Microsoft.Data.Sqlite.SqliteException",
            "change.commit",
            "preference-center",
            "service.instance.id",
        ];
        Assert.All(expected, name => Assert.Contains(name, collector.Sent("/v1/traces"), StringComparison.Ordinal));
        string[] measured =
        [
            "http.server.request.duration",
            "/u/{token}",
            "preference_center.ledger.commit_time",
            "kestrel.active_connections",
            "dotnet.gc.collections",
        ];
        Assert.All(measured, name => Assert.Contains(name, collector.Sent("/v1/metrics"), StringComparison.Ordinal));
        foreach (var secret in secrets.Append(Canary))
            Assert.DoesNotContain(secret, collector.SentAtAll, StringComparison.OrdinalIgnoreCase);
        string[] never =
        [
            "url.path",
            "url.query",
            "url.full",
            "user_agent",
            "client.address",
            "network.peer",
            "server.address",
            "exception.message",
            "db.query",
            "SELECT",
        ];
        Assert.All(never, name => Assert.DoesNotContain(name, collector.Sent("/v1/traces"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_leaking_span_would_be_found()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        using var source = new ActivitySource("leak-" + Canary);
        using (
            Sdk.CreateTracerProviderBuilder()
                .AddSource(source.Name)
                .AddOtlpExporter(o =>
                    (o.Endpoint, o.Protocol) = (
                        new Uri(collector.Address, "/v1/traces"),
                        OtlpExportProtocol.HttpProtobuf
                    )
                )
                .Build()
        )
            source.StartActivity("GET")?.SetTag("url.path", "/u/" + Canary).Dispose();

        Assert.Contains("/u/" + Canary, collector.Sent("/v1/traces"), StringComparison.Ordinal);
        Assert.Contains("url.path", collector.Sent("/v1/traces"), StringComparison.Ordinal);
    }

    private static string[] Exporting(OtlpReceiver collector) =>
        [
            $"OTEL_EXPORTER_OTLP_ENDPOINT={collector.Address}",
            "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
            "Server:DrainFor=00:00:00",
        ];

    private async Task<(IReadOnlyList<string> Paths, IReadOnlyList<string> Secrets)> PrepareAsync()
    {
        await WebCenter.PrepareInAsync(directory);
        await using var center = await WebCenter.StartAsync(directory: directory);
        var person = await center.SubscribeAsync(
            $"{Canary}@people.example",
            [WebCenter.News, WebCenter.Offers],
            name: Canary
        );
        var poisoned = await center.SubscribeAsync($"{Canary}-2@people.example", [WebCenter.News]);
        var mailed = await center.LinksOfEveryKindAsync(person);
        // Every write about this subscriber fails with a message that contains the secret value.
        using (var raw = center.Raw())
            raw.Run(
                $"""CREATE TRIGGER "Poison" BEFORE UPDATE ON "Subscribers" WHEN OLD."Id" = {center.Find(poisoned).Subscriber.Id} BEGIN SELECT RAISE(ABORT, '{Canary}'); END"""
            );
        string[] paths =
        [
            center.UnsubscribePath(poisoned),
            center.PreferencesPath(person),
            center.PreferencesPath(person, at: center.Now.AddYears(-3)),
            center.UnsubscribePath(person, WebCenter.Offers),
            center.UnsubscribePath(person),
            .. mailed.Select(link => $"/{link.Kind}/{link.Token}"),
        ];
        return (paths, [.. paths.Select(path => path.Split('/')[2])]);
    }

    // Correct and wrong uses of each link, with everything a request can carry.
    private static async Task TravelAsync(Browser browser, IReadOnlyList<string> paths)
    {
        (string, string)[] carried =
        [
            ("User-Agent", Canary),
            ("Host", Canary + ".example"),
            ("Referer", $"https://x.example/{Canary}"),
            ("X-Forwarded-For", Canary),
            ("X-Forwarded-Host", Canary),
            ("Cookie", "a=" + Canary),
            ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
            ("tracestate", $"x={Canary}"),
            ("baggage", $"x={Canary}"),
            ("Correlation-Context", $"x={Canary}"),
        ];
        var failed = await browser.PostAsync(paths[0], ("List-Unsubscribe", "One-Click"));
        Assert.Equal(500, failed.Status);
        foreach (var path in paths.Skip(1))
        {
            await browser.GetAsync($"{path}?email={Canary}@people.example", carried);
            await browser.GetAsync($"/{Canary}{path}", carried);
            await browser.SendAsync(
                HttpMethod.Post,
                path,
                Browser.Encode(("List-Unsubscribe", "One-Click"), ("comment", Canary)),
                carried
            );
            await browser.SendAsync(HttpMethod.Post, path, Browser.Encode(("action", Canary)), carried);
            await browser.SendAsync(new HttpMethod(Canary.ToUpperInvariant()), path, null, carried);
        }
        await browser.GetAsync("/help?from=" + WebUtility.UrlEncode(Canary), carried);
        await browser.PostAsync("/link", ("email", $"{Canary}@people.example"));
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
