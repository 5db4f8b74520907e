using PreferenceCenter.Data;
using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.Mail.Composing;

/// <summary>A mail ready to go, and the links that must be on disk before it does.</summary>
internal sealed record ComposedMail(OutgoingMail Mail, IReadOnlyList<MailedLinkRow> Links)
{
    /// <summary>Whose address it turned out to be, where the row knew the address alone.</summary>
    public long? SubscriberId { get; init; }
}
