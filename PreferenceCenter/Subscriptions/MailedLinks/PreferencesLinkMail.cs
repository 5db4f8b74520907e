using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Subscriptions.MailedLinks;

/// <summary>E-mail with a new link to the subscriber's preferences page.</summary>
internal sealed class PreferencesLinkMail(EmailAddress address, string language, string network, DateTimeOffset at)
    : RequestedMail(address, language, network, at)
{
    protected override MailKind Kind => MailKind.MyLink;
    protected override AskedKind Asked => AskedKind.Choices;

    protected override string OnceKeyOf(Guid message) => $"link:{message:N}";
}
