namespace PreferenceCenter.Insights;

/// <summary>
/// Counts as they are told: in steps of five, counted from the first day on. What a period had is the difference of two
/// such sums, so periods that differ by a day tell nothing about that day, and nothing under five is ever told.
/// </summary>
internal static class CountSteps
{
    public const int Step = 5;

    /// <summary>A sum since the first day, as it is told: up to four are left out.</summary>
    public static long Of(long sum) => Math.Max(0, sum) / Step * Step;

    /// <summary>
    /// A total that is told beside its parts, which together are never less than it. Five parts of four each would be
    /// told by a total of twenty, so it is never that far above what the parts show.
    /// </summary>
    public static long OfTotal(long sum, IReadOnlyCollection<long> parts) =>
        parts.Count == 0 ? Of(sum) : Math.Min(Of(sum), parts.Sum(Of) + ((Step - 1) * parts.Count - 1) / Step * Step);
}
