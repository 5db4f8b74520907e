using Microsoft.Extensions.Logging;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Staff;

/// <summary>Tests the authenticator app and the recovery codes.</summary>
public sealed class SecondFactorTests
{
    [Fact]
    public void Codes_are_those_of_the_standard()
    {
        // RFC 6238 appendix B; an app shows the last six of the eight digits.
        var secret = "12345678901234567890"u8;
        Assert.Equal("287082", Totp.CodeAt(DateTimeOffset.FromUnixTimeSeconds(59), secret));
        Assert.Equal("081804", Totp.CodeAt(DateTimeOffset.FromUnixTimeSeconds(1111111109), secret));
        Assert.Equal("353130", Totp.CodeAt(DateTimeOffset.FromUnixTimeSeconds(20000000000), secret));
        Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Totp.Spell(secret));
        Assert.Equal(secret.ToArray(), StaffCenter.FromBase32(Totp.Spell(secret)));
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-18")]
    [Trait("Requirement", "A11-04")]
    public async Task A_password_alone_opens_nothing_and_a_code_works_once_and_not_for_long()
    {
        await using var center = await StaffCenter.StartAsync();
        await center.SignInAsync(StaffRole.Owner);
        var used = center.CodeOf(StaffRole.Owner);
        var browser = center.NewBrowser();
        Assert.Equal(
            "/staff/sign-in/code",
            (await StaffCenter.TryAsync(browser, StaffCenter.AddressOf(StaffRole.Owner))).Location
        );
        Assert.Equal("/staff/sign-in", (await browser.GetAsync("/staff")).Location);
        var field = (await browser.GetAsync("/staff/sign-in/code")).Page.QuerySelector("[name=code]")!;
        Assert.Equal("one-time-code", field.GetAttribute("autocomplete"));
        // The code that set up the app, sent again.
        Assert.Equal(400, (await StaffCenter.CodeAsync(browser, used)).Status);

        center.Web.Clock.Advance(TimeSpan.FromSeconds(30));
        var (code, other) = (center.CodeOf(StaffRole.Owner), browser.Copy());
        // As apps show it, with a gap.
        Assert.Equal("/staff", (await StaffCenter.CodeAsync(browser, code.Insert(3, " "))).Location);
        Assert.Equal(200, (await browser.GetAsync("/staff/accounts")).Status);
        Assert.Equal(400, (await StaffCenter.CodeAsync(other, code)).Status);
        center.Web.Clock.Advance(TimeSpan.FromSeconds(30));
        var old = center.CodeOf(StaffRole.Owner);
        center.Web.Clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(400, (await StaffCenter.CodeAsync(other, old)).Status);
    }

    [DatabaseFact]
    public async Task The_same_code_from_two_places_at_once_opens_one()
    {
        await using var center = await StaffCenter.StartAsync();
        await center.SignInAsync(StaffRole.Owner);
        center.Web.Clock.Advance(TimeSpan.FromSeconds(30));
        var browsers = new[] { center.NewBrowser(), center.NewBrowser(), center.NewBrowser() };
        foreach (var browser in browsers)
            await StaffCenter.TryAsync(browser, StaffCenter.AddressOf(StaffRole.Owner));
        using var log = new FailureLog();
        center.Web.Get<ILoggerFactory>().AddProvider(log);
        var answers = await Task.WhenAll(
            browsers.Select(b => StaffCenter.CodeAsync(b, center.CodeOf(StaffRole.Owner)))
        );
        Assert.Single(answers, a => a.Status == 303);
        Assert.Equal(2, answers.Count(a => a.Status == 400));
        Assert.Empty(log.Failures);
    }

