using PreferenceCenter.Domain;
using PreferenceCenter.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Staff;

/// <summary>Tests the sign-in and sign-out of staff.</summary>
public sealed class StaffSignInTests
{
    [DatabaseFact]
    [Trait("Requirement", "SEC-05")]
    [Trait("Requirement", "SEC-06")]
    public async Task The_right_password_opens_a_session_in_a_cookie_that_no_script_and_no_other_site_gets()
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = await center.SignInAsync(StaffRole.Marketing);
        Assert.Contains("marketing@people.example", (await browser.GetAsync("/staff")).Text, StringComparison.Ordinal);
        Assert.NotEmpty(browser.Set);
        Assert.All(
            browser.Set,
            cookie =>
            {
                Assert.StartsWith("__Host-", cookie);
                var parts = cookie.ToLowerInvariant().Split("; ");
                // That a browser is known outlasts its sign-ins, and opens nothing.
                Assert.Equal(
                    cookie.StartsWith("__Host-staff-known=", StringComparison.Ordinal),
                    parts.Contains("max-age=34560000")
                );
                Assert.Subset(
                    parts.Append("max-age=34560000").ToHashSet(),
                    new HashSet<string> { "secure", "httponly", "samesite=strict", "path=/" }
                );
                Assert.DoesNotContain(parts, p => p.StartsWith("domain", StringComparison.Ordinal));
            }
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-05")]
    public async Task Signing_out_ends_it_on_the_server_too_and_each_sign_in_has_an_id_of_its_own()
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = await center.SignInAsync(StaffRole.Marketing);
        var stolen = browser.Copy();
        Assert.Equal(200, (await stolen.GetAsync("/staff")).Status);
        await browser.PostAsync(await browser.GetAsync("/staff"), "/staff/sign-out");
        Assert.Equal("/staff/sign-in", (await browser.GetAsync("/staff")).Location);
        Assert.Equal("/staff/sign-in", (await stolen.GetAsync("/staff")).Location);
        Assert.Equal(303, (await StaffCenter.TryAsync(browser, StaffCenter.AddressOf(StaffRole.Marketing))).Status);
        Assert.NotEqual(stolen.Cookies["__Host-staff"], browser.Cookies["__Host-staff"]);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-05")]
    public async Task It_ends_after_half_an_hour_unused_and_after_twelve_hours_whatever_is_done()
    {
        await using var center = await StaffCenter.StartAsync();
        var idle = await center.SignInAsync(StaffRole.Marketing);
        var busy = await center.SignInAsync(StaffRole.Auditor);
        for (var i = 0; i < 35; i++)
        {
            center.Web.Clock.Advance(TimeSpan.FromMinutes(20));
            Assert.Equal(200, (await busy.GetAsync("/staff")).Status);
            if (i == 1)
                Assert.Equal(303, (await idle.GetAsync("/staff")).Status);
        }
        center.Web.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(303, (await busy.GetAsync("/staff")).Status);
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-12")]
    public async Task Unknown_address_wrong_password_and_locked_account_are_answered_alike()
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = center.NewBrowser();
        var wrong = await StaffCenter.TryAsync(browser, "marketing@people.example", "not the password");
        Assert.Equal(400, wrong.Status);
        var unknown = await StaffCenter.TryAsync(browser, "nobody@people.example", "not the password");
        for (var i = 0; i < 4; i++)
            Assert.Equal(
                400,
                (await StaffCenter.TryAsync(browser, "marketing@people.example", "not the password")).Status
            );
        var locked = await StaffCenter.TryAsync(browser, "marketing@people.example");
        Assert.Equal(
            (Seen(wrong), Seen(wrong)),
            (Seen(unknown).Replace("nobody@", "marketing@", StringComparison.Ordinal), Seen(locked))
        );
        Assert.Single(center.Acts(), StaffAct.SignInLocked);
        // What helps somebody who cannot sign in is said to everybody.
        Assert.Equal(3, locked.Page.QuerySelectorAll(".lost li").Length);
        Assert.Contains("staff reset", Seen(unknown), StringComparison.Ordinal);

        center.Web.Clock.Advance(SignInAttempt.PerAccount.Window);
        Assert.Equal("/staff", (await StaffCenter.TryAsync(browser, "marketing@people.example")).Location);

        // Except the token, which differs each time, and the passkey challenge.
        static string Seen(Answer answer) =>
            $"{answer.Status} {answer.Text} {answer.Page.QuerySelector("[name=email]")!.GetAttribute("value")}";
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-13")]
    public async Task However_many_tries_come_at_once_five_are_looked_at()
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = center.NewBrowser();
        var page = await browser.GetAsync("/staff/sign-in");
        var wrong = Enumerable
            .Range(0, 9)
            .Select(i =>
                browser.PostAsync(
                    page,
                    "/staff/sign-in",
                    ("email", "marketing@people.example"),
                    ("password", $"guess {i}")
                )
            );
        Assert.All(await Task.WhenAll(wrong), a => Assert.Equal(400, a.Status));
        Assert.Equal(400, (await StaffCenter.TryAsync(browser, "marketing@people.example")).Status);
        Assert.Equal("/staff", (await StaffCenter.TryAsync(browser, "auditor@people.example")).Location);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-05")]
    public async Task A_new_password_ends_every_other_sign_in_and_a_wrong_current_one_changes_nothing()
    {
        await using var center = await StaffCenter.StartAsync();
        var (here, there) = (
            await center.SignInAsync(StaffRole.Marketing),
            await center.SignInAsync(StaffRole.Marketing)
        );
        var page = await here.GetAsync("/staff/account");
        Assert.Equal(
            400,
            (
                await here.PostAsync(
                    page,
                    "/staff/account/password",
                    ("password", "not the password"),
                    ("new", "another sentence of mine")
                )
            ).Status
        );
        Assert.Equal(
            400,
            (
                await here.PostAsync(
                    page,
                    "/staff/account/password",
                    ("password", StaffCenter.Password),
                    ("new", "short")
                )
            ).Status
        );
        Assert.Equal(200, (await there.GetAsync("/staff")).Status);
        var done = await here.PostAsync(
            page,
            "/staff/account/password",
            ("password", StaffCenter.Password),
            ("new", "another sentence of mine")
        );
        Assert.Contains("role=\"status\"", (await here.FollowAsync(done)).Body, StringComparison.Ordinal);
        Assert.Equal(303, (await there.GetAsync("/staff")).Status);
        Assert.Equal(400, (await StaffCenter.TryAsync(there, "marketing@people.example")).Status);
        Assert.Equal(
            303,
            (await StaffCenter.TryAsync(there, "marketing@people.example", "another sentence of mine")).Status
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-11")]
    public async Task A_second_tab_leads_on()
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = center.NewBrowser();
        (string, string)[] typed = [("email", "marketing@people.example"), ("password", StaffCenter.Password)];
        var second = await browser.GetAsync("/staff/sign-in?return=%2Fstaff%2Foutbox");
        // The same browser sends the cookie of the form that it has already.
        var first = await browser.GetAsync("/staff/sign-in");
        Assert.Equal("/staff", (await browser.PostAsync(first, "/staff/sign-in", typed)).Location);
        Assert.Equal("/staff/outbox", (await browser.PostAsync(second, "/staff/sign-in", typed)).Location);

        // A tab of another account changes nothing, says so in the words of the console, and leads on.
        var old = await browser.GetAsync("/staff/account");
        await browser.PostAsync(old, "/staff/sign-out");
        await StaffCenter.TryAsync(browser, "auditor@people.example");
        var stale = await browser.PostAsync(old, "/staff/account/sign-out-everywhere");
        Assert.Equal(400, stale.Status);
        Assert.Contains("This form is out of date", stale.Text, StringComparison.Ordinal);
        Assert.NotNull(stale.Page.QuerySelector("main a[href='/staff']"));
        Assert.Equal(200, (await browser.GetAsync("/staff")).Status);

        // A browser without cookies is told so, again and again.
        var without = center.NewBrowser();
        var page = await without.GetAsync("/staff/sign-in");
        var refused = await center.NewBrowser().PostAsync(page, "/staff/sign-in", typed);
        Assert.Equal(400, refused.Status);
        Assert.Contains("keeps no cookies", refused.Text, StringComparison.Ordinal);
        Assert.NotNull(refused.Page.QuerySelector("main a[href='/staff/sign-in']"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-05")]
    public async Task Signing_out_everywhere_ends_all_of_an_account_and_none_of_others()
    {
        await using var center = await StaffCenter.StartAsync();
        var (here, there, other) = (
            await center.SignInAsync(StaffRole.Marketing),
            await center.SignInAsync(StaffRole.Marketing),
            await center.SignInAsync(StaffRole.Auditor)
        );
        await here.PostAsync(await here.GetAsync("/staff/account"), "/staff/account/sign-out-everywhere");
        Assert.Equal(
            (303, 303, 200),
            (
                (await here.GetAsync("/staff")).Status,
                (await there.GetAsync("/staff")).Status,
                (await other.GetAsync("/staff")).Status
            )
        );
        Assert.Equal(StaffAct.SignedOutEverywhere, center.Acts()[^1]);
    }
}
