using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Shared.Localisation;

/// <summary>Formats an instant in the site's time zone and the reader's language.</summary>
internal sealed class LocalTime(TimeZoneInfo zone, CultureInfo culture, string datePattern, Phrase dateAndTime)
{
    public MarkupString Day(DateTimeOffset at) => Markup.Of(In(at).ToString(datePattern, culture));

    /// <summary>The last day before an end: at midnight the end itself belongs to the next day.</summary>
    public MarkupString LastDay(DateTimeOffset end) => Day(end.AddTicks(-1));

    public MarkupString Moment(DateTimeOffset at)
    {
        var local = In(at);
        var time = local.ToString("HH:mm", CultureInfo.InvariantCulture) + " " + Name(local);
        return dateAndTime.With(Markup.Of(local.ToString(datePattern, culture)), Markup.Of(time));
    }

    private DateTimeOffset In(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);

    /// <summary>
    /// The distance from UTC. Names of time zones are not translated in every language; the distance is understood in
    /// all.
    /// </summary>
    private static string Name(DateTimeOffset local) =>
        local.Offset == TimeSpan.Zero
            ? "UTC"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"UTC{(local.Offset < TimeSpan.Zero ? '−' : '+')}{local.Offset.Duration():h\\:mm}"
            );
}
