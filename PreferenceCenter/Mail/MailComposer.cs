using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Views;

namespace PreferenceCenter.Mail;

/// <summary>A mail ready to go, and the links that must be on disk before it does.</summary>
internal sealed record ComposedMail(OutgoingMail Mail, IReadOnlyList<MailedLinkRow> Links);

/// <summary>
/// Turns an outbox row into words, at the moment of sending: in the language the person has now, about what still stands.
/// Nothing where there is nothing left to say: the person is gone, the wish is settled, nobody has that address.
/// </summary>
internal sealed class MailComposer(People people, CatalogueCache catalogue, MailRenderer renderer, MailLinks links, Site site)
{
    public async Task<ComposedMail?> ComposeAsync(OutboxRow row, DateTimeOffset now) => row.Kind switch
    {
        MailKind.Changes => await ChangesAsync(row, now),
        MailKind.Confirm => await ConfirmAsync(row, now),
        MailKind.MyLink => await MyLinkAsync(row, now),
        MailKind.Checkpoint => new ComposedMail(CheckpointMail(row), []),
        _ => throw new InvalidDataException($"Outbox row {row.Id} is of unknown kind {row.Kind}."),
    };

    /// <summary>How far a mail tells whose window a later one followed before its turn came: what was made within it. Asked while the row is due when that ended.</summary>
    public long LastWithin(OutboxRow row) => Owner(row) is { } person
        ? people.Events(person.Subscriber, row.FromSeq, long.MaxValue).TakeWhile(e => e.At <= row.DueAt).LastOrDefault()?.Seq ?? row.FromSeq
        : row.FromSeq;

    private async Task<ComposedMail?> ChangesAsync(OutboxRow row, DateTimeOffset now)
    {
        if (Owner(row) is not { } person) return null;
        var events = people.Events(person.Subscriber, row.FromSeq, row.ToSeq);
        var lines = new ChangeLines(catalogue.Current, person.Subscriber.Language, site.DefaultLanguage).Of(events);
        if (lines.Count == 0) return null;
        var made = new LinkMaker(links, person.Subscriber.Id, row.FromSeq, row.ToSeq);
        var undo = events.Any(e => ChangeLines.TakesAway(e)) ? made.Add(MailedLinkKind.Undo, "undo", now + links.UndoFor) : null;
        var receipt = made.Add(MailedLinkKind.Receipt, "receipt", null);
        var stillOn = person.State.Topics.Where(c => c.On).Select(c => Name(c.Aspect, person.Subscriber.Language)).ToArray();
        var content = await renderer.ChangesAsync(
            new ChangesView(lines, events[0].At, stillOn, undo, links.Preferences(person.Subscriber.PublicId), receipt.Url, person.State.PausedUntil(now) is not null),
            person.Subscriber.Language);
        return new ComposedMail(new OutgoingMail(row.MessageId, person.Subscriber.Address, content, row.CreatedAt), made.Rows);
    }

    private async Task<ComposedMail?> ConfirmAsync(OutboxRow row, DateTimeOffset now)
    {
        if (Owner(row) is not { } person) return null;
        var standing = people.Events(person.Subscriber, row.FromSeq, row.ToSeq)
            .Where(e => e.Kind == EventKind.Requested && person.State[e.Aspect] is { Wish: not null } choice && choice.Touched == e.Seq).ToArray();
        var wishes = new ChangeLines(catalogue.Current, person.Subscriber.Language, site.DefaultLanguage).Wishes(standing);
        if (wishes.Count == 0) return null;
        var made = new LinkMaker(links, person.Subscriber.Id, row.FromSeq, row.ToSeq);
        var confirm = made.Add(MailedLinkKind.Confirm, "c", now + links.ConfirmFor);
        var content = await renderer.ConfirmAsync(new ConfirmView(wishes, standing[0].At, confirm), person.Subscriber.Language);
        return new ComposedMail(new OutgoingMail(row.MessageId, person.Subscriber.Address, content, row.CreatedAt), made.Rows);
    }

    private async Task<ComposedMail?> MyLinkAsync(OutboxRow row, DateTimeOffset now)
    {
        if (EmailAddress.TryParse(row.Address) is not { } address || people.Find(PersonKey.Of(address)) is not { } person) return null;
        var made = new LinkMaker(links, person.Subscriber.Id, 0, 0);
        var choices = made.Add(MailedLinkKind.Choices, "p", now + links.ChoicesFor);
        // To the address on file, never to the one that was typed: they may differ in ways that matter to a mail server.
        var content = await renderer.MyLinkAsync(new MyLinkView(choices), person.Subscriber.Language);
        return new ComposedMail(new OutgoingMail(row.MessageId, person.Subscriber.Address, content, row.CreatedAt), made.Rows);
    }

    // For the privacy contact alone and meant for a file: plain text, no translation.
    private OutgoingMail CheckpointMail(OutboxRow row)
    {
        var text = $"""
            The log of consent as it stood on {row.CreatedAt:yyyy-MM-dd}. Keep this mail: with it,
            `ledger verify --checkpoint FILE --public-key FILE` shows whether anybody rewrote the past.

            {links.Checkpoint()}
            """;
        var content = new MailContent("en", $"{site.Name}: checkpoint of the consent log", $"<pre>{System.Net.WebUtility.HtmlEncode(text)}</pre>", text);
        return new OutgoingMail(row.MessageId, row.Address ?? site.PrivacyContact, content, row.CreatedAt);
    }

    private Dossier? Owner(OutboxRow row) => row.SubscriberId is { } id ? people.Find(PersonKey.Of(id)) : null;

    private string Name(long topic, string language) =>
        catalogue.Current.ByNumber.TryGetValue(topic, out var info) ? info.Words(language, site.DefaultLanguage).Name : "";
}

/// <summary>Makes the links of one mail: the tokens go into it, the hashes to the database.</summary>
internal sealed class LinkMaker(MailLinks links, long subscriberId, long fromSeq, long toSeq)
{
    public List<MailedLinkRow> Rows { get; } = [];

    public MailLink Add(MailedLinkKind kind, string path, DateTimeOffset? until)
    {
        var (token, hash) = links.NewToken();
        Rows.Add(new MailedLinkRow { Hash = hash, Kind = kind, SubscriberId = subscriberId, FromSeq = fromSeq, ToSeq = toSeq, ExpiresAt = until });
        return new MailLink(new Uri($"{links.PublicUrl.AbsoluteUri.TrimEnd('/')}/{path}/{token}"), until ?? DateTimeOffset.MaxValue);
    }
}
