using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests the confirmation link that turns a pending request into consent: opening it shows the request, pressing
/// confirms it.
/// </summary>
public sealed class ConfirmTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(7);

    [DatabaseFact]
    [Trait("Requirement", "CON-01")]
    [Trait("Requirement", "CON-08")]
    public async Task Opening_shows_what_it_is_about_and_pressing_makes_it_consent()
    {
        var center = await shared.NextAsync();
        var (person, path) = await AskedAsync(center);
        var before = center.Rows();
        var page = await center.Browser.GetAsync(path);
        Assert.Contains("Quay evenings What will be. Monthly", page.Text, StringComparison.Ordinal);
        Assert.Equal(before, center.Rows());
        Assert.Equal("pending", center.Gate(person, "events"));
        var confirmed = await center.Browser.PressOnAsync(page, "confirm");
        Assert.Contains("Subscribed to Quay evenings", confirmed.Text, StringComparison.Ordinal);
        Assert.Equal("allowed", center.Gate(person, "events"));
        Assert.Equal(EventKind.Confirmed, center.EventsOf(person)[^1].Kind);
    }

    [DatabaseFact]
    public async Task Twice_is_harmless_and_says_the_same()
    {
        var center = await shared.NextAsync();
        var (person, path) = await AskedAsync(center);
        var answers = new List<Answer>
        {
            await center.Browser.PostOnAsync(path),
            await center.Browser.PostOnAsync(path),
            await center.Browser.GetAsync(path),
        };
        // Also after its normal expiry.
        center.Clock.Advance(Life);
        answers.Add(await center.Browser.GetAsync(path));
        Assert.Single(answers.Take(3).Select(a => a.Seen).Distinct());
        Assert.Single(answers.Select(a => a.Page.QuerySelector(".done")!.OuterHtml).Distinct());
        Assert.Single(center.ActsOf(person), a => a.Kind == EventKind.Confirmed);
    }

    [DatabaseFact]
    public async Task Whoever_has_just_confirmed_is_led_on_to_the_preferences_by_one_link_however_often_pressed()
    {
        var center = await shared.NextAsync();
        var (person, path) = await AskedAsync(center);
        var refused = await center.Browser.PostAsync(path, ("action", "choices"));
        Assert.Equal(404, refused.Status);
        var confirmed = await center.Browser.PostOnAsync(path);
        var led = await center.Browser.PressAsync(confirmed, "choices");
        Assert.StartsWith("/p/", led.Location, StringComparison.Ordinal);
        Assert.Equal(led.Location, (await center.Browser.PressAsync(confirmed, "choices")).Location);
        Assert.True((await center.Browser.FollowAsync(led)).Form().IsTicked("events"));
        center.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Empty((await center.Browser.GetAsync(path)).Page.QuerySelectorAll("[value=choices]"));
        Assert.Equal(404, (await center.Browser.PostAsync(path, ("action", "choices"))).Status);
        Assert.Equal("allowed", center.Gate(person, "events"));
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-02")]
    public async Task Past_its_life_it_leads_nowhere_and_confirms_nothing()
    {
        var center = await shared.NextAsync();
        var (person, path) = await AskedAsync(center);
        center.Clock.Advance(Life);
        Assert.Equal(404, (await center.Browser.GetAsync(path)).Status);
        Assert.Equal(404, (await center.Browser.PostAsync(path)).Status);
        Assert.False(center.StateOf(person)[WebCenter.Events].On);
    }

    [DatabaseTheory]
    [InlineData(WebCenter.Events)]
    [InlineData(0)]
    public async Task A_later_leave_voids_it_and_it_says_so_and_offers_the_ordinary_way_in(long scope)
    {
        var center = await shared.NextAsync();
        var (person, path) = await AskedAsync(center);
        await center.Browser.PostAsync(center.UnsubscribePath(person, scope), ("List-Unsubscribe", "One-Click"));
        var before = center.Rows();
        foreach (var answer in (Answer[])[await center.Browser.GetAsync(path), await center.Browser.PostOnAsync(path)])
        {
            Assert.Contains("Nothing to confirm here", answer.Text, StringComparison.Ordinal);
            Assert.Contains(
                "/link",
                answer.Page.QuerySelector("main a.button")!.GetAttribute("href"),
                StringComparison.Ordinal
            );
        }
        Assert.Equal(before, center.Rows());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Whoever_it_was_not_says_so_and_nothing_comes()
    {
        var center = await shared.NextAsync();
        var (person, path) = await AskedAsync(center);
        var answer = await center.Browser.PressOnAsync(await center.Browser.GetAsync(path), "not-me");
        Assert.Contains("Thank you for telling us", answer.Text, StringComparison.Ordinal);
        Assert.Equal(
            (EventKind.Rejected, false),
            (center.EventsOf(person)[^1].Kind, center.StateOf(person)[WebCenter.Events].On)
        );
        // A later press by a reader who kept the mail has no effect either.
        await center.Browser.PostAsync(path, ("action", "confirm"));
        Assert.False(center.StateOf(person)[WebCenter.Events].On);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task After_not_me_no_such_mail_goes_to_that_address_for_thirty_days()
    {
        var center = await shared.NextAsync();
        var (person, path) = await AskedAsync(center);
        await center.Browser.PostAsync(path, ("action", "not-me"));
        await AskAgainAsync(center, person);
        Assert.Empty(await center.MailsAsync());
        center.Clock.Advance(TimeSpan.FromDays(30));
        await AskAgainAsync(center, person);
        Assert.NotNull(WebCenter.FindLink(Assert.Single(await center.MailsAsync()), "c"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Another_action_is_none()
    {
        var center = await shared.NextAsync();
        var (_, path) = await AskedAsync(center);
        var before = center.Rows();
        Assert.Equal(400, (await center.Browser.PostAsync(path, ("action", "maybe"))).Status);
        Assert.Equal(before, center.Rows());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_body_that_asks_to_unsubscribe_or_is_no_form_is_no_yes()
    {
        var center = await shared.NextAsync();
        var (person, path) = await AskedAsync(center);
        var before = center.Rows();
        foreach (
            var body in (HttpContent[])
                [
                    Browser.Encode(("List-Unsubscribe", "One-Click")),
                    Browser.Encode(("list-unsubscribe", "one-click"), ("action", "confirm")),
                    new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } },
                    new StringContent("""{"action":"not-me"}""", null, "application/json"),
                    new StringContent("no"),
                    new ByteArrayContent([1]),
                ]
        )
            Assert.Equal(400, (await center.Browser.SendAsync(HttpMethod.Post, path, body)).Status);
        Assert.Equal(before, center.Rows());
        Assert.Equal("pending", center.Gate(person, "events"));
        Assert.Equal(303, (await center.Browser.SendAsync(HttpMethod.Post, path)).Status);
        Assert.Equal("allowed", center.Gate(person, "events"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task It_confirms_what_its_own_mail_asked_and_not_what_was_asked_since()
    {
        var center = await shared.NextAsync();
        var (person, path) = await AskedAsync(center);
        await center.AskThroughFooterAsync(person, "offers");
        await center.Browser.PostAsync(path);
        Assert.Equal(
            (true, false),
            (center.StateOf(person)[WebCenter.Events].On, center.StateOf(person)[WebCenter.Offers].On)
        );
    }

    private static async Task<(Person, string)> AskedAsync(WebCenter center)
    {
        var person = await center.SubscribeAsync(WebCenter.News);
        return (person, await center.AskThroughFooterAsync(person, "events"));
    }

    private static Task AskAgainAsync(WebCenter center, Person person) =>
        center.Browser.PostAsync(
            center.PreferencesPath(person),
            ("topics", "events"),
            ("shown", "events:off"),
            ("action", "save")
        );
}
