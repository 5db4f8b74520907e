using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>
/// Tests that changes can be undone at any time within the link's life, and that the record of an earlier grant stays
/// unchanged.
/// </summary>
public sealed class TakenBackTests(DemoCenter demo) : IClassFixture<DemoCenter>
{
    private WebCenter Center => demo.Center;
    private Http.Browser Browser => demo.Center.Browser;

    public static TheoryData<string> Languages => [.. DemoCenter.Languages];

    [Theory]
    [InlineData("frequency.product-news", "every", "monthly", "every")]
    [InlineData("tracking", "denied", "granted", "denied")]
    [InlineData("profiling", "allowed", "objected", "allowed")]
    [InlineData("pause", "keep", "60", "none")]
    [Trait("Requirement", "A11-07")]
    public async Task What_was_chosen_is_chosen_back_on_the_same_page(
        string name,
        string start,
        string value,
        string back
    )
    {
        var person = await demo.SubscribeAsync("en", DemoCenter.NewsNumber);
        var path = await Center.MailedPreferencesPathAsync(person);
        await Browser.SaveAsync(path, form => form.Choose(name, start));
        var before = Standing(person);
        await Browser.SaveAsync(path, form => form.Choose(name, value));
        Assert.NotEqual(before, Standing(person));
        await Browser.SaveAsync(path, form => form.Choose(name, back));
        Assert.Equal(before, Standing(person));
    }

    [Theory]
    [InlineData("save"), InlineData("leave-all")]
    [Trait("Requirement", "A11-07")]
    public async Task What_was_left_comes_back_through_the_mail_about_it(string action)
    {
        var person = await demo.SubscribeAsync("en", DemoCenter.NewsNumber, DemoCenter.ReadingNumber);
        var before = Standing(person);
        await Browser.SaveAsync(
            Center.PreferencesPath(person),
            form =>
            {
                if (action == "save")
                    form.Untick(DemoCenter.News);
            },
            action
        );
        Assert.NotEqual(before, Standing(person));
        await Browser.PressAsync(await Browser.GetAsync(await LinkMailed(person, "undo")));
        Assert.Equal(before, Standing(person));
    }

    [Fact]
    [Trait("Requirement", "A11-07")]
    public async Task What_the_footer_adds_is_looked_over_before_it_counts()
    {
        var person = await demo.SubscribeAsync("en", DemoCenter.ReadingNumber);
        await Browser.SaveAsync(Center.PreferencesPath(person), form => form.Tick(DemoCenter.News));
        Assert.Equal(
            "not-subscribed",
            Center.Gate(person, DemoCenter.News).Replace("pending", "not-subscribed", StringComparison.Ordinal)
        );
        var asked = await Browser.GetAsync(await LinkMailed(person, "c"));
        Assert.Contains("Product news", asked.Text, StringComparison.Ordinal);
        await Browser.PressAsync(asked, "not-me");
        Assert.Equal("not-subscribed", Center.Gate(person, DemoCenter.News));
    }

    [Fact]
    [Trait("Requirement", "A11-08")]
    public async Task A_page_can_be_left_open_for_a_day_and_then_be_used()
    {
        var person = await demo.SubscribeAsync("en", DemoCenter.NewsNumber, DemoCenter.ReadingNumber);
        var page = await Browser.GetAsync(Center.PreferencesPath(person));
        WaitADay();
        await Browser.FollowAsync(
            await Browser.PressAsync(
                page,
                "save",
                form =>
                {
                    form.Untick(DemoCenter.News);
                    form.Tick("meetups");
                }
            )
        );
        Assert.Equal("not-subscribed", Center.Gate(person, DemoCenter.News));
        var confirm = await Browser.GetAsync(await LinkMailed(person, "c"));
        var undo = await Browser.GetAsync(await LinkMailed(person, "undo"));
        var leave = await Browser.GetAsync(Center.UnsubscribePath(person));
        WaitADay();
        await Browser.PressAsync(confirm, "confirm");
        Assert.Equal("allowed", Center.Gate(person, "meetups"));
        await Browser.PressAsync(undo);
        Assert.Equal("allowed", Center.Gate(person, DemoCenter.News));
        await Browser.PressAsync(leave);
        Assert.Equal("stopped", Center.Gate(person, DemoCenter.News));
    }

