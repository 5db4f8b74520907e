namespace PreferenceCenter.Shared.Telemetry;

/// <summary>The endpoints that telemetry is sent to. Without one, which is the default, nothing is sent.</summary>
/// <param name="Traces">For spans only; otherwise <paramref name="Everything"/>.</param>
/// <param name="Metrics">For metrics only; otherwise <paramref name="Everything"/>.</param>
internal sealed record Exports(Uri? Everything, Uri? Traces, Uri? Metrics)
{
    public bool WantTraces => (Traces ?? Everything) is not null;
    public bool WantMetrics => (Metrics ?? Everything) is not null;
}
