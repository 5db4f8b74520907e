using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Shared.Localisation;

/// <summary>Formats an instant in the site's time zone and the reader's language.</summary>
internal sealed class LocalTime(
    Func<DateTimeOffset, DateTimeOffset> local,
    CultureInfo culture,
    string datePattern,
    string dayPattern,
    Phrase dateAndTime
)
{
    public MarkupString Day(DateTimeOffset at) => Markup.Of(local(at).ToString(datePattern, culture));

    public MarkupString Day(DateOnly day) => Markup.Of(day.ToString(datePattern, culture));

    /// <summary>The day with a short month, for tables.</summary>
    public MarkupString ShortDay(DateTimeOffset at) =>
        Markup.Of(local(at).ToString(datePattern.Replace("MMMM", "MMM", StringComparison.Ordinal), culture));

    /// <summary>The last day before an end: at midnight the end itself belongs to the next day.</summary>
    public MarkupString LastDay(DateTimeOffset end) => Day(end.AddTicks(-1));

    /// <summary>The time of the day alone, for what happened a moment ago.</summary>
    public MarkupString TimeOfDay(DateTimeOffset at) =>
        Markup.Of(local(at).ToString("HH:mm", CultureInfo.InvariantCulture));

    /// <summary>The day without its year, for the axis of a chart.</summary>
    public string DayOfYear(DateOnly day) => day.ToString(dayPattern, culture);

    /// <summary>The moment with a short month and without its time zone, where many stand below each other.</summary>
    public MarkupString ShortMoment(DateTimeOffset at) =>
        new($"<bdi>{ShortDay(at).Value}</bdi> <bdi>{TimeOfDay(at).Value}</bdi>");

    public MarkupString Moment(DateTimeOffset at)
    {
        var shown = local(at);
        var time = shown.ToString("HH:mm", CultureInfo.InvariantCulture) + " " + Name(shown);
        return dateAndTime.With(Markup.Of(shown.ToString(datePattern, culture)), Markup.Of(time));
    }

    /// <summary>
    /// The distance from UTC. Names of time zones are not translated in every language; the distance is understood in
    /// all.
    /// </summary>
    private static string Name(DateTimeOffset shown) =>
        shown.Offset == TimeSpan.Zero
            ? "UTC"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"UTC{(shown.Offset < TimeSpan.Zero ? '−' : '+')}{shown.Offset.Duration():h\\:mm}"
            );
}
