using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Subscriptions.MailedLinks;

/// <summary>E-mail with a new link to the subscriber's preferences page.</summary>
internal sealed class PreferencesLinkMail(EmailAddress address, string language, string network, DateTimeOffset at)
    : RequestedMail(address, language, network, at)
{
    internal static readonly (TimeSpan Window, int Count) PerAddress = (TimeSpan.FromHours(1), 5);

    private readonly string mailbox = address.MailboxKey;

    protected override MailKind Kind => MailKind.MyLink;
    protected override (string What, string Who, (TimeSpan Window, int Count) Limit) Counted =>
        ("address", mailbox, PerAddress);

    protected override string OnceKeyOf(Guid message) => $"link:{message:N}";
}
