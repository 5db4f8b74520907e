namespace PreferenceCenter.Benchmarks.Report;

/// <summary>One line of the result.</summary>
/// <param name="Of">What the value is compared with; null where there is no comparison.</param>
internal sealed record Row(
    string Measure,
    double Value,
    string Unit,
    double? Ratio = null,
    string? Of = null,
    Floor? Floor = null
)
{
    /// <summary>Processor time a request, in a row that compares two loads.</summary>
    public ProcessorTime? Processor { get; init; }

    /// <summary>
    /// Whether the floor is met; null where there is none. A figure that could not be measured meets no floor.
    /// </summary>
    public bool? Met =>
        !double.IsFinite(Value) || !double.IsFinite(Ratio ?? 0) ? false
        : Floor is { } floor ? floor.IsMet(Ratio ?? Value)
        : null;
}
