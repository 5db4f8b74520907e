using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Subscriptions.MailedLinks;

/// <summary>
/// E-mail with an identity link, for the question "What do you hold about me?". People who are not subscribers get one
/// too, so the limit per mailbox is low and counts all spellings of the address.
/// </summary>
internal sealed class IdentityLinkMail(
    EmailAddress address,
    string language,
    string network,
    Guid browser,
    DateTimeOffset at
) : RequestedMail(address, language, network, at)
{
    internal static readonly (TimeSpan Window, int Count) PerAddress = (TimeSpan.FromHours(1), 4);

    private readonly string mailbox = address.MailboxKey;

    protected override MailKind Kind => MailKind.Identity;
    protected override (string What, string Who, (TimeSpan Window, int Count) Limit) Counted =>
        ("identity", mailbox, PerAddress);

    protected override Guid? BrowserId => browser;

    protected override string OnceKeyOf(Guid message) => $"identity:{message:N}";
}
