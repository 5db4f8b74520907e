using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests that no page and no email says that a topic comes while a pause or a restriction of processing holds it back.
/// </summary>
[Trait("Requirement", "WDR-11")]
public sealed class HeldMailTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    private const string Paused = "Your emails are paused",
        Restricted = "Processing of your data is restricted",
        GoesOn = "You’ll still get Service emails: invoices";

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("paused", "After the pause you’ll get again:")]
    [InlineData("restricted", "Still subscribed, but nothing is sent while processing of your data is restricted:")]
    [InlineData("both", "Still subscribed, but nothing is sent while processing of your data is restricted:")]
    public async Task The_email_of_a_change_says_what_holds_the_topics_back(string hold, string sentence)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        await HoldAsync(center, person, hold, notify: true);
        var mail = Assert.Single(await center.MailsOfChangesAsync()).TextBody!.ReplaceLineEndings(" ");
        Assert.Contains(sentence, mail, StringComparison.Ordinal);
        Assert.DoesNotContain("ll still get", mail, StringComparison.Ordinal);
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("paused", Paused)]
    [InlineData("restricted", Restricted)]
    [InlineData("both", Restricted)]
    public async Task A_saved_choice_goes_on_without_email(string hold, string sentence)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        await HoldAsync(center, person, hold);
        var path = await center.MailedPreferencesPathAsync(person);
        var saved = await center.Browser.SaveAsync(path, form => form.Untick("news"));
        var outcome = saved.Page.QuerySelector(".done")!.TextContent;
        Assert.Contains(sentence, outcome, StringComparison.Ordinal);
        Assert.Contains("Still subscribed to Quay evenings", saved.Text, StringComparison.Ordinal);
        Assert.Contains(GoesOn, saved.Text, StringComparison.Ordinal);

        var undone = await center.Browser.PressOnAsync(saved, null, "form[action$='/undo'] button");
        Assert.Contains(sentence, undone.Text, StringComparison.Ordinal);
        Assert.Contains(GoesOn, undone.Text, StringComparison.Ordinal);
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("paused", Paused)]
    [InlineData("restricted", Restricted)]
    [InlineData("both", Restricted)]
    public async Task A_confirmation_says_so_before_and_after(string hold, string sentence)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        await HoldAsync(center, person, hold);
        var path = await center.AskThroughFooterAsync(person, "events");
        var page = await center.Browser.GetAsync(path);
        Assert.Contains(sentence, page.Text, StringComparison.Ordinal);
        var confirmed = await center.Browser.PressOnAsync(page, "confirm");
        Assert.Contains("Subscribed to Quay evenings", confirmed.Text, StringComparison.Ordinal);
        Assert.Contains(sentence, confirmed.Text, StringComparison.Ordinal);
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("paused", Paused)]
    [InlineData("restricted", Restricted)]
    public async Task A_confirmed_sign_up_says_so_too(string hold, string sentence)
    {
        await using var center = await SignUpCenter.StartAsync();
        var person = await center.SubscribeAsync(SignUpCenter.Address, [WebCenter.Events]);
        await HoldAsync(center, person, hold);
        var page = await center.Browser.GetAsync(await center.AskedAsync(SignUpCenter.Address, "news"));
        Assert.Contains(sentence, page.Text, StringComparison.Ordinal);
        Assert.Contains(sentence, (await center.Browser.PressOnAsync(page, "confirm")).Text, StringComparison.Ordinal);
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("paused", Paused)]
    [InlineData("restricted", Restricted)]
    public async Task An_undo_says_so(string hold, string sentence)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        await HoldAsync(center, person, "paused");
        var undone = await center.Browser.PostOnAsync(await center.LeaveAsync(person));
        if (hold == "restricted")
        {
            await HoldAsync(center, person, hold);
            undone = await center.Browser.GetAsync(undone.Path);
        }
        Assert.Contains(sentence, undone.Text, StringComparison.Ordinal);
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("paused", true)]
    [InlineData("restricted", true)]
    [InlineData("bounced", true)]
    [InlineData("nothing", false)]
    public async Task Leaving_one_topic_leaves_the_others_held(string hold, bool held)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        await HoldAsync(center, person, hold);
        var left = await center.Browser.PressOnAsync(
            await center.Browser.GetAsync(center.UnsubscribePath(person, WebCenter.News))
        );
        Assert.Contains(
            held ? "Still subscribed to All other topics you chose" : "You’ll still get All other topics you chose",
            left.Text,
            StringComparison.Ordinal
        );
        // A footer can be forwarded.
        Assert.DoesNotContain(Restricted, left.Text, StringComparison.Ordinal);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_preferences_tell_of_a_restriction_only_behind_a_link_that_proves_the_mailbox()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        await HoldAsync(center, person, "restricted");
        var mailed = await center.Browser.GetAsync(await center.MailedPreferencesPathAsync(person));
        Assert.Contains(Restricted, mailed.Text, StringComparison.Ordinal);
        var footer = await center.Browser.GetAsync(center.PreferencesPath(person));
        Assert.DoesNotContain(Restricted, footer.Text, StringComparison.Ordinal);
        var saved = await center.Browser.SaveAsync(center.PreferencesPath(person), form => form.Untick("news"));
        Assert.DoesNotContain(Restricted, saved.Text, StringComparison.Ordinal);
        Assert.Contains(GoesOn, saved.Text, StringComparison.Ordinal);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_pause_that_ends_during_a_restriction_brings_no_email()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        await HoldAsync(center, person, "both");
        var saved = await center.Browser.SaveAsync(
            await center.MailedPreferencesPathAsync(person),
            form => form.Choose("pause", "none")
        );
        Assert.Contains("Your emails are no longer paused", saved.Text, StringComparison.Ordinal);
        Assert.Contains(Restricted, saved.Text, StringComparison.Ordinal);
    }

    private static async Task HoldAsync(WebCenter center, Person person, string hold, bool notify = false)
    {
        if (hold is "paused" or "both")
            await center.ActAsync(
                person,
                new Choose(
                    new Dictionary<long, long>
                    {
                        [Aspect.Pause] = (center.Now + TimeSpan.FromDays(60)).ToUnixTimeSeconds(),
                    },
                    AddsAtOnce: true
                ),
                notify: notify
            );
        if (hold == "bounced")
            await center.ActAsync(person, new Suppress(SuppressionReason.Bounced), Channel.Mailbox);
        if (hold is "restricted" or "both")
            await center.ActAsync(person, new Restrict(On: true), Channel.Identity, notify);
    }
}
