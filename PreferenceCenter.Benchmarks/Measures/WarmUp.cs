namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Tells from the processor time a request of one load after the other when a server is warm. While its code is
/// compiled, and compiled again for speed, that time falls.
/// </summary>
internal sealed class WarmUp
{
    // A load that took no less than this part of the least before it did not fall.
    private const double Falling = 0.97;
    private const int SteadyLoads = 3;

    private double least = double.PositiveInfinity;
    private int steady;

    /// <summary>Whether the last loads were all as costly as those before them.</summary>
    public bool IsOver => steady >= SteadyLoads;

    public void Note(double microseconds)
    {
        // Less than a tick of the system's clock: so few requests tell nothing.
        if (!(microseconds > 0))
            return;
        steady = microseconds < least * Falling ? 0 : steady + 1;
        least = Math.Min(least, microseconds);
    }
}
