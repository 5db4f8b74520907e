using Microsoft.AspNetCore.Http;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Tests.Shared.Preview;
using Xunit;

namespace PreferenceCenter.Tests.Shared.Localisation;

/// <summary>Tests the choice of a page's language.</summary>
public sealed class SiteLanguagesTests
{
    private readonly PageContexts looks = new(Samples.Site, ["de", "en", "ar"]);

    [Theory]
    [InlineData("?language=ar", "en", "en", "ar")]
    [InlineData("", "ar", "en", "ar")]
    [InlineData("", null, "fr, en;q=0.5, ar;q=0.7", "ar")]
    [InlineData("", null, "en-GB", "en")]
    [InlineData("", null, "en;q=0, ar;q=0.1", "ar")]
    [InlineData("", null, "fr", "de")]
    [InlineData("", null, "", "de")]
    [InlineData("", "", "not a header;;q=x", "de")]
    [InlineData("?language=xx", "en", "ar", "en")]
    [InlineData("?language=arabic", null, "en", "en")]
    [InlineData("?language=AR-EG", null, "en", "ar")]
    public void The_address_then_the_person_then_the_browser_then_the_site(
        string query,
        string? stored,
        string browser,
        string expected
    )
    {
        var http = new DefaultHttpContext();
        http.Request.QueryString = new(query);
        if (browser.Length > 0)
            http.Request.Headers.AcceptLanguage = browser;
        Assert.Equal(expected, looks.For(http.Request, stored).Language.Code);
    }

    [Fact]
    public void A_language_asked_for_goes_on_to_the_next_page()
    {
        var http = new DefaultHttpContext();
        Assert.Equal("/help", looks.For(http.Request).To("/help"));
        http.Request.QueryString = new("?language=ar&saved=7");
        Assert.Equal("/help?language=ar", looks.For(http.Request).To("/help"));
    }

    [Fact]
    public void Languages_bear_the_names_their_speakers_give_them() =>
        Assert.Equal(["Deutsch", "English", "العربية"], looks.Languages.All.Select(l => l.Name.Value));
}
