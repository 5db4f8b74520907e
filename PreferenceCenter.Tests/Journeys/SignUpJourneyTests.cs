using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>
/// Tests the way from the sign-up form through the mailbox to the choices and out again, in every language and without
/// script.
/// </summary>
public sealed class SignUpJourneyTests(BrowserFixture browser, DemoCenter demo) : IClassFixture<DemoCenter>
{
    public static TheoryData<string> Languages => [.. DemoCenter.LanguagesInBrowser];

    [Theory, MemberData(nameof(Languages))]
    [Trait("Requirement", "A11-15")]
    [Trait("Requirement", "A11-13")]
    [Trait("Requirement", "DEC-07")]
    [Trait("Requirement", "CON-05")]
    public async Task Form_mail_confirmation_choices_and_gone(string language)
    {
        var (center, address) = (demo.Center, $"{RandomId.New():N}@people.example");
        await using var user = await BrowserUser.StartAsync(browser, demo);
        var (name, heading) = await SignUpAsync(user, language, address);
        Assert.Equal("pending", center.Gate(address, DemoCenter.News));

        var mail = await demo.MailAsync(new Person(Guid.Empty, address), "c");
        Assert.Contains(name, mail.TextBody, StringComparison.Ordinal);
        await user.Open(WebCenter.LinkIn(mail, "c"));
        Assert.Equal((language, language == "ar" ? "rtl" : "ltr"), await Direction(user));
        // The same name and the same notice as beside the box that was ticked.
        Assert.Contains(name, await user.Page.Locator("dl").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(heading, await user.Page.Locator(".statement").InnerTextAsync());
        await user.Press("confirm");
        Assert.Equal("allowed", center.Gate(address, DemoCenter.News));
        Assert.Contains(name, await user.Status(), StringComparison.Ordinal);

        var person = center.FindPerson(address)!;
        await user.Open(center.PreferencesPath(person));
        Assert.Equal(name, await user.Name(DemoCenter.News));
        await user.Press("leave-all");
        Assert.Equal("stopped", center.Gate(address, DemoCenter.News));
    }

    [Theory, MemberData(nameof(Languages))]
    [Trait("Requirement", "WDR-01")]
    [Trait("Requirement", "DEC-03")]
    public async Task Leaving_never_takes_more_than_joining(string language)
    {
        var (center, address) = (demo.Center, $"{RandomId.New():N}@people.example");
        await using var user = await BrowserUser.StartAsync(browser, demo);
        await SignUpAsync(user, language, address);
        await user.Open(WebCenter.LinkIn(await demo.MailAsync(new Person(Guid.Empty, address), "c"), "c"));
        await user.Press("confirm");
        var joining = user.UserActions;
        var person = center.FindPerson(address)!;
        await user.Open(center.UnsubscribePath(person, DemoCenter.NewsNumber));
        await user.Press();
        Assert.Equal("not-subscribed", center.Gate(address, DemoCenter.News));
        Assert.True(
            (user.UserActions - joining).AtMost(joining),
            $"{user.UserActions - joining} to leave, {joining} to join"
        );
    }

    [Theory, MemberData(nameof(Languages))]
    [Trait("Requirement", "A11-10")]
    [Trait("Requirement", "A11-11")]
    [Trait("Requirement", "A11-14")]
    public async Task Both_forms_whole_and_with_faults_read_well_on_a_small_screen(string language)
    {
        await using var user = await BrowserUser.StartAsync(
            browser,
            demo,
            new()
            {
                ViewportSize = new() { Width = 320, Height = 640 },
            }
        );
        var complaints = new List<string>();
        foreach (var path in (string[])["/subscribe", "/subscribe/events"])
        {
            await user.Open($"{path}?language={language}");
            Assert.Equal("email", await user.Page.Locator("[name=email]").GetAttributeAsync("autocomplete"));
            await user.Page.Locator("details.notice summary").ClickAsync();
            await LookAsync(path, axe: path == "/subscribe");
            await user.Press();
            Assert.Equal(1, await user.Page.Locator("[role=alert]").CountAsync());
            await LookAsync(path + " sent empty", axe: path != "/subscribe");
        }
        Assert.Empty(complaints);

        // Each form in its fullest state; in English, the test of all pages covers the rest.
        async Task LookAsync(string what, bool axe)
        {
            if (await user.Page.Overflow() > 0)
                complaints.Add($"{what} can be scrolled sideways");
            complaints.AddRange((await user.Page.SmallTargets()).Select(t => $"{what}: {t} is small"));
            if (axe)
                complaints.AddRange((await user.Page.AxeViolations()).Select(v => $"{what}: {v}"));
        }
    }

    private static async Task<(string Name, string Statement)> SignUpAsync(
        BrowserUser user,
        string language,
        string address
    )
    {
        await user.Open($"/subscribe?language={language}");
        var name = await user.Name(DemoCenter.News);
        var statement = await user
            .Page.Locator(".choice", new() { Has = user.Page.Locator($"[value={DemoCenter.News}]") })
            .Locator(".statement")
            .InnerTextAsync();
        await user.Type("email", address);
        await user.Switch(DemoCenter.News, on: true);
        await user.Press();
        return (name, statement);
    }

    private static async Task<(string?, string?)> Direction(BrowserUser user) =>
        (
            await user.Page.Locator("html").GetAttributeAsync("lang"),
            await user.Page.Locator("html").EvaluateAsync<string>("e => getComputedStyle(e).direction")
        );
}
