using PreferenceCenter.Data;
using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.Mail.Composing;

/// <summary>A mail ready to be sent, and the links that must be stored before it is sent.</summary>
internal sealed record ComposedMail(OutgoingMail Mail, IReadOnlyList<MailedLinkRow> Links)
{
    /// <summary>The subscriber the address belongs to, if the outbox row held only the address.</summary>
    public long? SubscriberId { get; init; }
}
