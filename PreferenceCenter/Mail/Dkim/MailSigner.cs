using MimeKit;
using MimeKit.Cryptography;
using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.Mail.Dkim;

/// <summary>
/// Signs a finished message (RFC 6376): relaxed/relaxed, no length, so that nothing can be added below either.
/// </summary>
internal sealed class MailSigner(DkimSigner signer)
{
    // RFC 6376 §5.4.1, and RFC 8058 §4 for the two that unsubscribe.
    private static readonly string[] Covered =
    [
        "From",
        "Reply-To",
        "Subject",
        "Date",
        "To",
        "Message-ID",
        "In-Reply-To",
        "References",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Auto-Submitted",
        "List-Help",
        "List-Id",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
    ];

    // Named once more than they are there (§5.4.2): one that somebody adds on the way breaks the signature. Those a
    // reader sees or a mail program acts on; not those that an honest relay may add where they are missing, as
    // Message-ID.
    private static readonly HashSet<string> OverSigned = new(StringComparer.OrdinalIgnoreCase)
    {
        "From",
        "Reply-To",
        "Subject",
        "Date",
        "To",
        "Content-Type",
        "List-Help",
        "List-Id",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
    };

    /// <summary>The last thing done to a message: whatever is changed after it breaks the signature.</summary>
    public void Sign(MimeMessage message)
    {
        // Else it is added when the message is written, and not covered.
        message.MimeVersion ??= new Version(1, 0);
        signer.Sign(MailFormat.New(), message, [.. Fields(message)]);
    }

    private static IEnumerable<string> Fields(MimeMessage message)
    {
        foreach (var field in Covered)
        {
            var headers = field.StartsWith("Content-", StringComparison.Ordinal)
                ? message.Body!.Headers
                : message.Headers;
            var times =
                headers.Count(header => header.Field.Equals(field, StringComparison.OrdinalIgnoreCase))
                + (OverSigned.Contains(field) ? 1 : 0);
            for (var i = 0; i < times; i++)
                yield return field;
        }
    }
}
