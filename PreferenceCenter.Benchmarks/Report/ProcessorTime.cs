namespace PreferenceCenter.Benchmarks.Report;

/// <summary>
/// The processor time that a request takes on both sides of a comparison. It depends less on the machine than
/// throughput does: who else is busy on it slows a request down and leaves its processor time nearly as it is.
/// </summary>
/// <param name="Own">Microseconds a request, user and system time of all programs that serve it.</param>
/// <param name="Other">The same of what it is compared with.</param>
/// <param name="Ratio">How many times as much as the other: the median over the rounds.</param>
internal sealed record ProcessorTime(double Own, double Other, double Ratio, Floor? Floor = null)
{
    /// <summary>Whether the floor is met; null where there is none.</summary>
    public bool? Met => !double.IsFinite(Ratio) ? false : Floor?.IsMet(Ratio);
}
