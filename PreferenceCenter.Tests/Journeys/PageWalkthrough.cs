using PreferenceCenter.Tests.Http;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>Visits every kind of page of the running program, each produced by the actions that lead to it.</summary>
internal sealed class PageWalkthrough(BrowserUser user, DemoCenter demo, string language)
{
    private readonly WebCenter center = demo.Center;

    /// <summary>Visits each page and calls <paramref name="check"/> there.</summary>
    public async Task VisitAllAsync(Func<string, Task> check)
    {
        var person = await demo.SubscribeAsync(
            language,
            DemoCenter.NewsNumber,
            DemoCenter.ReadingNumber,
            DemoCenter.WorkshopNumber
        );
        await Visit("preferences", center.PreferencesPath(person), check);
        await user.Switch(DemoCenter.News, on: false);
        await user.Switch("meetups", on: true);
        await Step("saved", "save", check);
        await Step("nothing-to-save", "save", check);
        await Visit("confirm", WebCenter.LinkIn(await demo.MailAsync(person, "c"), "c"), check);
        await Step("confirmed", "confirm", check);
        var mail = await demo.MailAsync(person, "undo");
        await Visit("receipt", WebCenter.LinkIn(mail, "receipt"), check);
        await Visit("undo", WebCenter.LinkIn(mail, "undo"), check);
        await Step("undone", null, check);
        await Visit("undone-before", WebCenter.LinkIn(mail, "undo"), check);
        await Visit("unsubscribe", center.UnsubscribePath(person, DemoCenter.NewsNumber), check);
        await Step("unsubscribed", null, check);
        await Visit("unsubscribe-all", center.UnsubscribePath(person), check);
        await user.Open(center.PreferencesPath(person));
        await Step("left-all", "leave-all", check);
        await user.Choose("reason", "other");
        await user.Follow("form[action*=reason] button");
        await check("thanked");
        await Visit("help", "/help?language=" + language, check);
        await Visit("link", "/link?language=" + language, check);
        await Step("link-without-address", null, check);
        await user.Type("email", person.Address);
        await Step("link-sent", null, check);
        await Visit("sample", "/sample/product-news?language=" + language, check);
        await Visit("sign-up", "/subscribe/events?language=" + language, check);
        await Step("sign-up-empty", null, check);
        await Visit("sign-up-often", "/subscribe?language=" + language, check);
        await user.Type("email", $"{Guid.CreateVersion7():N}@people.example");
        await user.Switch(DemoCenter.News, on: true);
        await check("sign-up-ticked");
        await Step("signed-up", null, check);
        await Visit("sign-up-markup", "/subscribe/events/markup?language=" + language, check);
        await Visit("link-expired", center.PreferencesPath(person, at: center.Now.AddDays(-500)), check, 404);
        await Visit("link-unusable", "/undo/" + new string('A', 43) + "?language=" + language, check, 404);
        await Visit("nowhere", "/nowhere?language=" + language, check, 404);
    }

    private async Task Visit(string name, string path, Func<string, Task> check, int status = 200)
    {
        Assert.Equal(status, await user.Open(path));
        await check(name);
    }

    private async Task Step(string name, string? button, Func<string, Task> check)
    {
        await user.Press(button);
        await check(name);
    }
}
