using System.Globalization;
using System.Text.RegularExpressions;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// Parses the time of a consent: ISO 8601 as it says or as PostgreSQL, Excel, JavaScript and Go write it, or a month in
/// English letters. Where numbers leave open which is the month, nothing is guessed. A time without an offset is UTC.
/// </summary>
internal static partial class ConsentTime
{
    // A date without a time may already be tomorrow in the subscriber's time zone. There was no subscription by e-mail
    // before 1990.
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames;
    private static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static bool TryRead(string text, DateTimeOffset now, out DateTimeOffset? at, out FaultCode? why)
    {
        (at, why) = (null, null);
        if (Parse(text) is not { } parsed)
            why = FaultCode.NotTime;
        else if (parsed > now + Ahead)
            why = FaultCode.TimeAhead;
        else if (parsed < Earliest)
            why = FaultCode.TimeTooEarly;
        else
            at = parsed;
        return at is not null;
    }

    private static DateTimeOffset? Parse(string text)
    {
        if (new[] { Iso().Match(text), Worded().Match(text) }.FirstOrDefault(m => m.Success) is not { } parts)
            return null;
        int Number(string name) =>
            parts.Groups[name] is { Length: > 0 } part ? int.Parse(part.ValueSpan, CultureInfo.InvariantCulture) : 0;
        var (hours, minutes) = (Number("oh"), Number("om"));
        if (hours > 14 || minutes > 59 || (hours == 14 && minutes > 0))
            return null;
        var offset = new TimeSpan(hours, minutes, 0) * (parts.Groups["sign"].ValueSpan is "-" or "−" ? -1 : 1);
        // Of a fraction, as many digits count as a tick has: a nanosecond proves no more than a microsecond.
        var fraction = parts.Groups["f"].Value.PadRight(7, '0')[..7];
        var (hour, second) = (Number("h"), Number("s"));
        // ISO 8601 has the end of a day as 24:00, and PostgreSQL writes a leap second as 60.
        var (days, wraps) = hour == 24 && Number("m") == 0 && second == 0 ? (1, true) : (0, false);
        try
        {
            var month = parts.Groups["name"] is { Length: > 0 } name
                ? 1 + Array.FindIndex(Months, one => one.Equals(name.Value, StringComparison.OrdinalIgnoreCase))
                : Number("mo");
            var minute = Number("m");
            var local = new DateTime(Number("y"), month, Number("d"), wraps ? 0 : hour, minute, Math.Min(second, 59));
            var ticks = local.AddDays(days).AddTicks(long.Parse(fraction, CultureInfo.InvariantCulture));
            return second > 60
                ? null
                : new DateTimeOffset(ticks.AddSeconds(second == 60 ? 1 : 0), offset).ToUniversalTime();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private const RegexOptions Options =
        RegexOptions.IgnorePatternWhitespace
        | RegexOptions.IgnoreCase
        | RegexOptions.CultureInvariant
        | RegexOptions.ExplicitCapture;

    private const string Month = "(?<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";

    // Go ends its times with the name of the zone after the offset ("+0200 CEST") and a reading of the monotonic clock
    // ("m=+0.1"); JavaScript puts GMT before the offset and the zone in brackets behind it.
    private const string Time = """
        (?<h>\d{1,2}) (?: (?<colon>:?)(?<m>\d{2}) (?: \k<colon>(?<s>\d{2}) (?:[.,](?<f>\d{1,12}))? )? )?
        [ ]?
        (?: (?:Z|UTC|GMT)?
            (?: (?<sign>[-+−])(?<oh>\d{2})(?: :?(?<om>\d{2}) (?: :?00 )? )? )?
            (?: [ ](?:[A-Z]{3,5}|[-+]\d{2,4}|\([^()]{1,60}\)) )? (?: [ ]m=[-+][0-9.]+ )?
        )
        """;

    [GeneratedRegex(
        @"^(?<y>\d{4})(?<dash>[-/]?)(?<mo>\d{2})\k<dash>(?<d>\d{2}) (?: (?:T|[ ]+) " + Time + ")?$",
        Options
    )]
    private static partial Regex Iso();

    [GeneratedRegex(
        "^(?:[a-z]{3},?[ ])? (?: (?<d>\\d{1,2})[ -]"
            + Month
            + "[ -](?<y>\\d{4}) | "
            + Month
            + "[ ](?<d>\\d{1,2})[ ](?<y>\\d{4}) ) (?: [ ] "
            + Time
            + " )?$",
        Options
    )]
    private static partial Regex Worded();
}
