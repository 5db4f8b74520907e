using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Http;
using Xunit;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>
/// Compares the effort of leaving with that of joining: pages opened, buttons pressed, fields filled in.
/// </summary>
public sealed class SymmetryTests(BrowserFixture browser, DemoCenter demo) : IClassFixture<DemoCenter>
{
    public static TheoryData<string> Languages => [.. DemoCenter.LanguagesInBrowser];

    [Theory, MemberData(nameof(Languages))]
    [Trait("Requirement", "WDR-01")]
    [Trait("Requirement", "DEC-03")]
    public async Task Through_the_footer_no_topic_takes_more_to_leave_than_to_join(string language)
    {
        await using var user = await BrowserUser.StartAsync(browser, demo);
        // The pages have the same structure in all languages, so every topic is measured in one of them.
        foreach (var (topic, number) in demo.OpenTopics.Take(language == "en" ? int.MaxValue : 1))
        {
            var person = await demo.SubscribeAsync(
                language,
                number == DemoCenter.WorkshopNumber ? DemoCenter.NewsNumber : DemoCenter.WorkshopNumber
            );
            var joining = await Measure(user, () => Join(user, person, topic));
            Assert.Equal("allowed", demo.Center.Gate(person, topic));
            var leaving = await Measure(user, () => Set(user, person, topic, on: false));
            Assert.Equal("not-subscribed", demo.Center.Gate(person, topic));
            Assert.True(leaving.AtMost(joining), $"{topic} in {language}: {leaving} to leave, {joining} to join");
        }
    }

    [Fact]
    [Trait("Requirement", "WDR-01")]
    public async Task Through_a_link_that_proves_the_mailbox_both_take_the_same()
    {
        await using var user = await BrowserUser.StartAsync(browser, demo);
        var person = await demo.SubscribeAsync("en", DemoCenter.WorkshopNumber);
        var path = await demo.Center.MailedPreferencesPathAsync(person);
        var joining = await Measure(user, () => Set(user, path, DemoCenter.News, on: true));
        Assert.Equal("allowed", demo.Center.Gate(person, DemoCenter.News));
        var leaving = await Measure(user, () => Set(user, path, DemoCenter.News, on: false));
        Assert.Equal("not-subscribed", demo.Center.Gate(person, DemoCenter.News));
        Assert.Equal(joining, leaving);
    }

    [Theory]
    [InlineData(DemoCenter.NewsNumber, "not-subscribed"), InlineData(0, "stopped")]
    [Trait("Requirement", "WDR-01")]
    [Trait("Requirement", "WDR-03")]
    [Trait("Requirement", "WDR-07")]
    public async Task The_link_in_a_mail_leaves_with_one_page_and_one_press_at_once_and_for_nothing(
        long scope,
        string reason
    )
    {
        await using var user = await BrowserUser.StartAsync(browser, demo);
        var hosts = new HashSet<string>();
        user.Page.Request += (_, request) => hosts.Add(new Uri(request.Url).Authority);
        var person = await demo.SubscribeAsync("en", DemoCenter.NewsNumber);
        var path = demo.Center.UnsubscribePath(person, scope);
        await user.Open(path);
        // Nothing to fill in: no sign-in, no address, no card.
        Assert.Equal(0, await user.Page.Locator("main :is(input:not([type=hidden]), select, textarea)").CountAsync());
        await user.Press();
        Assert.Equal(reason, demo.Center.Gate(person, DemoCenter.News));
        Assert.Equal(new UserActions(Pages: 1, Presses: 1), user.UserActions);
        Assert.Empty(await user.Page.Context.CookiesAsync());
        Assert.Equal([demo.Center.Address.Authority], hosts);
    }

    [Fact]
    [Trait("Requirement", "DEC-03")]
    public async Task Leaving_everything_takes_no_more_than_saving_one_choice()
    {
        await using var user = await BrowserUser.StartAsync(browser, demo);
        var person = await demo.SubscribeAsync("en", DemoCenter.NewsNumber);
        await user.Open(demo.Center.PreferencesPath(person));
        await user.Press("leave-all");
        Assert.Equal("stopped", demo.Center.Gate(person, DemoCenter.News));
        Assert.Equal(new UserActions(Pages: 1, Presses: 1), user.UserActions);
    }

    private static async Task<UserActions> Measure(BrowserUser user, Func<Task> way)
    {
        var before = user.UserActions;
        await way();
        return user.UserActions - before;
    }

    private async Task Join(BrowserUser user, Person person, string topic)
    {
        await Set(user, person, topic, on: true);
        await user.Open(WebCenter.LinkIn(await demo.MailAsync(person, "c"), "c"));
        await user.Press("confirm");
    }

    private Task Set(BrowserUser user, Person person, string topic, bool on) =>
        Set(user, demo.Center.PreferencesPath(person), topic, on);

    private static async Task Set(BrowserUser user, string path, string topic, bool on)
    {
        await user.Open(path);
        await user.Switch(topic, on);
        await user.Press("save");
    }
}
