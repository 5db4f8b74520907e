namespace PreferenceCenter.Benchmarks.Report;

/// <summary>One line of the result.</summary>
/// <param name="Of">What the ratio is of; none where the value stands for itself.</param>
internal sealed record Row(
    string Measure,
    double Value,
    string Unit,
    double? Ratio = null,
    string? Of = null,
    Floor? Floor = null
)
{
    /// <summary>None where nothing was promised. A figure that could not be had meets nothing.</summary>
    public bool? Met =>
        !double.IsFinite(Value) || !double.IsFinite(Ratio ?? 0) ? false
        : Floor is { } floor ? floor.IsMet(Ratio ?? Value)
        : null;
}
