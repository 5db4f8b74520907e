using System.Diagnostics.CodeAnalysis;
using System.Text;
using MimeKit;
using MimeKit.Text;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Dkim;
using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.Mail.Transport;

/// <summary>
/// Builds the MIME message of a mail. Mails of the centre are service mails about a subscriber's own act, so none
/// carries the two one-click unsubscribe headers; only a test of a mailing does, which staff send themselves.
/// </summary>
internal sealed class MailMessageBuilder(MailOptions options, Site site, MailSigner? signer = null)
{
    private readonly string host =
        site.PublicUrl.HostNameType == UriHostNameType.Dns ? site.PublicUrl.IdnHost : site.PublicUrl.Host;

    /// <summary>Builds the message and signs it, if a key is configured.</summary>
    /// <returns>False if the address cannot be written to; the refusal says why.</returns>
    public bool TryBuild(
        OutgoingMail mail,
        [NotNullWhen(true)] out MimeMessage? message,
        [NotNullWhen(false)] out MailOutcome? refusal
    )
    {
        message = null;
        refusal = null;
        if (Recipient(mail.To) is not { } recipient)
        {
            refusal = new MailOutcome(
                MailVerdict.GiveUp,
                "address-invalid",
                "5.1.3",
                "The address cannot be written to",
                MailCause.Address
            );
            return false;
        }

        var from = mail.List is { } list ? new MailboxAddress(list.FromName, list.FromAddress) : options.From;
        message = new MimeMessage { Date = mail.At.ToUniversalTime(), MessageId = $"{mail.Id:N}@{host}" };
        message.Headers.Replace(Folded(HeaderId.Subject, OneLine(mail.Content.Subject)));
        message.Headers.Replace(
            Folded(HeaderId.From, new MailboxAddress(OneLine(from.Name ?? ""), OnTheWire(from)).ToString())
        );
        message.To.Add(recipient);
        if (mail.List is null)
        {
            AddReplyTo(message);
            AddService(message, mail);
        }
        else
            foreach (var (name, value) in mail.List.Headers)
                message.Headers.Add(name, value);
        message.Headers.Add(HeaderId.ListHelp, $"<{HelpLink.Of(site)}>");
        message.Body = new MultipartAlternative
        {
            Part(TextFormat.Plain, mail.Content.Text),
            Part(TextFormat.Html, mail.Content.Html),
        };
        message.Body.Headers.Add(HeaderId.ContentLanguage, mail.Content.Language);
        signer?.Sign(message);
        return true;
    }

    /// <summary>
    /// Whether the server must offer SMTPUTF8 (RFC 6531 §3.2). A domain never requires it, because it is written with
    /// A-labels.
    /// </summary>
    public static bool NeedsSmtpUtf8(MimeMessage message) =>
        message.To.Mailboxes.Concat(message.From.Mailboxes).Any(mailbox => !Ascii.IsValid(OnTheWire(mailbox)));

    // MailKit would decode them for a server that offers SMTPUTF8, and ask for it.
    static MailMessageBuilder() => MailboxAddress.IdnMapping = new ALabels();

    private static string OnTheWire(MailboxAddress mailbox) => mailbox.GetAddress(idnEncode: true);

    // The constructor of MailboxAddress accepts only an addr-spec, refuses text after it and drops comments. With a
    // comment, the result differs from the input.
    private static MailboxAddress? Recipient(string address)
    {
        try
        {
            var mailbox = new MailboxAddress("", address);
            var at = address.LastIndexOf('@');
            return
                at > 0
                && mailbox.Address.StartsWith(address[..(at + 1)], StringComparison.Ordinal)
                && mailbox.Address.LastIndexOf('@') == at
                && OnTheWire(mailbox) is var wire
                && Ascii.IsValid(wire.AsSpan(at + 1))
                ? new MailboxAddress("", wire)
                : null;
        }
        catch (Exception e) when (e is ParseException or ArgumentException)
        {
            return null;
        }
    }

    // RFC 3834 §2: replies to an automatic mail should reach a human; the From mailbox is often not read.
    private void AddReplyTo(MimeMessage message)
    {
        if (
            EmailAddress.TryParse(site.PrivacyContact) is { } contact
            && !contact.Key.Equals(options.From.Address, StringComparison.OrdinalIgnoreCase)
            && Recipient(contact.Typed) is { } human
            && Ascii.IsValid(OnTheWire(human))
        )
            message.ReplyTo.Add(human);
    }

    private static void AddService(MimeMessage message, OutgoingMail mail)
    {
        // RFC 3834 §5: auto-replied is only for a direct answer to a mail.
        message.Headers.Add("Auto-Submitted", mail.InReplyTo is null ? "auto-generated" : "auto-replied");
        if (mail.InReplyTo is { } answered)
        {
            message.InReplyTo = answered;
            message.References.Add(answered);
        }
        // Exchange ignores Auto-Submitted: without this header, out-of-office replies come back.
        message.Headers.Add("X-Auto-Response-Suppress", "All");
    }

    // MimeKit folds encoded words without counting the header's name.
    private static Header Folded(HeaderId field, string text)
    {
        var header = new Header(field, "");
        var format = FormatOptions.Default.Clone();
        format.MaxLineLength = 78 - header.Field.Length - 1;
        header.SetValue(format, Encoding.UTF8, text);
        return header;
    }

    private static TextPart Part(TextFormat format, string text)
    {
        var part = new TextPart(format);
        // RFC 2046 §4.1.1: line breaks of text are CRLF, also inside base64.
        part.SetText(Encoding.UTF8, text.ReplaceLineEndings("\r\n"));
        part.ContentTransferEncoding = Encode(text);
        return part;
    }

    // Both encodings keep lines under 78 characters. Quoted-printable triples each non-ASCII byte, base64 adds a third
    // to all bytes.
    private static ContentEncoding Encode(string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        var nonAscii = bytes - text.Count(char.IsAscii);
        return nonAscii * 2 > bytes * 0.37 ? ContentEncoding.Base64 : ContentEncoding.QuotedPrintable;
    }

    // A line break in a name or a subject would allow header injection.
    private static string OneLine(string text) =>
        string.Join(
            ' ',
            new string([.. text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)]).Split(
                ' ',
                StringSplitOptions.RemoveEmptyEntries
            )
        );
}
