using PreferenceCenter.Domain;
using PreferenceCenter.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Staff;

/// <summary>
/// Tests that wrong passwords of strangers lock nobody out of a browser that has signed in before, and that strangers
/// guess no faster for it.
/// </summary>
public sealed class KnownBrowserTests
{
    private const string Marketing = "marketing@people.example",
        Wrong = "not the password at all";

    [DatabaseFact]
    [Trait("Requirement", "SEC-13")]
    public async Task Strangers_lock_themselves_out_and_nobody_who_is_known()
    {
        await using var center = await StaffCenter.StartAsync("Proxy:KnownNetworks=127.0.0.1");
        var known = await center.SignInAsync(StaffRole.Marketing);
        await known.PostAsync(await known.GetAsync("/staff"), "/staff/sign-out");

        // One network: five wrong ones, and the right one no more.
        for (var i = 0; i < 5; i++)
            Assert.Equal(400, await TryFromAsync(center, "198.51.100.1", Wrong));
        Assert.Equal(400, await TryFromAsync(center, "198.51.100.1", StaffCenter.Password));
        // Five networks, as in the times when each try counted for all: another one gets in.
        for (var i = 1; i <= 5; i++)
            Assert.Equal(400, await TryFromAsync(center, $"203.0.{i}.1", Wrong));
        Assert.Equal(303, await TryFromAsync(center, "192.0.2.1", StaffCenter.Password));
        // Very many: no stranger gets in any more.
        for (var i = 0; i < 30; i++)
            await TryFromAsync(center, $"203.1.{i}.1", Wrong);
        Assert.Equal(400, await TryFromAsync(center, "192.0.2.1", StaffCenter.Password));
        // Whoever is known does, from wherever, and alone by mistakes of their own not.
        Assert.Equal(303, (await StaffCenter.TryAsync(known, Marketing)).Status);
        await known.PostAsync(await known.GetAsync("/staff"), "/staff/sign-out");
        for (var i = 0; i < 5; i++)
            Assert.Equal(400, (await StaffCenter.TryAsync(known, Marketing, Wrong)).Status);
        Assert.Equal(400, (await StaffCenter.TryAsync(known, Marketing)).Status);
        center.Web.Clock.Advance(SignInAttempt.PerAccount.Window);
        Assert.Equal(303, (await StaffCenter.TryAsync(known, Marketing)).Status);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-13")]
    public async Task A_browser_is_known_for_the_accounts_that_signed_in_there_alone_and_nobody_makes_one_up()
    {
        await using var center = await StaffCenter.StartAsync("Proxy:KnownNetworks=127.0.0.1");
        var marketing = await center.SignInAsync(StaffRole.Marketing);
        await marketing.PostAsync(await marketing.GetAsync("/staff"), "/staff/sign-out");
        for (var i = 0; i < 31; i++)
            await TryFromAsync(center, $"203.1.{i}.1", Wrong, "auditor@people.example");
        Assert.Equal(400, (await StaffCenter.TryAsync(marketing, "auditor@people.example")).Status);
        Assert.DoesNotContain("marketing", marketing.Cookies["__Host-staff-known"], StringComparison.Ordinal);
        var forged = await center.Web.Browser.SendAsync(
            HttpMethod.Get,
            "/staff/sign-in",
            null,
            ("Cookie", "__Host-staff-known=made-up")
        );
        Assert.Equal(200, forged.Status);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Whoever_is_signed_in_proves_the_password_though_strangers_try()
    {
        await using var center = await StaffCenter.StartAsync("Proxy:KnownNetworks=127.0.0.1");
        var here = await center.SignInAsync(StaffRole.Marketing);
        for (var i = 0; i < 31; i++)
            await TryFromAsync(center, $"203.1.{i}.1", Wrong);
        var changed = await here.PostAsync(
            await here.GetAsync("/staff/account"),
            "/staff/account/password",
            ("password", StaffCenter.Password),
            ("new", "another sentence of mine")
        );
        Assert.Equal(303, changed.Status);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-13")]
    public async Task A_network_that_tries_too_often_is_told_how_long_to_wait()
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = center.NewBrowser();
        for (var i = 0; i < 60; i++)
            await StaffCenter.TryAsync(browser, $"nobody{i}@people.example", Wrong);
        center.Web.Clock.Advance(TimeSpan.FromMinutes(3));
        var refused = await StaffCenter.TryAsync(browser, Marketing);
        Assert.Equal((429, "420"), (refused.Status, refused["Retry-After"]));
    }

    private static async Task<int> TryFromAsync(
        StaffCenter center,
        string client,
        string password,
        string address = Marketing
    )
    {
        var form = await center.Web.Browser.GetAsync("/staff/sign-in");
        var cookie = form["Set-Cookie"]!.Split(';')[0];
        var token = form.Page.QuerySelector("input[name=token]")!.GetAttribute("value")!;
        return (
            await center.Web.Browser.SendAsync(
                HttpMethod.Post,
                "/staff/sign-in",
                Browser.Encode(("token", token), ("email", address), ("password", password)),
                ("Cookie", cookie),
                ("X-Forwarded-For", client)
            )
        ).Status;
    }
}
