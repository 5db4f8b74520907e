using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Diagnostics;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PreferenceCenter.Shared.Telemetry;

/// <summary>
/// Metrics and spans by OTLP, once somebody names an endpoint. Until then none of it is loaded: the method that names
/// the library's types is not so much as compiled.
/// </summary>
internal static class Telemetry
{
    public const string Ours = "PreferenceCenter.";
    public const string Requests = "Microsoft.AspNetCore.Hosting";

    // A route's template, never a path; no server.address either, which is whatever a request said its host was.
    private static readonly string[] OfRequests =
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
        var telemetry = services.AddOpenTelemetry().ConfigureResource(Name);
        if (exports.WantTraces)
            telemetry.WithTracing(spans => Trace(spans, exports.Traces));
        if (exports.WantMetrics)
            telemetry.WithMetrics(metrics => Measure(metrics, exports.Metrics));
        return services;
    }

    // What OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say comes last and so wins.
    private static void Name(ResourceBuilder resource) =>
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
                    // The type and no more: messages quote what was being worked on.
                    if (response.HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error is { } failure)
                        span.SetTag("error.type", failure.GetType().FullName);
                }
            )
            .AddProcessor(new RedactedSpans())
            .AddOtlpExporter(exporter => Direct(exporter, to));

    private static void Measure(MeterProviderBuilder metrics, Uri? to) =>
        metrics
            .AddMeter(Ours + "*", Requests, "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddView(instrument =>
                instrument.Meter.Name == Requests ? new MetricStreamConfiguration { TagKeys = OfRequests } : null
            )
            .AddOtlpExporter(exporter => Direct(exporter, to));

    // The library reads the endpoint of everything by itself, one of a single signal only where it exports logs as
    // well.
    private static void Direct(OtlpExporterOptions exporter, Uri? to)
    {
        if (to is not null)
            exporter.Endpoint = to;
    }
}
