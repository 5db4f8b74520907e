using System.Globalization;

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

    public static bool TryRead(string text, DateTimeOffset now, out DateTimeOffset? at, out string why)
    {
        (at, why) = (null, "");
        if (!DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, Style, out var parsed))
            why = "is no ISO 8601 time, as in 2026-05-01T10:00:00Z";
        else if (parsed > now + Ahead)
            why = "lies in the future";
        else if (parsed < Earliest)
            why = "lies before 1990";
        else
            at = parsed;
        return at is not null;
    }
}
