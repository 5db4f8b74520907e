namespace PreferenceCenter.Shared.Telemetry;

/// <summary>What leaves the process, and to where. Nothing is named, nothing leaves: that is the default.</summary>
/// <param name="Traces">For spans alone; else <paramref name="Everything"/>.</param>
/// <param name="Metrics">For metrics alone; else <paramref name="Everything"/>.</param>
internal sealed record Exports(Uri? Everything, Uri? Traces, Uri? Metrics)
{
    public bool WantTraces => (Traces ?? Everything) is not null;
    public bool WantMetrics => (Metrics ?? Everything) is not null;
}
