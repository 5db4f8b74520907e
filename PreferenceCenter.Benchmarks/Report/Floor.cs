namespace PreferenceCenter.Benchmarks.Report;

/// <summary>
/// What a figure has to reach. Of a row with a ratio the ratio is held against it, of any other the value.
/// </summary>
internal readonly record struct Floor(double Bound, bool IsLeast)
{
    public static Floor AtLeast(double bound) => new(bound, true);

    public static Floor AtMost(double bound) => new(bound, false);

    public bool IsMet(double figure) => IsLeast ? figure >= Bound : figure <= Bound;

    public override string ToString() => $"{(IsLeast ? '≥' : '≤')} {Figure.Text(Bound)}";
}
