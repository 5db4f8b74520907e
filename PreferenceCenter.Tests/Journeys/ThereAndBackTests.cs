using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>Tests one subscriber's way through the whole program in a browser without script.</summary>
public sealed class ThereAndBackTests(BrowserFixture browser, DemoCenter demo) : IClassFixture<DemoCenter>
{
    public static TheoryData<string> Languages => [.. DemoCenter.LanguagesInBrowser];

    [Theory, MemberData(nameof(Languages))]
    [Trait("Requirement", "A11-15")]
    [Trait("Requirement", "A11-13")]
    [Trait("Requirement", "UNS-15")]
    [Trait("Requirement", "DEC-06")]
    public async Task Less_undo_nothing_why_and_back_again(string language)
    {
        var center = demo.Center;
        var person = await demo.SubscribeAsync(language, DemoCenter.NewsNumber, DemoCenter.ReadingNumber);
        await using var user = await BrowserUser.StartAsync(browser, demo);

        await user.Open(center.PreferencesPath(person));
        Assert.Equal((language, language == "ar" ? "rtl" : "ltr"), await Direction(user));
        var name = await user.Name(DemoCenter.News);
        await user.Switch(DemoCenter.News, on: false);
        Assert.Equal("allowed", center.Gate(person, DemoCenter.News));
        await user.Press("save");
        Assert.Equal(("not-subscribed", "allowed"), Gates(person));
        Assert.Contains(name, await user.Status(), StringComparison.Ordinal);

        await user.Open(WebCenter.LinkIn(await demo.MailAsync(person, "undo"), "undo"));
        Assert.Equal(("not-subscribed", "allowed"), Gates(person));
        await user.Press();
        Assert.Equal(("allowed", "allowed"), Gates(person));
        Assert.Contains(name, await user.Status(), StringComparison.Ordinal);

        await user.Open(center.PreferencesPath(person));
        Assert.Equal(0, await user.Page.Locator("[name=reason]").CountAsync());
        await user.Press("leave-all");
        Assert.Equal(("stopped", "stopped"), Gates(person));

        await user.Choose("reason", "too-many");
        await user.Type("comment", "<b>Trop</b> много כתבו");
        await user.Follow("form[action*=reason] button");
        Assert.Equal(0, await user.Page.Locator("[name=reason]").CountAsync());

        await user.Switch(DemoCenter.News, on: true);
        await user.Press("save");
        Assert.Equal(("stopped", "stopped"), Gates(person));
        await user.Open(WebCenter.LinkIn(await demo.MailAsync(person, "c"), "c"));
        await user.Press("confirm");
        Assert.Equal(("allowed", "not-subscribed"), Gates(person));
        Assert.Contains(name, await user.Status(), StringComparison.Ordinal);

        Assert.Equal(
            [
                (EventKind.Withdrawn, DemoCenter.NewsNumber),
                (EventKind.Restored, DemoCenter.NewsNumber),
                (EventKind.Stopped, Aspect.Everything),
                (EventKind.Withdrawn, DemoCenter.NewsNumber),
                (EventKind.Withdrawn, DemoCenter.ReadingNumber),
                (EventKind.ReasonGiven, Aspect.Reason),
                (EventKind.Requested, DemoCenter.NewsNumber),
                (EventKind.Resumed, Aspect.Everything),
                (EventKind.Confirmed, DemoCenter.NewsNumber),
            ],
            center.ActsOf(person).Select(a => (a.Kind, a.Aspect))
        );
        Assert.Equal(
            "<b>Trop</b> много כתבו",
            center.EvidenceOf(center.EventsOf(person).Single(e => e.Kind == EventKind.ReasonGiven)).Comment
        );
    }

    private (string News, string Reading) Gates(Person person) =>
        (demo.Center.Gate(person, DemoCenter.News), demo.Center.Gate(person, "reading-list"));

    private static async Task<(string?, string?)> Direction(BrowserUser user) =>
        (
            await user.Page.Locator("html").GetAttributeAsync("lang"),
            await user.Page.Locator("html").EvaluateAsync<string>("e => getComputedStyle(e).direction")
        );
}
