using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Staff;

/// <summary>Tests where a sign-in leads back to: pages of the console, with their query, and nothing else.</summary>
public sealed class ReturnPathTests
{
    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("/staff/account", "/staff/account")]
    [InlineData("//evil.example", "/staff")]
    [InlineData("https://evil.example/staff/", "/staff")]
    [InlineData("/staff/\\evil.example", "/staff")]
    [InlineData("/staff/..//evil.example", "/staff")]
    [InlineData("/staff/requests?view=overdue&page=2", "/staff/requests?view=overdue&page=2")]
    [InlineData("/staff/requests/figures.csv?year=2026", "/staff/requests/figures.csv?year=2026")]
    [InlineData("/staff/requests/0123456789abcdefghjkmnpqrs", "/staff/requests/0123456789abcdefghjkmnpqrs")]
    [InlineData("/staff/ledger?part=people&language=de", "/staff/ledger?part=people")]
    [InlineData("/staff/requests?x=\r\nSet-Cookie:a=b", "/staff")]
    [InlineData("/staff/requests?a=//evil.example", "/staff/requests?a=//evil.example")]
    [InlineData("/staff/requests/../../u/x", "/staff")]
    [InlineData("/staff/sign-out", "/staff")]
    [InlineData("/staff/sign-in", "/staff")]
    [InlineData("/staff/link/x", "/staff")]
    [InlineData("/staff/account/password", "/staff")]
    [InlineData("/staff/nowhere", "/staff")]
    [Trait("Requirement", "SEC-15")]
    public async Task It_leads_back_to_pages_of_the_console_alone(string asked, string leads)
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = center.NewBrowser();
        var page = await browser.GetAsync("/staff/sign-in?return=" + Uri.EscapeDataString(asked));
        Assert.Equal(
            leads,
            (
                await browser.PostAsync(
                    page,
                    "/staff/sign-in",
                    ("email", "marketing@people.example"),
                    ("password", StaffCenter.Password)
                )
            ).Location
        );
    }

    [Fact]
    [Trait("Requirement", "SEC-15")]
    public async Task Whoever_has_to_sign_in_first_comes_to_the_page_with_its_query()
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = center.NewBrowser();
        var sent = await browser.GetAsync("/staff/requests?view=overdue&page=2&language=de");
        Assert.Equal(303, sent.Status);
        var done = await browser.PostAsync(
            await browser.GetAsync(sent.Location!),
            "/staff/sign-in",
            ("email", "marketing@people.example"),
            ("password", StaffCenter.Password)
        );
        Assert.Equal("/staff/requests?language=de&view=overdue&page=2", done.Location);
    }
}
