using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Staff;

/// <summary>Tests the security headers and cookies of staff pages.</summary>
public sealed class StaffHeadersTests
{
    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-09")]
    [Trait("Requirement", "SEC-07")]
    [Trait("Requirement", "A11-13")]
    public async Task Pages_of_the_staff_are_kept_nowhere_and_run_nothing_but_our_file_where_a_passkey_needs_it()
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = await center.SignInAsync(StaffRole.Owner);
        foreach (var path in new[] { "/staff/account", "/staff/account/app", "/staff/accounts" })
        {
            var answer = await browser.GetAsync(path + "?language=ar");
            Assert.Equal(
                (200, "no-store", "no-referrer", "ar", "rtl"),
                (
                    answer.Status,
                    answer["Cache-Control"],
                    answer["Referrer-Policy"],
                    answer["Content-Language"],
                    answer.Page.DocumentElement.GetAttribute("dir")
                )
            );
            var policy = answer["Content-Security-Policy"]!;
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
            Assert.All(
                answer.Page.QuerySelectorAll("script"),
                s => Assert.Matches("^/(keys|staff)-[0-9a-f]{10}\\.js$", s.GetAttribute("src")!)
            );
            Assert.Empty(answer.Page.QuerySelectorAll("[style], style, [onclick]"));
            // Every page has the sign-out link.
            Assert.NotNull(answer.Page.QuerySelector("form[action^='/staff/sign-out'] button"));
        }
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-09")]
    [Trait("Requirement", "A11-13")]
    public async Task Open_pages_run_our_files_and_nothing_that_stands_in_the_page()
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = await center.SignInAsync(StaffRole.Owner);
        foreach (
            var route in center
                .Web.Endpoints.OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>()
                .Where(e =>
                    e.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>()
                        is not null
                    && !e.RoutePattern.RawText!.Contains('{', StringComparison.Ordinal)
                )
        )
        {
            var answer = await browser.GetAsync(route.RoutePattern.RawText + "?language=ar");
            Assert.Equal(
                (200, "no-store", "no-referrer", "ar", "rtl"),
                (
                    answer.Status,
                    answer["Cache-Control"],
                    answer["Referrer-Policy"],
                    answer["Content-Language"],
                    answer.Page.DocumentElement.GetAttribute("dir")
                )
            );
            var policy = answer["Content-Security-Policy"]!.Split("; ");
            Assert.Contains("script-src 'self'", policy);
            Assert.Contains("style-src 'self'", policy);
            Assert.Contains("frame-ancestors 'none'", policy);
            // MudBlazor needs style attributes; no style element and no script is allowed.
            Assert.Equal(
                ["style-src-attr 'unsafe-inline'"],
                policy.Where(p => p.Contains("unsafe", StringComparison.Ordinal))
            );
            Assert.NotEmpty(answer.Page.QuerySelectorAll("script"));
            Assert.All(
                answer.Page.QuerySelectorAll("script"),
                s => Assert.True(s.HasAttribute("src") && s.TextContent.Length == 0)
            );
            Assert.Empty(answer.Page.QuerySelectorAll("style, [onclick]"));
            Assert.NotNull(answer.Page.QuerySelector("form[action^='/staff/sign-out'] button"));
            foreach (
                var file in answer
                    .Page.QuerySelectorAll("script, link[rel=stylesheet]")
                    .Select(f => f.GetAttribute("src") ?? f.GetAttribute("href")!)
            )
            {
                var got = await center.Web.Browser.SendAsync(HttpMethod.Get, file, null, ("Accept-Encoding", "br"));
                Assert.Equal((200, "br", null), (got.Status, got["Content-Encoding"], got["Set-Cookie"]));
                Assert.Contains("immutable", got["Cache-Control"], StringComparison.Ordinal);
            }
        }
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Subscribers_get_no_cookie_though_somebody_of_the_staff_reads_their_page()
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = await center.SignInAsync(StaffRole.Marketing);
        center.Web.Clock.Advance(TimeSpan.FromMinutes(20));
        foreach (
            var path in new[]
            {
                "/link",
                "/help",
                center.Web.PreferencesPath(await center.Web.SubscribeAsync(WebCenter.News)),
            }
        )
        {
            var answer = await browser.GetAsync(path);
            Assert.Equal((200, null), (answer.Status, answer["Set-Cookie"]));
        }
    }
}
