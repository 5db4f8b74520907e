using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Diagnostics;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PreferenceCenter.Shared.Telemetry;

/// <summary>
/// Exports metrics and spans by OTLP once an endpoint is set. Without one, none of the library is loaded: the method
/// that uses its types is not even compiled.
/// </summary>
internal static class Telemetry
{
    public const string Ours = "PreferenceCenter.";
    public const string Requests = "Microsoft.AspNetCore.Hosting";

    // The template of a route, never a path. No server.address either: its value is whatever host the request names.
    private static readonly string[] RequestTags =
    [
        "http.request.method",
        "http.route",
        "http.response.status_code",
        "error.type",
        "network.protocol.version",
        "url.scheme",
    ];

    public static IServiceCollection AddTelemetry(this IServiceCollection services, Exports exports) =>
        exports.WantTraces || exports.WantMetrics ? Export(services, exports) : services;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IServiceCollection Export(IServiceCollection services, Exports exports)
    {
        var telemetry = services.AddOpenTelemetry().ConfigureResource(SetServiceName);
        if (exports.WantTraces)
            telemetry.WithTracing(spans => Trace(spans, exports.Traces));
        if (exports.WantMetrics)
            telemetry.WithMetrics(metrics => Measure(metrics, exports.Metrics));
        return services;
    }

    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come last and therefore win.
    private static void SetServiceName(ResourceBuilder resource) =>
        resource
            .AddService(
                "preference-center",
                serviceVersion: typeof(Telemetry)
                    .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
                    ?.InformationalVersion
            )
            .AddEnvironmentVariableDetector();

    private static void Trace(TracerProviderBuilder spans, Uri? to) =>
        spans
            .AddSource(Ours + "*")
            .AddAspNetCoreInstrumentation(requests =>
                requests.EnrichWithHttpResponse = (span, response) =>
                {
                    // Only the type: messages of exceptions quote the data that was worked on.
                    if (response.HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error is { } failure)
                        span.SetTag("error.type", failure.GetType().FullName);
                }
            )
            .AddProcessor(new RedactedSpans())
            .AddOtlpExporter(exporter => SetEndpoint(exporter, to));

    private static void Measure(MeterProviderBuilder metrics, Uri? to) =>
        metrics
            .AddMeter(Ours + "*", Requests, "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddView(instrument =>
                instrument.Meter.Name == Requests ? new MetricStreamConfiguration { TagKeys = RequestTags } : null
            )
            .AddOtlpExporter(exporter => SetEndpoint(exporter, to));

    // The library reads the common endpoint itself. It reads the endpoint of a single signal only where logs are
    // exported as well.
    private static void SetEndpoint(OtlpExporterOptions exporter, Uri? to)
    {
        if (to is not null)
            exporter.Endpoint = to;
    }
}
