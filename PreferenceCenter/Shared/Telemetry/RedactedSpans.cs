using System.Diagnostics;
using OpenTelemetry;

namespace PreferenceCenter.Shared.Telemetry;

/// <summary>
/// Removes personal data from spans. Paths contain tokens; queries and forms contain addresses. So a span of a request
/// keeps only the attributes named here, whatever an instrumentation may add later. Spans of sources that were not
/// reviewed are not exported at all.
/// </summary>
internal sealed class RedactedSpans : BaseProcessor<Activity>
{
    private const string Requests = "Microsoft.AspNetCore";
    private const string Method = "http.request.method";
    private const string Route = "http.route";
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        Method,
        Route,
        "http.response.status_code",
        "error.type",
        "network.protocol.version",
        "url.scheme",
    };

    public override void OnEnd(Activity data)
    {
        // The trace state is text that the caller chose.
        data.TraceStateString = null;
        if (data.Source.Name == Requests)
            Strip(data);
        else if (!data.Source.Name.StartsWith(Telemetry.Ours, StringComparison.Ordinal))
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    private static void Strip(Activity span)
    {
        foreach (var name in span.TagObjects.Select(tag => tag.Key).Where(name => !Kept.Contains(name)).ToArray())
            span.SetTag(name, null);
        var method = span.GetTagItem(Method) as string is { } known and not "_OTHER" ? known : "HTTP";
        span.DisplayName = span.GetTagItem(Route) is string route ? $"{method} {route}" : method;
        // Without the description, which may be the message of an exception.
        if (span.Status == ActivityStatusCode.Error)
            span.SetStatus(ActivityStatusCode.Error);
    }
}
