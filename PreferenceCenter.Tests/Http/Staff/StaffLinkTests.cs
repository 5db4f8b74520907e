using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using PreferenceCenter.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Staff;

/// <summary>Tests the links of invitations and resets: opened by scanners, used once, expiring.</summary>
public sealed class StaffLinkTests
{
    private const string New = "new@people.example",
        Chosen = "what the newcomer thought of";

    [DatabaseFact]
    [Trait("Requirement", "SEC-03")]
    [Trait("Requirement", "SEC-04")]
    [Trait("Requirement", "SEC-14")]
    public async Task An_invitation_comes_by_mail_in_the_language_of_whoever_sent_it_and_opens_once()
    {
        await using var center = await StaffCenter.StartAsync();
        var owner = await center.SignInAsync(StaffRole.Owner);
        var page = await owner.GetAsync("/staff/accounts?language=de");
        Assert.Equal(303, (await owner.PostAsync(page, "/staff/accounts", ("email", New), ("role", "privacy"))).Status);
        Assert.Equal(
            400,
            (
                await owner.PostAsync(page, "/staff/accounts", ("email", New.ToUpperInvariant()), ("role", "owner"))
            ).Status
        );
        Assert.Equal(
            400,
            (await owner.PostAsync(page, "/staff/accounts", ("email", "nobody"), ("role", "owner"))).Status
        );
        Assert.Equal(
            400,
            (await owner.PostAsync(page, "/staff/accounts", ("email", "x@people.example"), ("role", "king"))).Status
        );
        // The outbox contains no token.
        using (var raw = center.Web.Stored.Raw())
            Assert.Empty(raw.Rows("""SELECT "Hash" FROM "MailedLinks" """));
        var mail = Assert.Single(await center.Web.MailsAsync());
        Assert.Equal(
            (New, true),
            (mail.To.Mailboxes.Single().Address, mail.TextBody!.Contains("Passwort", StringComparison.Ordinal))
        );

        var (path, browser) = (WebCenter.LinkIn(mail, "staff/link"), center.NewBrowser());
        for (var i = 0; i < 3; i++)
            Assert.Equal(200, (await browser.GetAsync(path)).Status);
        var form = await browser.GetAsync(path);
        Assert.Equal("new-password", form.Page.QuerySelector("[name=password]")!.GetAttribute("autocomplete"));
        Assert.Equal(400, (await browser.PostAsync(form, path, ("password", "too short"))).Status);
        Assert.Equal(400, (await browser.PostAsync(form, path, ("password", "aaaaaaaaaaaaaaaa"))).Status);
        Assert.Equal(
            "/staff/sign-in?done=password",
            (await browser.PostAsync(form, path, ("password", Chosen))).Location
        );
        Assert.Equal(404, (await browser.PostAsync(form, path, ("password", "what a thief thought of"))).Status);
        Assert.Equal(404, (await browser.GetAsync(path)).Status);
        Assert.Equal(303, (await StaffCenter.TryAsync(browser, New, Chosen)).Status);
        Assert.Equal([StaffAct.Invited, StaffAct.PasswordSet, StaffAct.SignedIn], center.Acts().TakeLast(3));
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-04")]
    public async Task A_link_ends_after_three_days_and_one_nobody_made_opens_nothing()
    {
        await using var center = await StaffCenter.StartAsync();
        var path = await InviteAsync(center);
        var browser = center.NewBrowser();
        var form = await browser.GetAsync(path);
        Assert.Equal(404, (await browser.GetAsync(path[..^1] + (path[^1] == 'A' ? 'E' : 'A'))).Status);
        Assert.Equal(404, (await browser.GetAsync("/staff/link/" + MailedToken.New())).Status);
        center.Web.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(404, (await browser.GetAsync(path)).Status);
        Assert.Equal(404, (await browser.PostAsync(form, path, ("password", Chosen))).Status);
        Assert.Equal(400, (await StaffCenter.TryAsync(browser, New, Chosen)).Status);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_reset_voids_password_factor_sign_in_and_older_links_and_a_dismissal_all_of_them()
    {
        await using var center = await StaffCenter.StartAsync();
        var privacy = await center.SignInAsync(StaffRole.Privacy);
        var (accounts, id) = (center.Web.Get<StaffAccounts>(), center.Account(StaffRole.Privacy).Id);
        Assert.Equal(StaffRefusal.None, await accounts.ResetAsync(id, StaffBy.System));
        var first = WebCenter.LinkIn(Assert.Single(await center.Web.MailsAsync()), "staff/link");
        Assert.Equal(303, (await privacy.GetAsync("/staff")).Status);
        Assert.Equal(400, (await StaffCenter.TryAsync(privacy, StaffCenter.AddressOf(StaffRole.Privacy))).Status);
        Assert.Equal(
            (false, false),
            (center.Account(StaffRole.Privacy).CanSignIn, center.Account(StaffRole.Privacy).SecondFactor)
        );

        await accounts.ResetAsync(id, StaffBy.System);
        var second = WebCenter.LinkIn(Assert.Single(await center.Web.MailsAsync()), "staff/link");
        Assert.Equal((404, 200), ((await privacy.GetAsync(first)).Status, (await privacy.GetAsync(second)).Status));
        await accounts.DismissAsync(id, StaffBy.System);
        Assert.Equal(404, (await privacy.GetAsync(second)).Status);
        Assert.Equal(StaffRefusal.Unknown, await accounts.ResetAsync(id, StaffBy.System));
        Assert.Equal(
            StaffRefusal.Known,
            await accounts.InviteAsync(
                EmailAddress.TryParse(StaffCenter.AddressOf(StaffRole.Privacy))!,
                StaffRole.Owner,
                "en",
                StaffBy.System
            )
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Two_who_use_one_link_at_once_set_one_password()
    {
        await using var center = await StaffCenter.StartAsync();
        var path = await InviteAsync(center);
        var browser = center.NewBrowser();
        var form = await browser.GetAsync(path);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(i => browser.PostAsync(form, path, ("password", $"{Chosen} {i}")))
        );
        Assert.Equal([303, 404, 404, 404], answers.Select(a => a.Status).Order());
    }

    private static async Task<string> InviteAsync(StaffCenter center)
    {
        Assert.Equal(
            StaffRefusal.None,
            await center
                .Web.Get<StaffAccounts>()
                .InviteAsync(EmailAddress.TryParse(New)!, StaffRole.Marketing, "en", StaffBy.System)
        );
        return WebCenter.LinkIn(Assert.Single(await center.Web.MailsAsync()), "staff/link");
    }
}
