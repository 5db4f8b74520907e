using PreferenceCenter.Data;
using PreferenceCenter.Mail.Views;

namespace PreferenceCenter.Mail.Composing;

/// <summary>
/// Creates the links of one mail: the mail contains the tokens, the database stores only their hashes.
/// </summary>
internal sealed class LinkMaker(MailLinks links, long subscriberId, long fromSeq, long toSeq)
{
    public List<MailedLinkRow> Rows { get; } = [];
    public Guid? OptInId { get; init; }
    public Guid? AddressChangeId { get; init; }
    public Guid? BrowserId { get; init; }
    public Guid? AccountId { get; init; }

    public MailLink Add(MailedLinkKind kind, string path, DateTimeOffset? until)
    {
        var (token, hash) = links.NewToken();
        Rows.Add(
            new MailedLinkRow
            {
                Hash = hash,
                Kind = kind,
                SubscriberId = subscriberId,
                FromSeq = fromSeq,
                ToSeq = toSeq,
                ExpiresAt = until,
                OptInId = OptInId,
                AddressChangeId = AddressChangeId,
                BrowserId = BrowserId,
                AccountId = AccountId,
            }
        );
        return new MailLink(
            new Uri($"{links.PublicUrl.AbsoluteUri.TrimEnd('/')}/{path}/{token}"),
            until ?? DateTimeOffset.MaxValue
        );
    }
}
