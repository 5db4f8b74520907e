namespace PreferenceCenter.Data;

/// <summary>Instants as stored and as sealed: microseconds since the Unix epoch, UTC.</summary>
internal static class Instant
{
    public static long ToMicroseconds(DateTimeOffset at) =>
        (at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    // Checked: without it two numbers would mean one instant, and a changed one could pass for the sealed one.
    public static DateTimeOffset FromMicroseconds(long value) =>
        DateTimeOffset.UnixEpoch.AddTicks(checked(value * TimeSpan.TicksPerMicrosecond));
}
