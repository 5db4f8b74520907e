using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Shared.Localisation;

/// <summary>An instant as somebody reads it: in the site's time zone and the reader's language.</summary>
internal sealed class LocalTime(TimeZoneInfo zone, CultureInfo culture, string datePattern, Phrase dateAndTime)
{
    public MarkupString Day(DateTimeOffset at) => Markup.Of(In(at).ToString(datePattern, culture));

    /// <summary>The day that is over then: its end belongs to the next.</summary>
    public MarkupString LastDay(DateTimeOffset end) => Day(end.AddTicks(-1));

    public MarkupString Moment(DateTimeOffset at)
    {
        var local = In(at);
        var time = local.ToString("HH:mm", CultureInfo.InvariantCulture) + " " + Name(local);
        return dateAndTime.With(Markup.Of(local.ToString(datePattern, culture)), Markup.Of(time));
    }

    private DateTimeOffset In(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);

    /// <summary>Names of zones are not translated everywhere; the distance from UTC is understood by all.</summary>
    private static string Name(DateTimeOffset local) =>
        local.Offset == TimeSpan.Zero
            ? "UTC"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"UTC{(local.Offset < TimeSpan.Zero ? '−' : '+')}{local.Offset.Duration():h\\:mm}"
            );
}
