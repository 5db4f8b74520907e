using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Views;

namespace PreferenceCenter.Mail.Composing;

/// <summary>
/// Composes the mail of an outbox row when it is sent, in the subscriber's current language and from the current state.
/// The result is null if there is nothing to send any more: the subscriber was erased, the request is settled, or the
/// address is unknown.
/// </summary>
internal sealed class MailComposer(
    SubscriberReader subscribers,
    CatalogueCache catalogue,
    MailRenderer renderer,
    MailLinks links,
    IdentityMails identity,
    AddressMails addresses,
    RequestMails requests,
    Site site,
    CertificateMails certificates,
    PrivacyRequestStore privacyRequests
)
{
    private static readonly TimeSpan StaffLinkFor = TimeSpan.FromDays(3);

    public async Task<ComposedMail?> ComposeAsync(ClaimedMail row, DateTimeOffset now) =>
        row.Kind switch
        {
            MailKind.Changes => await ChangesAsync(row, now),
            MailKind.Confirm => await ConfirmAsync(row, now),
            MailKind.MyLink => await MyLinkAsync(row, now),
            MailKind.OptIn => await OptInAsync(row, now),
            MailKind.Renewal => await RenewalAsync(row, now),
            MailKind.RequestReceived => await requests.ReceivedAsync(row),
            MailKind.RequestAnswer => await requests.AnswerAsync(row),
            MailKind.RecipientNotice => await requests.RecipientAsync(row),
            MailKind.RequestDigest => await requests.DigestAsync(row, now),
            MailKind.Certificate => await certificates.ComposeAsync(row),
            MailKind.StaffInvitation => await StaffAsync(row, now),
            MailKind.Identity => await identity.ComposeAsync(row, now),
            MailKind.NewAddress => await addresses.ConfirmAsync(row, now),
            MailKind.AddressChanged => await addresses.NotifyAsync(row, now),
            MailKind.Checkpoint => new ComposedMail(await CheckpointMailAsync(row), []),
            _ => throw new InvalidDataException(Invariant($"Outbox row {row.Id} is of unknown kind {row.Kind}.")),
        };

    /// <summary>
    /// Last event that a mail about changes covers, if a later window opened before it was sent: only events of its own
    /// window. Called while the row's due time is the end of that window.
    /// </summary>
    public async ValueTask<long> LastWithinAsync(ClaimedMail row) =>
        await OwnerAsync(row) is { } person
            ? (await subscribers.EventsAsync(person.Subscriber, row.FromSeq))
                .TakeWhile(e => e.At <= row.DueAt)
                .LastOrDefault()
                ?.Seq
                ?? row.FromSeq
            : row.FromSeq;

    private async Task<ComposedMail?> ChangesAsync(ClaimedMail row, DateTimeOffset now)
    {
        if (await OwnerAsync(row) is not { } person)
            return null;
        var events = await subscribers.EventsAsync(person.Subscriber, row.FromSeq, row.ToSeq);
        var lines = new ChangeLines(catalogue.Current, person.Subscriber.Language, site.DefaultLanguage).Of(events);
        if (lines.Count == 0)
            return null;
        var maker = new LinkMaker(links, person.Subscriber.Id, row.FromSeq, row.ToSeq);
        var undo = events.Any(e => ChangeLines.TakesAway(e))
            ? maker.Add(MailedLinkKind.Undo, "undo", now + links.UndoFor)
            : null;
        var receipt = maker.Add(MailedLinkKind.Receipt, "receipt", null);
        var stillOn = person
            .State.Topics.Where(c => Stands(c, now))
            .Select(c => Name(c.Aspect, person.Subscriber.Language))
            .ToArray();
        var content = await renderer.ChangesAsync(
            new ChangesView(
                lines,
                events[0].At,
                stillOn,
                undo,
                links.Preferences(person.Subscriber.PublicId),
                receipt.Url,
                person.State.Restricted ? MailHold.Restricted
                    : person.State.PausedUntil(now) is null ? MailHold.None
                    : MailHold.Paused
            )
            {
                ErasureOpen =
                    lines.Any(l => l.Kind is ChangeKind.TopicStarted or ChangeKind.TopicRestored)
                    && await privacyRequests.OpenErasureAsync(person.Subscriber.Id) is not null,
            },
            person.Subscriber.Language
        );
        return new ComposedMail(
            new OutgoingMail(row.MessageId, person.Subscriber.Address, content, row.CreatedAt),
            maker.Rows
        );
    }

    private bool Stands(Choice choice, DateTimeOffset now) =>
        catalogue.Current.ByNumber.GetValueOrDefault(choice.Aspect)?.Topic is { } topic
        && Gate.Stands(choice, topic, now);

    private async Task<ComposedMail?> ConfirmAsync(ClaimedMail row, DateTimeOffset now)
    {
        if (await OwnerAsync(row) is not { } person)
            return null;
        var standing = await StandingAsync(row, person);
        var wishes = new ChangeLines(catalogue.Current, person.Subscriber.Language, site.DefaultLanguage).Wishes(
            standing
        );
        if (wishes.Count == 0)
            return null;
        var maker = new LinkMaker(links, person.Subscriber.Id, row.FromSeq, row.ToSeq);
        var confirm = maker.Add(MailedLinkKind.Confirm, "c", now + links.ConfirmFor);
        var content = await renderer.ConfirmAsync(
            new ConfirmMailView(
                wishes,
                standing[0].At,
                confirm,
                await OriginAsync(row, person, standing),
                await MergedAsync(row, person, standing)
            ),
            // Of somebody else who may read that mailbox by now, the language of before is told to nobody.
            (person.State.AddressInDoubt ? row.Language : null) ?? person.Subscriber.Language
        );
        return new ComposedMail(
            new OutgoingMail(row.MessageId, person.Subscriber.Address, content, row.CreatedAt),
            maker.Rows
        );
    }

    // Nobody asked for what a list asserts: the email says where the address comes from instead.
    private async ValueTask<AddressOrigin?> OriginAsync(
        ClaimedMail row,
        SubscriberSnapshot person,
        LedgerEventRow[] standing
    ) =>
        standing.All(e => e.Channel == Channel.Import)
            ? new AddressOrigin(
                (await subscribers.HistoryAsync(person.Subscriber, row.FromSeq, row.ToSeq))
                    .Select(one => one.Evidence?.Content is { } content ? Evidence.Parse(content)?.Source : null)
                    .FirstOrDefault(source => !string.IsNullOrWhiteSpace(source))
            )
            : null;

    // What the person had said yes to, where a merge of topics asks.
    private async ValueTask<string?> MergedAsync(
        ClaimedMail row,
        SubscriberSnapshot person,
        LedgerEventRow[] standing
    ) =>
        standing.All(e => e.Channel == Channel.System)
        && (await subscribers.EventsAsync(person.Subscriber, row.FromSeq, row.ToSeq)).FirstOrDefault(e =>
            e.Kind == EventKind.TopicMerged
        )
            is { } merged
            ? Name(merged.Aspect, person.Subscriber.Language)
            : null;

    private async ValueTask<LedgerEventRow[]> StandingAsync(ClaimedMail row, SubscriberSnapshot person) =>
        [
            .. (await subscribers.EventsAsync(person.Subscriber, row.FromSeq, row.ToSeq)).Where(e =>
                e.Kind == EventKind.Requested
                && AnswerRule.StillAsks(
                    person.State,
                    e.Aspect,
                    e.Seq,
                    e.Notice,
                    catalogue.Current.Notices.GetValueOrDefault(e.Aspect)
                )
            ),
        ];

    // Asks for the topics requested through a form, except those the address has already. If none is left, the
    // subscriber gets their link instead. Of the text that was typed, the mail contains only the address it is sent to.
    private async Task<ComposedMail?> OptInAsync(ClaimedMail row, DateTimeOffset now)
    {
        if (
            await subscribers.FindOptInAsync(row.MessageId) is not { Content: { } content }
            || now >= row.CreatedAt + links.ConfirmFor
        )
            return null;
        var request = PendingOptIn.Parse(content);
        if (EmailAddress.TryParse(request.Address) is not { } address)
            return null;
        var person = await subscribers.FindAsync(PersonKey.Of(address));
        // It could be another person's mailbox by now: their yes would stand in somebody else's history.
        if (person is { State.AddressInDoubt: true })
            return await MyLinkAsync(row, address, person, now);
        var (language, known) = (person?.Subscriber.Language ?? request.Language, catalogue.Current);
        var missing = request
            .Topics.Where(t =>
                known.ByNumber.GetValueOrDefault(t.Number)?.Topic is { Collects: true } topic
                && (person is null || !person.State[t.Number].On || topic.NeedsRenewal(person.State[t.Number], now))
                && t.Stands(row.CreatedAt, person?.State, topic.Notice)
            )
            .ToArray();
        // Nothing is left to confirm. A subscriber who has all the topics gets their link; one who has left since gets
        // no mail.
        if (missing.Length == 0)
            return person is not null && request.Topics.All(t => person.State[t.Number].On)
                ? await MyLinkAsync(row, address, person, now)
                : null;
        // The topics are turned into events, so that one method words all wishes.
        var asked = missing.Select(t => new LedgerEventRow
        {
            Kind = EventKind.Requested,
            Aspect = t.Number,
            Value = (long)t.Frequency,
            At = row.CreatedAt,
            Commitment = [],
        });
        var wishes = new ChangeLines(known, language, site.DefaultLanguage).Wishes(asked);
        var maker = new LinkMaker(links, 0, 0, 0) { OptInId = row.MessageId };
        var confirm = maker.Add(MailedLinkKind.OptIn, "c", row.CreatedAt + links.ConfirmFor);
        var words = await renderer.ConfirmAsync(new ConfirmMailView(wishes, row.CreatedAt, confirm), language);
        return new ComposedMail(
            new OutgoingMail(row.MessageId, person?.Subscriber.Address ?? request.Address, words, row.CreatedAt),
            maker.Rows
        );
    }

    // A renewal goes only to subscribers who may be mailed; never to those who have left since or were suppressed
    // (WDR-10).
    private async Task<ComposedMail?> RenewalAsync(ClaimedMail row, DateTimeOffset now)
    {
        if (await OwnerAsync(row) is not { } person)
            return null;
        var standing = (await StandingAsync(row, person))
            .Where(e =>
                catalogue.Current.ByNumber.GetValueOrDefault(e.Aspect) is { } topic
                && Gate.MayMail(person.State, topic.Topic, now) == GateReason.None
            )
            .ToArray();
        var wishes = new ChangeLines(catalogue.Current, person.Subscriber.Language, site.DefaultLanguage).Wishes(
            standing.Select(AsStart)
        );
        if (wishes.Count == 0)
            return null;
        var maker = new LinkMaker(links, person.Subscriber.Id, row.FromSeq, row.ToSeq);
        // If every consent has an end, the mail names the first day on which one ends, and so does the link: what has ended
        // is not brought back by an answer to an old question.
        // Otherwise the renewal asks only because there was no reaction for a long time.
        var ends = standing
            .Select(e =>
                catalogue.Current.ByNumber[e.Aspect].Topic.Notice?.EndOf(person.State[e.Aspect].Grant?.Notice ?? 0)
            )
            .ToArray();
        var until = ends.Contains(null) ? null : ends.Min();
        var confirm = maker.Add(MailedLinkKind.Confirm, "c", until ?? now + links.ConfirmFor);
        var content = await renderer.RenewalAsync(
            new RenewalView(wishes, confirm, until, links.Unsubscribe(person.Subscriber.PublicId)),
            person.Subscriber.Language
        );
        return new ComposedMail(
            new OutgoingMail(row.MessageId, person.Subscriber.Address, content, row.CreatedAt),
            maker.Rows
        );
    }

    // The line shows the topic itself and not a change of frequency: the question is about the topic.
    private static LedgerEventRow AsStart(LedgerEventRow e) =>
        new()
        {
            Kind = e.Kind,
            Aspect = e.Aspect,
            Value = e.Value,
            At = e.At,
            Commitment = [],
        };

    private async Task<ComposedMail?> MyLinkAsync(ClaimedMail row, DateTimeOffset now) =>
        EmailAddress.TryParse(row.Address) is { } address
        && await subscribers.FindAsync(PersonKey.Of(address)) is { } person
            ? await MyLinkAsync(row, address, person, now)
            : null;

    private async Task<ComposedMail> MyLinkAsync(
        ClaimedMail row,
        EmailAddress asked,
        SubscriberSnapshot person,
        DateTimeOffset now
    )
    {
        var maker = new LinkMaker(links, person.Subscriber.Id, 0, 0);
        // Where it is open whose the address is, no link proves anything.
        var choices = person.State.AddressInDoubt
            ? null
            : maker.Add(MailedLinkKind.Choices, "p", now + links.ChoicesFor);
        // Sent to the address on file, never to the one that was typed: the two may differ in ways that matter to a
        // mail server.
        var content = await renderer.MyLinkAsync(
            new MyLinkView(
                choices,
                // Who filled in a form for somebody that has everything already is stopped as a form's question is.
                links.NotMe(row.Kind == MailKind.OptIn ? AskedKind.Question : AskedKind.Choices, asked, now)
            ),
            person.Subscriber.Language
        );
        return new ComposedMail(
            new OutgoingMail(row.MessageId, person.Subscriber.Address, content, row.CreatedAt),
            maker.Rows
        )
        {
            SubscriberId = person.Subscriber.Id,
        };
    }

    // Null if the account was dismissed, or a password was set through another link.
    private async Task<ComposedMail?> StaffAsync(ClaimedMail row, DateTimeOffset now)
    {
        if (
            EmailAddress.TryParse(row.Address) is not { } address
            || await subscribers.FindStaffAsync(address) is not { HasPassword: false } account
        )
            return null;
        var maker = new LinkMaker(links, 0, 0, 0) { AccountId = account.Id };
        var password = maker.Add(MailedLinkKind.StaffPassword, "staff/link", now + StaffLinkFor);
        var content = await renderer.StaffAsync(
            new StaffMailView(password, Reset: row.StaffAct == StaffAct.Reset),
            account.Language
        );
        return new ComposedMail(new OutgoingMail(row.MessageId, row.Address!, content, row.CreatedAt), maker.Rows);
    }

    // Sent only to the privacy contact and meant to be kept as a file: plain text, not translated.
    private async ValueTask<OutgoingMail> CheckpointMailAsync(ClaimedMail row)
    {
        var text = Invariant(
            $"""
            The log of consent as it stood on {row.CreatedAt:yyyy-MM-dd}. Keep this email: with the file that your
            program saves of it, or the folder, `ledger verify --checkpoint FILE --public-key FILE` shows whether
            anybody rewrote the past.

            {await links.CheckpointAsync()}
            """
        );
        var content = new MailContent(
            "en",
            $"{site.Name}: checkpoint of the consent log",
            $"<pre>{System.Net.WebUtility.HtmlEncode(text)}</pre>",
            text
        );
        return new OutgoingMail(row.MessageId, row.Address ?? site.PrivacyContact, content, row.CreatedAt);
    }

    private async ValueTask<SubscriberSnapshot?> OwnerAsync(ClaimedMail row) =>
        row.SubscriberId is { } id && await subscribers.FindAsync(PersonKey.Of(id)) is { State.MergedInto: 0 } person
            ? person
            : null;

    private string Name(long topic, string language) =>
        catalogue.Current.ByNumber.TryGetValue(topic, out var info)
            ? info.Words(language, site.DefaultLanguage).Name
            : "";
}
