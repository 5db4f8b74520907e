using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests which links open a subscriber's choices, for how long, and what an expired link still offers.
/// </summary>
public sealed class PreferencesLinkTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(400);

    [DatabaseFact]
    [Trait("Requirement", "SEC-19")]
    public async Task A_footers_page_masks_the_address_and_shows_no_private_topic_but_the_one_it_names()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync("ada.lovelace@analytical.example", [WebCenter.News, WebCenter.Secret]);
        var page = await center.Browser.GetAsync(center.PreferencesPath(person));
        Assert.Equal(["news", "events", "offers"], page.Form().Topics());
        Assert.DoesNotContain("lovelace", page.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("analytical", page.Body, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(
            "secret",
            (await center.Browser.GetAsync(center.PreferencesPath(person, WebCenter.Secret))).Form().Topics()
        );
        Assert.Contains(
            "secret",
            (await center.Browser.GetAsync(await center.MailedPreferencesPathAsync(person))).Form().Topics()
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_topic_that_takes_nobody_new_is_shown_to_those_who_have_it()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Closed, WebCenter.Archived);
        var page = await center.Browser.SaveAsync(center.PreferencesPath(person), form => form.Untick("closed"));
        Assert.Equal(["news", "events", "offers", "archived"], page.Form("form:has(.bar)").Topics());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-02")]
    public async Task A_signed_link_lives_for_its_lifetime_and_then_offers_a_new_one_and_leaving()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var path = center.PreferencesPath(person);
        center.Clock.Advance(Life);
        Assert.Equal(200, (await center.Browser.GetAsync(path)).Status);
        center.Clock.Advance(TimeSpan.FromSeconds(1));
        var expired = await center.Browser.GetAsync(path);
        Assert.Equal(404, expired.Status);
        Assert.Equal(
            ["send-link", "leave-all"],
            expired.Page.QuerySelectorAll("main button").Select(b => b.GetAttribute("value"))
        );
        Assert.DoesNotContain("Harbour news", expired.Text, StringComparison.Ordinal);
    }

    [DatabaseFact]
    public async Task An_expired_link_mails_a_new_one_with_nothing_to_type()
    {
        var center = await shared.NextAsync();
        var (person, expired) = await ExpiredAsync(center);
        var page = await center.Browser.FollowAsync(
            await center.Browser.PressAsync(await center.Browser.GetAsync(expired), "send-link")
        );
        Assert.Equal(404, page.Status);
        Assert.Empty(center.ActsOf(person));
        var mailed = WebCenter.LinkIn(Assert.Single(await center.MailsAsync()), "p");
        Assert.Equal(200, (await center.Browser.GetAsync(mailed)).Status);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task An_expired_link_leaves_everything()
    {
        var center = await shared.NextAsync();
        var (person, expired) = await ExpiredAsync(center);
        await center.Browser.FollowAsync(
            await center.Browser.PressAsync(await center.Browser.GetAsync(expired), "leave-all")
        );
        Assert.True(center.StateOf(person).Stopped);
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("action=save&pause=never")]
    [InlineData("action=")]
    [InlineData("topics=news")]
    public async Task An_expired_link_does_nothing_else(string form)
    {
        var center = await shared.NextAsync();
        var (_, expired) = await ExpiredAsync(center);
        var before = center.Rows();
        Assert.Equal(400, (await center.Browser.PostFormAsync(expired, form)).Status);
        Assert.Equal(before, center.Rows());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "UNS-12")]
    public async Task A_key_revoked_for_unsubscribing_too_leads_to_leaving_by_address()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(WebCenter.News);
        center.Get<LinkKeyRing>().Revoke(1, unsubscribeToo: true);
        foreach (
            var answer in (Answer[])
                [
                    await center.Browser.GetAsync(center.UnsubscribePath(person, key: 1)),
                    await center.Browser.PostAsync(
                        center.UnsubscribePath(person, key: 1),
                        ("List-Unsubscribe", "One-Click")
                    ),
                ]
        )
        {
            Assert.Equal(404, answer.Status);
            Assert.Contains("where you can unsubscribe from everything", answer.Text, StringComparison.Ordinal);
            Assert.Equal("/link", answer.Page.QuerySelector("main a.button")!.GetAttribute("href"));
        }
        Assert.Empty(center.ActsOf(person));
        // The mailed page has the single button that the text promises.
        var left = await center.Browser.PressAsync(
            await center.Browser.GetAsync(await center.MailedPreferencesPathAsync(person)),
            "leave-all"
        );
        Assert.Equal(303, left.Status);
        Assert.True(center.StateOf(person).Stopped);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "UNS-12")]
    public async Task A_footer_of_two_keys_and_two_months_ago_still_lets_go()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var footer = center.UnsubscribePath(person, WebCenter.News, WebCenter.ActiveKey - 2);
        center.Clock.Advance(TimeSpan.FromDays(61));
        Assert.Equal("allowed", center.Gate(person, "news"));
        Assert.Equal(200, (await center.Browser.PostAsync(footer, ("List-Unsubscribe", "One-Click"))).Status);
        Assert.Equal("not-subscribed", center.Gate(person, "news"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "UNS-12")]
    public async Task A_revoked_key_ends_preferences_links_as_time_does_and_leaves_unsubscribing_alone()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(WebCenter.News);
        Assert.Equal(LinkKeyRefusal.None, center.Get<LinkKeyRing>().Revoke(1, unsubscribeToo: false).Refusal);
        var revoked = await center.Browser.GetAsync(center.PreferencesPath(person, key: 1));
        Assert.Equal((404, 2), (revoked.Status, revoked.Page.QuerySelectorAll("main button").Length));
        Assert.Equal(200, (await center.Browser.GetAsync(center.PreferencesPath(person, key: 2))).Status);
        Assert.Equal(200, (await center.Browser.GetAsync(center.UnsubscribePath(person, key: 1))).Status);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-02")]
    public async Task A_link_is_good_for_its_own_path_its_own_time_and_nowhere_else()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var mailed = await center.LinksOfEveryKindAsync(person);
        string[] wrong =
        [
            "/p/" + center.Token(LinkPurpose.Unsubscribe, person.Id),
            "/u/" + center.Token(LinkPurpose.Preferences, person.Id),
            "/p/" + center.Token(LinkPurpose.Preferences, person.Id, at: center.Now.AddMinutes(6)),
            "/p/" + center.Token(LinkPurpose.Preferences, RandomId.New()),
            .. from link in mailed
            from path in (string[])["p", "u", "c", "undo", "receipt"]
            where link.Kind != path
            select $"/{path}/{link.Token}",
        ];
        var before = center.Rows();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in wrong)
        {
            var got = await center.Browser.GetAsync(path);
            Assert.True(got.Status == 404, path);
            seen.Add(got.Seen);
            Assert.InRange(
                (
                    await center.Browser.PostAsync(path, ("action", "leave-all"), ("List-Unsubscribe", "One-Click"))
                ).Status,
                404,
                405
            );
        }
        // No answer tells the reason.
        Assert.Single(seen);
        Assert.Equal(before, center.Rows());
        Assert.Equal(
            200,
            (
                await center.Browser.GetAsync(
                    "/p/" + center.Token(LinkPurpose.Preferences, person.Id, at: center.Now.AddMinutes(5))
                )
            ).Status
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_mailed_link_lives_for_a_day_and_then_leads_nowhere()
    {
        var center = await shared.NextAsync();
        var path = await center.MailedPreferencesPathAsync(await center.SubscribeAsync(WebCenter.News));
        center.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await center.Browser.GetAsync(path)).Status);
        center.Clock.Advance(TimeSpan.FromSeconds(1));
        var over = await center.Browser.GetAsync(path);
        Assert.Equal((404, 0), (over.Status, over.Page.QuerySelectorAll("form").Length));
        Assert.Equal(404, (await center.Browser.PostAsync(path, ("action", "leave-all"))).Status);
    }

    private static async Task<(Person, string)> ExpiredAsync(WebCenter center)
    {
        var person = await center.SubscribeAsync(WebCenter.News);
        var path = center.PreferencesPath(person);
        center.Clock.Advance(Life + TimeSpan.FromSeconds(1));
        return (person, path);
    }
}
