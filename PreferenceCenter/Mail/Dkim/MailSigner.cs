using MimeKit;
using MimeKit.Cryptography;
using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.Mail.Dkim;

/// <summary>
/// Signs a finished message with DKIM (RFC 6376): relaxed/relaxed, without a length limit, so that nothing can be added
/// after the body.
/// </summary>
internal sealed class MailSigner(DkimSigner signer)
{
    // RFC 6376 §5.4.1, and RFC 8058 §4 for the two unsubscribe headers.
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

    // Signed once more than they occur (§5.4.2): a header added on the way breaks the signature. The list has the
    // headers that readers see or mail programs act on. It omits those that an honest relay may add if they are
    // missing, such as Message-ID.
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

    /// <summary>Signs the message. This must be the last step: any later change breaks the signature.</summary>
    public void Sign(MimeMessage message)
    {
        // Otherwise the header is added when the message is written, and the signature does not cover it.
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
