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

    // The day before its month, as everywhere else: the runtime's "en" is American.
    [Theory]
    [InlineData("en", "8 Sep", "<bdi>8 Sep 2026</bdi> <bdi>14:05</bdi>")]
    [InlineData("de", "8. Sept.", "<bdi>8. Sept. 2026</bdi> <bdi>14:05</bdi>")]
    [InlineData("es", "8 sept", "<bdi>8 de sept de 2026</bdi> <bdi>14:05</bdi>")]
    [InlineData("ar", "8 سبتمبر", "<bdi>8 سبتمبر 2026</bdi> <bdi>14:05</bdi>")]
    public void Charts_and_tables_write_the_day_in_the_same_order(string language, string day, string moment)
    {
        var time = Time(language, SiteCalendar.Utc);
        Assert.Equal(day, time.DayOfYear(new(2026, 9, 8)));
        Assert.Equal(moment, time.ShortMoment(new(2026, 9, 8, 14, 5, 0, TimeSpan.Zero)).Value);
    }

    [Theory]
    [InlineData("en", "2,217", "-10")]
    [InlineData("de", "2.217", "-10")]
    [InlineData("ar", "2,217", "\u200E-10")]
    public void Signs_of_numbers_suit_their_digits(string language, string thousands, string below)
    {
        var culture = new PreferenceCenter.Shared.Localisation.PageLanguage(language).Culture;
        Assert.Equal((thousands, below), (2217.ToString("N0", culture), (-10).ToString("N0", culture)));
    }

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
