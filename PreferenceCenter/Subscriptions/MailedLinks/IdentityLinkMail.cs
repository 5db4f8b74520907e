using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Subscriptions.MailedLinks;

/// <summary>
/// E-mail with an identity link, for the question "What do you hold about me?". People who are not subscribers get one
/// too.
/// </summary>
internal sealed class IdentityLinkMail(
    EmailAddress address,
    string language,
    string network,
    Guid browser,
    DateTimeOffset at
) : RequestedMail(address, language, network, at)
{
    protected override MailKind Kind => MailKind.Identity;
    protected override AskedKind Asked => AskedKind.Data;

    protected override Guid? BrowserId => browser;

    protected override string OnceKeyOf(Guid message) => $"identity:{message:N}";
}
