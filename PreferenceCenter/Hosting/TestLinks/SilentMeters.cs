using System.Diagnostics.Metrics;

namespace PreferenceCenter.Hosting.TestLinks;

/// <summary>Makes meters under names that nobody listens to: what happens behind test links counts nowhere.</summary>
internal sealed class SilentMeters : IMeterFactory
{
    private readonly List<Meter> meters = [];

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(new MeterOptions($"Test links: {options.Name}") { Scope = this });
        lock (meters)
            meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        foreach (var meter in meters)
            meter.Dispose();
    }
}
