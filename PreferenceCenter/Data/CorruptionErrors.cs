using System.Data.Common;

namespace PreferenceCenter.Data;

/// <summary>Recognizes errors caused by damaged rows.</summary>
internal static class CorruptionErrors
{
    /// <summary>
    /// Whether reading failed because of the content of the rows: numbers, lengths or types that the program never
    /// writes.
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