    [DatabaseFact]
    public async Task Codes_cannot_be_guessed_and_a_right_password_does_not_begin_the_count_anew()
    {
        await using var center = await StaffCenter.StartAsync();
        await center.SignInAsync(StaffRole.Owner);
        center.Web.Clock.Advance(TimeSpan.FromSeconds(30));
        var browser = center.NewBrowser();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(
                "/staff/sign-in/code",
                (await StaffCenter.TryAsync(browser, StaffCenter.AddressOf(StaffRole.Owner))).Location
            );
            Assert.Equal(
                400,
                (
                    await StaffCenter.CodeAsync(
                        browser,
                        center.CodeOf(StaffRole.Owner) == "000000" ? "000001" : "000000"
                    )
                ).Status
            );
        }
        Assert.Equal(400, (await StaffCenter.CodeAsync(browser, center.CodeOf(StaffRole.Owner))).Status);
        Assert.Equal(StaffAct.SignInLocked, center.Acts()[^1]);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-03")]
    public async Task A_recovery_code_signs_in_once_however_it_is_typed_and_new_ones_void_the_old()
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = center.NewBrowser();
        await StaffCenter.TryAsync(browser, StaffCenter.AddressOf(StaffRole.Privacy));
        var codes = await center.SetUpAppAsync(browser, StaffRole.Privacy);
        Assert.Equal(10, codes.Distinct().Count());
        Assert.DoesNotContain("Recovery codes left", (await browser.GetAsync("/staff")).Text, StringComparison.Ordinal);
        using (var raw = center.Web.Stored.Raw())
            foreach (var kept in raw.Rows("""SELECT "Value" FROM "StaffTokens" """))
                Assert.DoesNotContain(
                    codes,
                    code => ((string)kept[0]!).Contains(code, StringComparison.OrdinalIgnoreCase)
                );

