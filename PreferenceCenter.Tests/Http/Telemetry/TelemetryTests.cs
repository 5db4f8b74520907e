using System.Diagnostics;
using PreferenceCenter.Hosting;
using PreferenceCenter.Shared.Telemetry;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Telemetry;

/// <summary>Tests that nothing is exported, and no exporter loaded, until an endpoint is configured.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_an_endpoint_none_of_it_is_loaded()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "Only Linux says what a process has loaded.");
        // The database is already migrated, because the migrations of a first start load every type.
        await WebCenter.PrepareInAsync(directory);
        await using var server = await ServingProcess.StartAsync(directory, Cancel);
        Assert.DoesNotContain(
            Loaded(server),
            name =>
                name.StartsWith("OpenTelemetry", StringComparison.Ordinal)
                || name.Contains("Systemd", StringComparison.Ordinal)
        );
        Assert.Contains("PreferenceCenter.dll", Loaded(server));
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "", true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "v1/traces", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "v1/metrics", false, true)]
    public async Task What_an_endpoint_is_named_for_goes_there(string setting, string path, bool traces, bool metrics)
    {
        await using var collector = await OtlpReceiver.StartAsync();
        var environment = new Dictionary<string, string>
        {
            [setting] = new Uri(collector.Address, path).AbsoluteUri,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_SERVICE_NAME"] = "named-by-the-operator",
        };
        await using var server = await ServingProcess.StartAsync(
            directory,
            environment,
            Cancel,
            "Server:DrainFor=00:00:00"
        );
        using (var browser = new Browser(server.Address))
            await browser.GetAsync("/help");
        Assert.Contains("OpenTelemetry.dll", Loaded(server));
        await server.StopAsync(Cancel);

        Assert.Equal(traces, collector.Sent("/v1/traces").Contains("GET /help", StringComparison.Ordinal));
        Assert.Equal(
            metrics,
            collector.Sent("/v1/metrics").Contains("http.server.request.duration", StringComparison.Ordinal)
        );
        Assert.Contains("named-by-the-operator", collector.SentAtAll, StringComparison.Ordinal);
        Assert.Equal("", collector.Sent("/v1/logs"));
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT")]
    public async Task An_endpoint_that_is_no_address_stops_the_start(string setting)
    {
        var complaints = new StringWriter();
        Assert.Equal(
            78,
            await WebServer.RunAsync(
                WebCenter.Arguments(directory, [$"{setting}=collector"]),
                complaints,
                TestContext.Current.CancellationToken
            )
        );
        Assert.StartsWith(setting + " ", complaints.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_span_keeps_what_is_named_and_nothing_else()
    {
        using var source = new ActivitySource("Microsoft.AspNetCore");
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => ReferenceEquals(s, source),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var span = source.StartActivity("GET /u/secret")!;
        span.SetTag("http.request.method", "GET")
            .SetTag("http.route", "/u/{token}")
            .SetTag("url.path", "/u/secret")
            .SetTag("some.day", "secret")
            .SetStatus(ActivityStatusCode.Error, "secret");
        span.TraceStateString = "x=secret";

        new RedactedSpans().OnEnd(span);

        Assert.Equal("GET /u/{token}", span.DisplayName);
        Assert.Equal(["http.request.method", "http.route"], span.TagObjects.Select(t => t.Key));
        Assert.Equal(
            (ActivityStatusCode.Error, null, null),
            (span.Status, span.StatusDescription, span.TraceStateString)
        );
    }

    [Theory]
    [InlineData("Npgsql", false)]
    [InlineData("System.Net.Http", false)]
    [InlineData("PreferenceCenter.Ledger", true)]
    public void Spans_that_nobody_looked_at_do_not_leave(string name, bool leaves)
    {
        using var source = new ActivitySource(name);
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => ReferenceEquals(s, source),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var span = source.StartActivity("any")!;
        new RedactedSpans().OnEnd(span);
        Assert.Equal(leaves, span.Recorded);
    }

    private static HashSet<string> Loaded(ServingProcess server) =>
        [
            .. File.ReadLines($"/proc/{server.Id}/maps")
                .Where(line => line.EndsWith(".dll", StringComparison.Ordinal))
                .Select(line => Path.GetFileName(line)),
        ];

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
