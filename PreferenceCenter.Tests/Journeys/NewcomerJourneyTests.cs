using Microsoft.Playwright;
using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>
/// Tests the whole way of somebody new, on a phone's width: sign up, confirm, choose, leave, undo, ask what is held, and
/// be erased. With PICTURES set to a folder, screenshots are written there.
/// </summary>
public sealed class NewcomerJourneyTests(BrowserFixture browser, DemoCenter demo) : IClassFixture<DemoCenter>
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("PICTURES") is { Length: > 0 } folder
        ? folder
        : null;
    private readonly List<string> complaints = [];

    [Fact]
    [Trait("Requirement", "A11-15")]
    [Trait("Requirement", "A11-13")]
    public async Task From_the_form_to_the_erasure()
    {
        var (center, address) = (demo.Center, $"{RandomId.New():N}@people.example");
        await using var user = await BrowserUser.StartAsync(browser, demo);
        await user.Open("/subscribe?language=en");
        await user.Type("email", address);
        await user.Switch(DemoCenter.News, on: true);
        await LookAsync(user, "sign-up");
        await user.Press();
        Assert.EndsWith("sent=1", user.Page.Url, StringComparison.Ordinal);
        await LookAsync(user, "signed-up");
        // Loaded again, it sends nothing.
        await user.Page.ReloadAsync();
        await user.Open(WebCenter.LinkIn(await demo.MailAsync(new Person(Guid.Empty, address), "c"), "c"));
        await LookAsync(user, "confirm");
        await user.Press("confirm");
        await LookAsync(user, "confirmed");
        Assert.Equal("allowed", center.Gate(address, DemoCenter.News));

        var person = center.FindPerson(address)!;
        await user.Open(await center.MailedPreferencesPathAsync(person));
        await user.Switch("reading-list", on: true);
        await user.Press("save");
        await LookAsync(user, "chosen");
        Assert.Equal("allowed", center.Gate(person, "reading-list"));

        await user.Open(center.UnsubscribePath(person));
        await LookAsync(user, "leave");
        await user.Press();
        await LookAsync(user, "left");
        Assert.Equal("stopped", center.Gate(person, DemoCenter.News));
        await user.Follow("form[action*='undo'] button");
        await LookAsync(user, "undone");
        Assert.Equal(
            ("allowed", "allowed"),
            (center.Gate(person, DemoCenter.News), center.Gate(person, "reading-list"))
        );

        await center.MailsAsync();
        await user.Open("/privacy");
        await user.Type("email", address);
        await user.Press();
        await user.Open(WebCenter.LinkIn(await demo.MailAsync(person, "me"), "me"));
        await user.Press("open");
        Assert.Contains(address, await user.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await user.Open("/me/complaint");
        await LookAsync(user, "complaint");
        await user.Open("/me/erase");
        await LookAsync(user, "erase");
        await user.Press("erase");
        await LookAsync(user, "erase-asked");
        Assert.Equal("stopped", center.Gate(person, DemoCenter.News));
        await center.MailsAsync();

        var request = Assert.Single(center.RequestsOf(person), r => r.Kind == PrivacyRequestKind.Erasure);
        await user.Open("/privacy/" + request.Reference);
        await LookAsync(user, "waits");
        await center.EraseAsync(person);
        await user.Open("/me");
        await LookAsync(user, "gone");
        Assert.Null(center.FindPerson(address));
        Assert.Empty(complaints);
    }

    private async Task LookAsync(BrowserUser user, string what)
    {
        foreach (var (width, scheme) in ((int, ColorScheme)[])[(390, ColorScheme.Dark), (390, ColorScheme.Light)])
        {
            await user.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            if (await user.Page.Overflow() > 0)
                complaints.Add($"{what} can be scrolled sideways");
            complaints.AddRange((await user.Page.SmallTargets()).Select(t => $"{what}: {t} is small"));
            if (Pictures is not null)
                await user.Page.ScreenshotAsync(
                    new()
                    {
                        Path = Path.Combine(Pictures, $"newcomer-{what}-{width}-{scheme}.png".ToLowerInvariant()),
                        FullPage = true,
                    }
                );
        }
    }
}
