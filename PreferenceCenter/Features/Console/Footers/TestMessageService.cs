using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Links;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Transport;
using PreferenceCenter.Staff;
using PreferenceCenter.Templates.Footers;

namespace PreferenceCenter.Features.Console.Footers;

/// <summary>What came of a test message.</summary>
/// <param name="Refused">Why the mail server did not take it; null where it did.</param>
/// <param name="Until">When the account may send the next one, if it has sent too many.</param>
public sealed record TestMessageResult(string? Refused = null, DateTimeOffset? Until = null);

/// <summary>Sends test messages of a topic's mailings, each to the account's own address alone.</summary>
internal sealed class TestMessageService(
    StaffAuthorizer staff,
    CatalogueCache catalogue,
    ChangeWriter writer,
    TestLinkKeys testKeys,
    LinkKeyRing keys,
    LinkMint mint,
    DirectMail direct,
    MailOptions mail,
    Site site,
    TimeProvider clock
) : ConsoleService(staff)
{
    /// <returns>Null where no topic has the key.</returns>
    /// <exception cref="IOException">The database is busy; nothing was sent.</exception>
    public async Task<TestMessageResult?> SendAsync(
        StaffTicket? ticket,
        string key,
        string language,
        CancellationToken cancel
    )
    {
        var who = Demand(ticket, StaffPolicies.ManageCatalogue);
        if (catalogue.Refresh().ByKey.GetValueOrDefault(key) is not { } topic)
            return null;
        var spoken = site.Languages.Contains(language) ? language : site.DefaultLanguage;
        var act = Permit(who, StaffPolicies.ManageCatalogue);
        var logged = await writer.DoAsync(new TestMessageEntry(act, topic.Number, spoken));
        if (logged.Outcome == ChangeOutcome.Limited)
            return new TestMessageResult(Until: act.At + logged.RetryAfter);
        // Another press of the same form: the message is on its way.
        if (logged.Outcome == ChangeOutcome.Unchanged)
            return new TestMessageResult();
        var sent = await direct.SendAsync(Compose(topic, spoken, who.Address), cancel);
        return new TestMessageResult(sent.Verdict == MailVerdict.Sent ? null : sent.ToString());
    }

    // A person of its own for each message, so that nobody finds what another tester did.
    private OutgoingMail Compose(TopicInfo topic, string language, string to)
    {
        var now = clock.GetUtcNow();
        var links = mint.For(testKeys.Current, RandomId.New(), (uint)topic.Number, now);
        // A mailing of a sensitive topic does not name it where others may look.
        var name = topic.Topic.Sensitive ? site.Name : topic.Words(language, site.DefaultLanguage).Name;
        return new OutgoingMail(
            Guid.CreateVersion7(now),
            to,
            TestMessage.Of(FootersService.KitOf(topic, site), language, name, links),
            now
        )
        {
            List = new ListFields(
                topic.Sender?.Name ?? (mail.ListsFrom ?? mail.From).Name ?? "",
                topic.Sender?.Address ?? (mail.ListsFrom ?? mail.From).Address,
                [
                    ("List-Unsubscribe", mint.ListUnsubscribe(links)),
                    ("List-Unsubscribe-Post", LinkMint.ListUnsubscribePost),
                    ("List-Id", mint.ListId(keys.Current, topic.ListLabel, name)),
                ]
            ),
        };
    }
}
