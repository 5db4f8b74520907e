namespace PreferenceCenter.Features.Console.Charts;

/// <summary>The values that an axis names: round numbers, a few of them, on both sides of zero.</summary>
/// <param name="Step">Between two values.</param>
/// <param name="Above">The last value above zero.</param>
/// <param name="Below">The last value below zero, as a positive number.</param>
internal sealed record ChartAxis(long Step, long Above, long Below)
{
    private const int Most = 5;

    public long Length => Above + Below;

    public IEnumerable<long> Values
    {
        get
        {
            for (var value = -Below; value <= Above; value += Step)
                yield return value;
        }
    }

    /// <summary>An axis up to these values: in steps of 5, 10, 20, 50, 100 …</summary>
    public static ChartAxis Of(long above, long below = 0)
    {
        var step = 5L;
        for (var i = 0; UpTo(above, step) + UpTo(below, step) > Most * step; i++)
            step = i % 3 == 2 ? step / 2 * 5 : step * 2;
        return new ChartAxis(step, Math.Max(step, UpTo(above, step)), UpTo(below, step));
    }

    private static long UpTo(long value, long step) => (value + step - 1) / step * step;
}
