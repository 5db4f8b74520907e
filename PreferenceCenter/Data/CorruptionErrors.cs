using System.Data.Common;

namespace PreferenceCenter.Data;

internal static class CorruptionErrors
{
    /// <summary>
    /// Whether reading failed because of what stands in the rows: numbers, lengths and types that were never written
    /// so.
    /// </summary>
    public static bool Matches(Exception reason) =>
        reason
            is OverflowException
                or ArgumentException
                or InvalidDataException
                or InvalidCastException
                or FormatException
                or DbException;
}
