namespace PreferenceCenter.Benchmarks.Report;

/// <summary>
/// The bound that a figure must reach. In a row with a ratio the bound applies to the ratio, else to the value.
/// </summary>
internal readonly record struct Floor(double Bound, bool IsLeast)
{
    public static Floor AtLeast(double bound) => new(bound, true);

    public static Floor AtMost(double bound) => new(bound, false);

    public bool IsMet(double figure) => IsLeast ? figure >= Bound : figure <= Bound;

    public override string ToString() => $"{(IsLeast ? '≥' : '≤')} {Figure.Text(Bound)}";
}
