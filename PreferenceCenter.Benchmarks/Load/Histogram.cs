using System.Numerics;

namespace PreferenceCenter.Benchmarks.Load;

/// <summary>
/// Counts durations in microseconds. The buckets are narrower than one part in a hundred, so that any percentile is
/// exact to 1 %.
/// </summary>
internal sealed class Histogram
{
    private const int Bits = 7;
    private const int Exact = 1 << Bits;
    private readonly long[] counts = new long[Exact * (65 - Bits)];

    public long Count { get; private set; }
    public long Max { get; private set; }

    public void Add(long microseconds)
    {
        counts[BucketOf(Math.Max(0, microseconds))]++;
        Count++;
        Max = Math.Max(Max, microseconds);
    }

    public void Add(Histogram other)
    {
        for (var i = 0; i < counts.Length; i++)
            counts[i] += other.counts[i];
        Count += other.Count;
        Max = Math.Max(Max, other.Max);
    }

    /// <summary>
    /// The duration that this share of all requests did not exceed: the upper end of its bucket, but never more than
    /// the longest duration seen.
    /// </summary>
    public long Percentile(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(Count * share));
        for (var i = 0; i < counts.Length; i++)
            if ((rank -= counts[i]) <= 0)
                return Math.Min(LastOf(i), Max);
        return Max;
    }

    // Below 2^7 each value has its own bucket; above, each power of two is cut into 2^7 parts.
    private static int BucketOf(long value)
    {
        if (value < Exact)
            return (int)value;
        var shift = BitOperations.Log2((ulong)value) - Bits;
        return (shift << Bits) + (int)(value >> shift);
    }

    private static long LastOf(int bucket)
    {
        if (bucket < Exact)
            return bucket;
        var shift = (bucket >> Bits) - 1;
        return ((((long)bucket & (Exact - 1)) + Exact + 1) << shift) - 1;
    }
}
