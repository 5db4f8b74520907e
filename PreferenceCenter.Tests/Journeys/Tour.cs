using PreferenceCenter.Tests.Http;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>Visits every kind of page of the running program, each produced by the actions that lead to it.</summary>
internal sealed class Tour(Reader reader, DemoCenter demo, string language)
{
    private readonly WebCenter center = demo.Center;

    /// <summary>Visits each page and calls <paramref name="look"/> there.</summary>
    public async Task Walk(Func<string, Task> look)
    {
        var person = await demo.SubscribeAsync(
            language,
            DemoCenter.NewsNumber,
            DemoCenter.ReadingNumber,
            DemoCenter.WorkshopNumber
        );
        await Visit("preferences", center.PreferencesPath(person), look);
        await reader.Switch(DemoCenter.News, on: false);
        await reader.Switch("meetups", on: true);
        await Step("saved", "save", look);
        await Step("nothing-to-save", "save", look);
        await Visit("confirm", WebCenter.LinkIn(await demo.MailAsync(person, "c"), "c"), look);
        await Step("confirmed", "confirm", look);
        var mail = await demo.MailAsync(person, "undo");
        await Visit("receipt", WebCenter.LinkIn(mail, "receipt"), look);
        await Visit("undo", WebCenter.LinkIn(mail, "undo"), look);
        await Step("undone", null, look);
        await Visit("undone-before", WebCenter.LinkIn(mail, "undo"), look);
        await Visit("unsubscribe", center.UnsubscribePath(person, DemoCenter.NewsNumber), look);
        await Step("unsubscribed", null, look);
        await Visit("unsubscribe-all", center.UnsubscribePath(person), look);
        await reader.Open(center.PreferencesPath(person));
        await Step("left-all", "leave-all", look);
        await reader.Choose("reason", "other");
        await reader.Follow("form[action*=reason] button");
        await look("thanked");
        await Visit("help", "/help?language=" + language, look);
        await Visit("link", "/link?language=" + language, look);
        await Step("link-without-address", null, look);
        await reader.Type("email", person.Address);
        await Step("link-sent", null, look);
        await Visit("sign-up", "/subscribe/events?language=" + language, look);
        await Step("sign-up-empty", null, look);
        await Visit("sign-up-often", "/subscribe?language=" + language, look);
        await reader.Type("email", $"{Guid.CreateVersion7():N}@people.example");
        await reader.Switch(DemoCenter.News, on: true);
        await look("sign-up-ticked");
        await Step("signed-up", null, look);
        await Visit("sign-up-markup", "/subscribe/events/markup?language=" + language, look);
        await Visit("link-expired", center.PreferencesPath(person, at: center.Now.AddDays(-500)), look, 404);
        await Visit("link-unusable", "/undo/" + new string('A', 43) + "?language=" + language, look, 404);
        await Visit("nowhere", "/nowhere?language=" + language, look, 404);
    }

    private async Task Visit(string name, string path, Func<string, Task> look, int status = 200)
    {
        Assert.Equal(status, await reader.Open(path));
        await look(name);
    }

    private async Task Step(string name, string? button, Func<string, Task> look)
    {
        await reader.Press(button);
        await look(name);
    }
}
