namespace PreferenceCenter.Data;

/// <summary>Converts instants to the stored and sealed form: microseconds since the Unix epoch, UTC.</summary>
internal static class Instant
{
    public static long ToMicroseconds(DateTimeOffset at) =>
        (at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    // Checked: otherwise two numbers would mean one instant, and a changed number could pass for the sealed one.
    public static DateTimeOffset FromMicroseconds(long value) =>
        DateTimeOffset.UnixEpoch.AddTicks(checked(value * TimeSpan.TicksPerMicrosecond));
}