    [Fact]
    [Trait("Requirement", "WDR-02")]
    public async Task Leaving_rewrites_nothing_of_what_was_granted_before()
    {
        var person = await demo.SubscribeAsync("en", DemoCenter.ReadingNumber);
        await Browser.SaveAsync(await Center.MailedPreferencesPathAsync(person), form => form.Tick(DemoCenter.News));
        var granted = Center.EventsOf(person);
        var (log, evidence) = (Rows("LedgerEvents"), Rows("Evidence"));
        Assert.Contains(granted, e => e is { Kind: EventKind.Granted, Aspect: DemoCenter.NewsNumber });

        await Browser.SaveAsync(Center.PreferencesPath(person), form => form.Untick(DemoCenter.News));
        await Browser.PressAsync(await Browser.GetAsync(Center.UnsubscribePath(person)));

        Assert.Equal("stopped", Center.Gate(person, DemoCenter.News));
        Assert.Contains(
            Center.EventsOf(person),
            e => e is { Kind: EventKind.Withdrawn, Aspect: DemoCenter.NewsNumber }
        );
        Assert.Equal(log, Rows("LedgerEvents").Take(log.Count));
        Assert.Equal(evidence, Rows("Evidence").Take(evidence.Count));
    }

    [Theory, MemberData(nameof(Languages))]
    [Trait("Requirement", "DEC-07")]
    public async Task A_topic_has_one_name_on_every_page_and_in_every_mail(string language)
    {
        var person = await demo.SubscribeAsync(language, DemoCenter.NewsNumber);
        var page = await Browser.GetAsync(Center.PreferencesPath(person));
        var (left, joined) = (Label(page, DemoCenter.News), Label(page, "meetups"));
        Assert.Contains(
            left,
            (await Browser.GetAsync(Center.UnsubscribePath(person, DemoCenter.NewsNumber) + "?language=" + language))
                .Page.QuerySelector("h1")!
                .TextContent,
            StringComparison.Ordinal
        );
        await Browser.SaveAsync(
            Center.PreferencesPath(person),
            form =>
            {
                form.Untick(DemoCenter.News);
                form.Tick("meetups");
            }
        );

        var confirm = await demo.MailAsync(person, "c");
        AssertNames(joined, confirm);
        Assert.Contains(
            joined,
            (await Browser.GetAsync(WebCenter.LinkIn(confirm, "c"))).Text,
            StringComparison.Ordinal
        );
        var changes = await demo.MailAsync(person, "undo");
        AssertNames(left, changes);
        foreach (var kind in new[] { "undo", "receipt" })
            Assert.Contains(
                left,
                (await Browser.GetAsync(WebCenter.LinkIn(changes, kind) + "?language=" + language)).Text,
                StringComparison.Ordinal
            );
    }

    private static string Label(Answer page, string topic) =>
        page.Page.QuerySelector($"[value={topic}]")!.Closest("label")!.TextContent.Trim();

    private static void AssertNames(string topic, MimeKit.MimeMessage mail)
    {
        Assert.Contains(topic, mail.TextBody, StringComparison.Ordinal);
        Assert.Contains(topic, System.Net.WebUtility.HtmlDecode(mail.HtmlBody), StringComparison.Ordinal);
    }

    private async Task<string> LinkMailed(Person person, string kind) =>
        WebCenter.LinkIn(await demo.MailAsync(person, kind), kind);

    private void WaitADay() => Center.Clock.Advance(TimeSpan.FromHours(21));

    private string Standing(Person person) =>
        string.Join(
            ' ',
            Center.StateOf(person) is var state
                ? state
                    .Topics.Where(t => t.On)
                    .Select(t => $"{t.Aspect}={t.Value}")
                    .Append(
                        Invariant($"{state.Stopped} {state.Tracking} {state.Profiling} {state.PausedUntil(Center.Now)}")
                    )
                : []
        );

    private List<string> Rows(string table)
    {
        using var raw = Center.Raw();
        return
        [
            .. raw.Rows($"""SELECT * FROM "{table}" ORDER BY "Slot", "Position" """)
                .Select(row =>
                    string.Join('|', row.Select(v => v is byte[] bytes ? Convert.ToHexString(bytes) : v?.ToString()))
                ),
        ];
    }
}
