using MailKit.Net.Smtp;
using MimeKit;

namespace PreferenceCenter.Tests.Documents;

/// <summary>C# example of docs/sending.md, word for word.</summary>
internal static class SendingExample
{
    internal sealed record Row(
        string Email,
        string UnsubscribeUrl,
        string ListUnsubscribe,
        string ListUnsubscribePost,
        string ListId
    );

    public static Task SendAsDocumentedAsync(SmtpClient smtp, Row row) => SendAsync(smtp, row);

    private static async Task SendAsync(SmtpClient smtp, Row row)
    {
        var message = new MimeMessage();
        message.From.Add(MailboxAddress.Parse("News <news@example.org>"));
        message.To.Add(MailboxAddress.Parse(row.Email));
        message.Subject = "What is new in March";
        message.Headers.Add(HeaderId.ListUnsubscribe, row.ListUnsubscribe);
        message.Headers.Add(HeaderId.ListUnsubscribePost, row.ListUnsubscribePost);
        message.Headers.Add(HeaderId.ListId, row.ListId);
        message.Body = new TextPart("plain") { Text = $"The news of March.\n\nUnsubscribe: {row.UnsubscribeUrl}\n" };
        await smtp.SendAsync(message);
    }
}