        var elsewhere = center.NewBrowser();
        await StaffCenter.TryAsync(elsewhere, StaffCenter.AddressOf(StaffRole.Privacy));
        var half = elsewhere.Copy();
        Assert.Equal(303, (await StaffCenter.CodeAsync(elsewhere, codes[0].ToLowerInvariant())).Status);
        Assert.Equal(400, (await StaffCenter.CodeAsync(half, codes[0])).Status);
        var page = await elsewhere.GetAsync("/staff/account");
        Assert.Contains("Recovery codes left: 9", page.Text, StringComparison.Ordinal);
        var anew = await elsewhere.PostAsync(page, "/staff/account/recovery-codes", ("password", StaffCenter.Password));
        Assert.Equal(200, anew.Status);
        Assert.Equal(400, (await StaffCenter.CodeAsync(half, codes[1])).Status);
        CanBeSaved(anew, center, StaffRole.Privacy);
    }

    // What the script copies and saves stands in the page, which no cache keeps, and the page may fetch nothing.
    private static void CanBeSaved(Answer shown, StaffCenter center, StaffRole role)
    {
        Assert.Contains(
            "shown only once",
            shown.Page.QuerySelector("[role=status]")!.TextContent,
            StringComparison.Ordinal
        );
        var (tools, codes) = (
            shown.Page.QuerySelector("[data-codes]")!,
            shown.Page.QuerySelectorAll(".codes code").Select(c => c.TextContent).ToArray()
        );
        Assert.True(tools.HasAttribute("hidden"));
        Assert.Equal(10, codes.Length);
        Assert.Equal(
            [
                "Your recovery codes",
                $"Site: {center.Web.Get<Site>().Name}",
                $"Account: {StaffCenter.AddressOf(role)}",
                FormattableString.Invariant($"Created: {center.Web.Now:d MMMM yyyy}"),
                "",
                .. codes,
                "",
            ],
            tools.GetAttribute("data-text")!.Split('\n').Take(16)
        );
        Assert.Equal("no-store", shown["Cache-Control"]);
        Assert.Contains("script-src 'self';", shown["Content-Security-Policy"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("connect-src", shown["Content-Security-Policy"]!, StringComparison.Ordinal);
        Assert.All(
            shown.Page.QuerySelectorAll("script"),
            script => Assert.Matches("^/(staff|keys)-[0-9a-f]{10}\\.js$", script.GetAttribute("src")!)
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Whoever_has_few_recovery_codes_left_is_told()
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = await center.SignInAsync(StaffRole.Marketing);
        var codes = await center.SetUpAppAsync(browser, StaffRole.Marketing);
        foreach (var (code, left) in codes.Take(7).Select((code, used) => (code, 9 - used)))
        {
            browser = center.NewBrowser();
            await StaffCenter.TryAsync(browser, StaffCenter.AddressOf(StaffRole.Marketing));
            Assert.Equal(303, (await StaffCenter.CodeAsync(browser, code)).Status);
            if (left > 4)
                continue;
            var account = (await browser.GetAsync("/staff/account")).Page;
            Assert.Contains($"Recovery codes left: {left}", account.Body!.TextContent, StringComparison.Ordinal);
            Assert.Equal(left == 3, account.QuerySelector(".news.warn") is not null);
            Assert.Equal(
                left == 3,
                (await browser.GetAsync("/staff")).Text.Contains("Recovery codes left: 3", StringComparison.Ordinal)
            );
        }
        // Codes of an app that is gone are of no use, and nobody is warned of them.
        await browser.PostAsync(
            await browser.GetAsync("/staff/account"),
            "/staff/account/app/remove",
            ("password", StaffCenter.Password)
        );
        Assert.DoesNotContain("Recovery codes left", (await browser.GetAsync("/staff")).Text, StringComparison.Ordinal);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_key_is_kept_only_when_its_code_came_and_going_without_asks_for_the_password()
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = await center.SignInAsync(StaffRole.Marketing);
        var offer = await browser.GetAsync("/staff/account/app");
        var key = offer.Page.QuerySelector("code")!.TextContent;
        var wrong = await browser.PostAsync(offer, "/staff/account/app", ("code", "000000"));
        // The key may have been scanned already, so the same key is offered again.
        Assert.Equal((400, key), (wrong.Status, wrong.Page.QuerySelector("code")!.TextContent));
        Assert.False(center.Account(StaffRole.Marketing).SecondFactor);
        await center.SetUpAppAsync(browser, StaffRole.Marketing);
        Assert.True(center.Account(StaffRole.Marketing).SecondFactor);
        using (var raw = center.Web.Stored.Raw())
            Assert.DoesNotContain(
                raw.Rows("""SELECT "Value" FROM "StaffTokens" """),
                r =>
                    ((string)r[0]!).Contains(
                        Convert.ToBase64String(StaffCenter.FromBase32(key)),
                        StringComparison.Ordinal
                    )
            );

        var page = await browser.GetAsync("/staff/account");
        Assert.Equal(
            400,
            (await browser.PostAsync(page, "/staff/account/app/remove", ("password", "not the password"))).Status
        );
        Assert.True(center.Account(StaffRole.Marketing).SecondFactor);
        Assert.Equal(
            303,
            (await browser.PostAsync(page, "/staff/account/app/remove", ("password", StaffCenter.Password))).Status
        );
        Assert.False(center.Account(StaffRole.Marketing).SecondFactor);
        Assert.Equal(StaffAct.SecondFactorRemoved, center.Acts()[^1]);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-05")]
    public async Task Whoever_sits_down_at_an_old_sign_in_adds_no_way_in_without_the_password()
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = await center.SignInAsync(StaffRole.Marketing);
        center.Web.Clock.Advance(TimeSpan.FromMinutes(11));
        var offer = await browser.GetAsync("/staff/account/app");
        var code = Totp.CodeAt(center.Web.Now, StaffCenter.FromBase32(offer.Page.QuerySelector("code")!.TextContent));
        Assert.Equal(400, (await browser.PostAsync(offer, "/staff/account/app", ("code", code))).Status);
        Assert.Equal(
            200,
            (
                await browser.PostAsync(offer, "/staff/account/app", ("code", code), ("password", StaffCenter.Password))
            ).Status
        );
    }
}
