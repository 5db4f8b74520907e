using System.Globalization;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>Parses the time of a consent in ISO 8601. A time without an offset is UTC.</summary>
internal static class ConsentTime
{
    private const DateTimeStyles Style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    // A date without a time may already be tomorrow in the subscriber's time zone. There was no subscription by e-mail
    // before 1990.
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);
    private static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-ddTHH:mm",
        "yyyy-MM-ddTHH:mmK",
        "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyyMMddTHHmmssK",
    ];

    public static bool TryRead(string text, DateTimeOffset now, out DateTimeOffset? at, out FaultCode? why)
    {
        (at, why) = (null, null);
        if (!DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, Style, out var parsed))
            why = FaultCode.NotTime;
        else if (parsed > now + Ahead)
            why = FaultCode.TimeAhead;
        else if (parsed < Earliest)
            why = FaultCode.TimeTooEarly;
        else
            at = parsed;
        return at is not null;
    }
}
