using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.Mail.Transport;

/// <summary>
/// One mail past the outbox: built, signed and handed over as all are, for whoever waits to see what becomes of it.
/// </summary>
internal sealed class DirectMail(MailMessageBuilder builder, IMailTransport transport)
{
    public async Task<MailOutcome> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        if (!builder.TryBuild(mail, out var message, out var refusal))
            return refusal;
        using (message)
            return await transport.SendAsync(message, () => { }, cancellationToken);
    }
}
