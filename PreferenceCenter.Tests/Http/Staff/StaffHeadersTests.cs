using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Staff;

public sealed class StaffHeadersTests
{
    [DatabaseFact]
    [Trait("Requirement", "SEC-09")]
    [Trait("Requirement", "SEC-07")]
    [Trait("Requirement", "A11-13")]
    public async Task Pages_of_the_staff_are_kept_nowhere_and_run_nothing_but_our_file_where_a_passkey_needs_it()
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = await center.SignInAsync(StaffRole.Owner);
        foreach (var path in new[] { "/staff", "/staff/account", "/staff/account/app", "/staff/accounts" })
        {
            var answer = await browser.GetAsync(path + "?language=ar");
            Assert.Equal((200, "no-store", "no-referrer", "ar", "rtl"), (answer.Status, answer["Cache-Control"], answer["Referrer-Policy"], answer["Content-Language"], answer.Page.DocumentElement.GetAttribute("dir")));
            var policy = answer["Content-Security-Policy"]!;
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal(path == "/staff/account", policy.Contains("script-src 'self'", StringComparison.Ordinal));
            Assert.All(answer.Page.QuerySelectorAll("script"), s => Assert.Matches("^/passkeys-[0-9a-f]{10}\\.js$", s.GetAttribute("src")!));
            Assert.Empty(answer.Page.QuerySelectorAll("[style], style, [onclick]"));
            // The way out is on every one.
            Assert.NotNull(answer.Page.QuerySelector("form[action^='/staff/sign-out'] button"));
        }
    }

    [DatabaseFact]
    public async Task Subscribers_get_no_cookie_though_somebody_of_the_staff_reads_their_page()
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = await center.SignInAsync(StaffRole.Marketing);
        center.Web.Clock.Advance(TimeSpan.FromMinutes(20));
        foreach (var path in new[] { "/link", "/help", center.Web.PreferencesPath(await center.Web.SubscribeAsync(WebCenter.News)) })
        {
            var answer = await browser.GetAsync(path);
            Assert.Equal((200, null), (answer.Status, answer["Set-Cookie"]));
        }
    }
}
