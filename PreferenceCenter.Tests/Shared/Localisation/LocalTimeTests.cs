using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Tests.Shared.Preview;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Shared.Localisation;

/// <summary>Tests the display of times in the site's time zone.</summary>
public sealed class LocalTimeTests
{
    [Theory]
    [InlineData("en", "<bdi>3 March 2026</bdi> at <bdi>14:05 UTC</bdi>")]
    [InlineData("de", "<bdi>3. März 2026</bdi> um <bdi>14:05 UTC</bdi>")]
    [InlineData("es", "<bdi>3 de marzo de 2026</bdi> a las <bdi>14:05 UTC</bdi>")]
    [InlineData("fr", "<bdi>3 mars 2026</bdi> à <bdi>14:05 UTC</bdi>")]
    [InlineData("ru", "<bdi>3 марта 2026 г.</bdi> в <bdi>14:05 UTC</bdi>")]
    [InlineData("ar", "<bdi>3 مارس 2026</bdi>، الساعة <bdi>14:05 UTC</bdi>")]
    public void A_moment_reads_as_people_write_it(string language, string expected) =>
        Assert.Equal(expected, Time(language, SiteCalendar.Utc).Moment(new(2026, 3, 3, 14, 5, 0, TimeSpan.Zero)).Value);

    [Fact]
    public void It_counts_in_the_time_zone_of_the_site()
    {
        var dublin = new SiteCalendar(TimeZoneInfo.FindSystemTimeZoneById("Europe/Dublin"));
        var summer = new DateTimeOffset(2026, 7, 1, 23, 30, 0, TimeSpan.Zero);
        Assert.Equal(
            "<bdi>2 July 2026</bdi> at <bdi>00:30 UTC+1:00</bdi>",
            Time("en", dublin).Moment(summer).Value.Replace("&#x2B;", "+", StringComparison.Ordinal)
        );
        Assert.Equal("2 July 2026", Time("en", dublin).Day(summer).Value);
    }

    private static PreferenceCenter.Shared.Localisation.LocalTime Time(string language, SiteCalendar calendar) =>
        new PageContexts(Samples.Site with { Local = calendar.Local }, [language])
            .For(new Microsoft.AspNetCore.Http.DefaultHttpContext().Request)
            .Time;
}
