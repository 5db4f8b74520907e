using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Subscriptions.MailedLinks;

/// <summary>
/// "What do you hold about me?": strangers get a mail too, so that few are sent to one mailbox, however it is spelled.
/// </summary>
internal sealed class IdentityLinkMail(
    EmailAddress address,
    string language,
    string network,
    Guid asker,
    DateTimeOffset at
) : RequestedMail(address, language, network, at)
{
    internal static readonly (TimeSpan Window, int Count) PerAddress = (TimeSpan.FromHours(1), 4);

    private readonly string mailbox = address.SuppressionKey;

    protected override MailKind Kind => MailKind.Identity;
    protected override (string What, string Who, (TimeSpan Window, int Count) Limit) Counted =>
        ("identity", mailbox, PerAddress);

    protected override string OnceKeyOf(Guid message) => BrowserBinding.OnceKey(asker, message);
}
