using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.RegularExpressions;
using PreferenceCenter.Mail.Dispatch;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Telemetry;

/// <summary>
/// Tests that every query of the shipped dashboard names a metric that a running centre has, under the name that
/// Prometheus gives it.
/// </summary>
public sealed partial class DashboardTests
{
    // Of ASP.NET Core, which names it only when a request was served.
    private const string OfTheFramework = "http_server_request_duration_seconds";

    [Fact]
    public async Task Every_query_names_a_metric_that_exists()
    {
        var known = new HashSet<string>(StringComparer.Ordinal) { OfTheFramework };
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                lock (known)
                    known.Add(PrometheusName(instrument));
            },
        };
        listener.Start();
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        // The tests' centre sends no email by itself.
        center.Get<MailMetrics>();
        var file = Path.Combine(Repository.Root, "deploy", "grafana", "preference-center.json");
        using var dashboard = JsonDocument.Parse(
            await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)
        );
        var named = dashboard
            .RootElement.GetProperty("panels")
            .EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .SelectMany(target => Metric().Matches(target.GetProperty("expr").GetString()!))
            .Select(match => HistogramPart().Replace(match.Value, ""))
            .ToHashSet(StringComparer.Ordinal);
        Assert.True(named.Count >= 15, $"{named.Count} metrics");
        lock (known)
            Assert.Empty(named.Except(known));
    }

    // https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/
    private static string PrometheusName(Instrument instrument)
    {
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "1" => "_ratio",
            _ => "",
        };
        var name = instrument.Name.Replace('.', '_') + unit;
        return instrument.GetType().Name.Split('`')[0] is "Counter" or "ObservableCounter" ? name + "_total" : name;
    }

    [GeneratedRegex("(preference_center|http_server)_[a-z_]+")]
    private static partial Regex Metric();

    [GeneratedRegex("_(bucket|count|sum)$")]
    private static partial Regex HistogramPart();
}
