using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.Mail.Transport;

/// <summary>
/// Sends one mail without the outbox, built and signed like any other, for a caller that waits for the outcome.
/// </summary>
internal sealed class DirectMail(MailMessageBuilder builder, IMailTransport transport)
{
    public async Task<MailOutcome> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        if (!builder.TryBuild(mail, out var message, out var refusal))
            return refusal;
        using (message)
            return await transport.SendAsync(message, () => true, cancellationToken);
    }
}
