using PreferenceCenter.Domain;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>Mailed links.</summary>
internal sealed partial class WebCenter
{
    /// <summary>
    /// Unused mailed links of a subscriber, one of each kind: <c>p</c>, <c>c</c>, <c>undo</c>, <c>receipt</c>.
    /// </summary>
    public async Task<IReadOnlyList<(string Kind, string Token)>> LinksOfEveryKindAsync(Person person)
    {
        var (choices, confirm) = (
            await MailedPreferencesPathAsync(person),
            await AskThroughFooterAsync(person, "events")
        );
        await ActAsync(person, new Leave(News), notify: true);
        var mail = Assert.Single(await MailsOfChangesAsync());
        return
        [
            ("p", Token(choices)),
            ("c", Token(confirm)),
            ("undo", Token(LinkIn(mail, "undo"))),
            ("receipt", Token(LinkIn(mail, "receipt"))),
        ];

        static string Token(string path) => path[(path.LastIndexOf('/') + 1)..];
    }

    /// <summary>Makes a request through a footer link. Returns the link that confirms it.</summary>
    public async Task<string> AskThroughFooterAsync(Person person, string topic)
    {
        await Browser.PostAsync(
            PreferencesPath(person),
            ("topics", topic),
            ("shown", topic + ":off"),
            ("action", "save")
        );
        return LinkIn(Assert.Single(await MailsAsync()), "c");
    }

    /// <summary>Unsubscribes by the mail program's button. Returns the undo link of the mail about it.</summary>
    public async Task<string> LeaveAsync(Person person, long scope = 0)
    {
        await Browser.PostAsync(UnsubscribePath(person, scope), ("List-Unsubscribe", "One-Click"));
        return LinkIn(Assert.Single(await MailsOfChangesAsync()), "undo");
    }
}
