using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Views;

namespace PreferenceCenter.Mail.Composing;

/// <summary>
/// Turns an outbox row into words, at the moment of sending: in the language the person has now, about what still
/// stands. Nothing where there is nothing left to say: the person is gone, the wish is settled, nobody has that
/// address.
/// </summary>
internal sealed class MailComposer(
    SubscriberReader people,
    CatalogueCache catalogue,
    MailRenderer renderer,
    MailLinks links,
    IdentityMails identity,
    AddressMails addresses,
    RequestMails requests,
    Site site,
    ErasureStore erasures
)
{
    private static readonly TimeSpan StaffLinkFor = TimeSpan.FromDays(3);

    public async Task<ComposedMail?> ComposeAsync(OutboxRow row, DateTimeOffset now) =>
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
            MailKind.Certificate => await CertificateAsync(row),
            MailKind.StaffInvitation => await StaffAsync(row, now),
            MailKind.Identity => await identity.ComposeAsync(row, now),
            MailKind.NewAddress => await addresses.AskAsync(row, now),
            MailKind.AddressChanged => await addresses.TellAsync(row, now),
            MailKind.Checkpoint => new ComposedMail(CheckpointMail(row), []),
            _ => throw new InvalidDataException($"Outbox row {row.Id} is of unknown kind {row.Kind}."),
        };

    /// <summary>
    /// How far a mail tells whose window a later one followed before its turn came: what was made within it. Asked
    /// while the row is due when that ended.
    /// </summary>
    public long LastWithin(OutboxRow row) =>
        Owner(row) is { } person
            ? people
                .Events(person.Subscriber, row.FromSeq, long.MaxValue)
                .TakeWhile(e => e.At <= row.DueAt)
                .LastOrDefault()
                ?.Seq
                ?? row.FromSeq
            : row.FromSeq;

    private async Task<ComposedMail?> ChangesAsync(OutboxRow row, DateTimeOffset now)
    {
        if (Owner(row) is not { } person)
            return null;
        var events = people.Events(person.Subscriber, row.FromSeq, row.ToSeq);
        var lines = new ChangeLines(catalogue.Current, person.Subscriber.Language, site.DefaultLanguage).Of(events);
        if (lines.Count == 0)
            return null;
        var made = new LinkMaker(links, person.Subscriber.Id, row.FromSeq, row.ToSeq);
        var undo = events.Any(e => ChangeLines.TakesAway(e))
            ? made.Add(MailedLinkKind.Undo, "undo", now + links.UndoFor)
            : null;
        var receipt = made.Add(MailedLinkKind.Receipt, "receipt", null);
        var stillOn = person
            .State.Topics.Where(c => c.On)
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
                person.State.PausedUntil(now) is not null
            ),
            person.Subscriber.Language
        );
        return new ComposedMail(
            new OutgoingMail(row.MessageId, person.Subscriber.Address, content, row.CreatedAt),
            made.Rows
        );
    }

    private async Task<ComposedMail?> ConfirmAsync(OutboxRow row, DateTimeOffset now)
    {
        if (Owner(row) is not { } person)
            return null;
        var standing = Standing(row, person);
        var wishes = new ChangeLines(catalogue.Current, person.Subscriber.Language, site.DefaultLanguage).Wishes(
            standing
        );
        if (wishes.Count == 0)
            return null;
        var made = new LinkMaker(links, person.Subscriber.Id, row.FromSeq, row.ToSeq);
        var confirm = made.Add(MailedLinkKind.Confirm, "c", now + links.ConfirmFor);
        var content = await renderer.ConfirmAsync(
            new ConfirmMailView(wishes, standing[0].At, confirm),
            person.Subscriber.Language
        );
        return new ComposedMail(
            new OutgoingMail(row.MessageId, person.Subscriber.Address, content, row.CreatedAt),
            made.Rows
        );
    }

    private LedgerEventRow[] Standing(OutboxRow row, SubscriberSnapshot person) =>
        [
            .. people
                .Events(person.Subscriber, row.FromSeq, row.ToSeq)
                .Where(e =>
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

    // What was asked for through a form, less what that address has already: where nothing is left, their link. Nothing
    // that somebody typed stands in it but the address it goes to.
    private async Task<ComposedMail?> OptInAsync(OutboxRow row, DateTimeOffset now)
    {
        if (people.FindOptIn(row.MessageId) is not { Content: { } content } || now >= row.CreatedAt + links.ConfirmFor)
            return null;
        var request = PendingOptIn.Parse(content);
        if (EmailAddress.TryParse(request.Address) is not { } address)
            return null;
        var person = people.Find(PersonKey.Of(address));
        var (language, known) = (person?.Subscriber.Language ?? request.Language, catalogue.Current);
        var missing = request
            .Topics.Where(t =>
                known.ByNumber.GetValueOrDefault(t.Number)?.Topic is { Collects: true } topic
                && (person is null || !person.State[t.Number].On || topic.NeedsRenewal(person.State[t.Number], now))
                && t.Stands(row.CreatedAt, person?.State, topic.Notice)
            )
            .ToArray();
        // Nothing is left to ask: who has it all gets their link, who left since is left alone.
        if (missing.Length == 0)
            return person is not null && request.Topics.All(t => person.State[t.Number].On)
                ? await MyLinkAsync(row, person, now)
                : null;
        // As if the wishes were events: one way to word them.
        var asked = missing.Select(t => new LedgerEventRow
        {
            Kind = EventKind.Requested,
            Aspect = t.Number,
            Value = (long)t.Frequency,
            At = row.CreatedAt,
            Commitment = [],
        });
        var wishes = new ChangeLines(known, language, site.DefaultLanguage).Wishes(asked);
        var made = new LinkMaker(links, 0, 0, 0) { OptInId = row.MessageId };
        var confirm = made.Add(MailedLinkKind.OptIn, "c", row.CreatedAt + links.ConfirmFor);
        var words = await renderer.ConfirmAsync(new ConfirmMailView(wishes, row.CreatedAt, confirm), language);
        return new ComposedMail(
            new OutgoingMail(row.MessageId, person?.Subscriber.Address ?? request.Address, words, row.CreatedAt),
            made.Rows
        );
    }

    // Whoever may be mailed is asked whether it may go on; who has left since, or was suppressed, never (WDR-10).
    private async Task<ComposedMail?> RenewalAsync(OutboxRow row, DateTimeOffset now)
    {
        if (Owner(row) is not { } person)
            return null;
        var standing = Standing(row, person)
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
        var made = new LinkMaker(links, person.Subscriber.Id, row.FromSeq, row.ToSeq);
        // Where all of it ends, the first day on which something does: until then the link must be good for an answer.
        // Else silence is what is asked about.
        var ends = standing
            .Select(e =>
                catalogue.Current.ByNumber[e.Aspect].Topic.Notice?.EndOf(person.State[e.Aspect].Grant?.Notice ?? 0)
            )
            .ToArray();
        var until = ends.Contains(null) ? null : ends.Min();
        var confirm = made.Add(
            MailedLinkKind.Confirm,
            "c",
            until > now + links.ConfirmFor ? until.Value : now + links.ConfirmFor
        );
        var content = await renderer.RenewalAsync(
            new RenewalView(wishes, confirm, until, links.Unsubscribe(person.Subscriber.PublicId)),
            person.Subscriber.Language
        );
        return new ComposedMail(
            new OutgoingMail(row.MessageId, person.Subscriber.Address, content, row.CreatedAt),
            made.Rows
        );
    }

    // Not "at another pace" but the topic itself: it is what the question is about.
    private static LedgerEventRow AsStart(LedgerEventRow e) =>
        new()
        {
            Kind = e.Kind,
            Aspect = e.Aspect,
            Value = e.Value,
            At = e.At,
            Commitment = [],
        };

    private async Task<ComposedMail?> MyLinkAsync(OutboxRow row, DateTimeOffset now) =>
        EmailAddress.TryParse(row.Address) is { } address && people.Find(PersonKey.Of(address)) is { } person
            ? await MyLinkAsync(row, person, now)
            : null;

    private async Task<ComposedMail> MyLinkAsync(OutboxRow row, SubscriberSnapshot person, DateTimeOffset now)
    {
        var made = new LinkMaker(links, person.Subscriber.Id, 0, 0);
        var choices = made.Add(MailedLinkKind.Choices, "p", now + links.ChoicesFor);
        // To the address on file, never to the one that was typed: they may differ in ways that matter to a mail
        // server.
        var content = await renderer.MyLinkAsync(new MyLinkView(choices), person.Subscriber.Language);
        return new ComposedMail(
            new OutgoingMail(row.MessageId, person.Subscriber.Address, content, row.CreatedAt),
            made.Rows
        )
        {
            SubscriberId = person.Subscriber.Id,
        };
    }

    // Nothing once its time is over: the address is gone by then.
    private async Task<ComposedMail?> CertificateAsync(OutboxRow row)
    {
        if (erasures.Find(row.MessageId) is not { Address: { } address, CleanedAt: { } cleanedAt } erasure)
            return null;
        var note = links.Sign(
            string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"""
                    preference-center erasure 1
                    {links.PublicUrl.Authority}
                    {erasure.Id}
                    erased {erasure.ErasedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}
                    cleaned {cleanedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}
                    log {erasure.Slot} event {erasure.Position}
                    kept {(erasure.Suppressed ? "keyed-hash log" : "log")}{(
                        erasure.ProofUntil is { } until
                            ? string.Create(
                                System.Globalization.CultureInfo.InvariantCulture,
                                $" proof-until {until.UtcDateTime:yyyy-MM-dd}"
                            )
                            : ""
                    )}

                    """
                )
                .ReplaceLineEndings("\n")
        );
        var words = await renderer.CertificateAsync(
            new CertificateView(erasure.ErasedAt, cleanedAt, erasure.Suppressed, note)
            {
                ProofUntil = erasure.ProofUntil,
            },
            erasure.Language ?? site.DefaultLanguage
        );
        return new ComposedMail(new OutgoingMail(row.MessageId, address, words, row.CreatedAt), []);
    }

    // To somebody dismissed since, or who has set a password by another link, there is nothing to say.
    private async Task<ComposedMail?> StaffAsync(OutboxRow row, DateTimeOffset now)
    {
        if (
            EmailAddress.TryParse(row.Address) is not { } address
            || people.FindStaff(address) is not { HasPassword: false } account
        )
            return null;
        var made = new LinkMaker(links, 0, 0, 0) { OptInId = account.Id };
        var password = made.Add(MailedLinkKind.StaffPassword, "staff/link", now + StaffLinkFor);
        var content = await renderer.StaffAsync(
            new StaffMailView(password, Reset: row.FromSeq == (long)StaffAct.Reset),
            account.Language
        );
        return new ComposedMail(new OutgoingMail(row.MessageId, row.Address!, content, row.CreatedAt), made.Rows);
    }

    // For the privacy contact alone and meant for a file: plain text, no translation.
    private OutgoingMail CheckpointMail(OutboxRow row)
    {
        var text = $"""
            The log of consent as it stood on {row.CreatedAt:yyyy-MM-dd}. Keep this mail: with it,
            `ledger verify --checkpoint FILE --public-key FILE` shows whether anybody rewrote the past.

            {links.Checkpoint()}
            """;
        var content = new MailContent(
            "en",
            $"{site.Name}: checkpoint of the consent log",
            $"<pre>{System.Net.WebUtility.HtmlEncode(text)}</pre>",
            text
        );
        return new OutgoingMail(row.MessageId, row.Address ?? site.PrivacyContact, content, row.CreatedAt);
    }

    private SubscriberSnapshot? Owner(OutboxRow row) =>
        row.SubscriberId is { } id && people.Find(PersonKey.Of(id)) is { State.MergedInto: 0 } person ? person : null;

    private string Name(long topic, string language) =>
        catalogue.Current.ByNumber.TryGetValue(topic, out var info)
            ? info.Words(language, site.DefaultLanguage).Name
            : "";
}
