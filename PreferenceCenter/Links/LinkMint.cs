using System.Globalization;

namespace PreferenceCenter.Links;

/// <summary>The two links of one subscriber for one mail.</summary>
internal readonly record struct SubscriberLinks(string PreferencesUrl, string UnsubscribeUrl);

/// <summary>Makes the two links of a mail and the values of its list headers.</summary>
internal sealed class LinkMint
{
    /// <summary>The only value that RFC 8058 §3.1 allows.</summary>
    public const string ListUnsubscribePost = "List-Unsubscribe=One-Click";

    private readonly string preferences;
    private readonly string unsubscribe;
    private readonly string? mailto;
    private readonly string listDomain;

    /// <param name="publicUrl"><c>Site:PublicUrl</c>; a path in it is kept.</param>
    /// <param name="repliesTo">The mailbox that receives unsubscribe mails; null: no mailto link is offered.</param>
    /// <param name="listDomain"><c>Mail:ListDomain</c>.</param>
    public LinkMint(Uri publicUrl, string? repliesTo, string listDomain)
    {
        // Header fields are ASCII, so an international host name is written in A-labels.
        var root = new UriBuilder(publicUrl)
        {
            Host = publicUrl.IdnHost,
            Query = "",
            Fragment = "",
        }.Uri.AbsoluteUri.TrimEnd('/');
        (preferences, unsubscribe) = (root + "/p/", root + "/u/");
        mailto = repliesTo is null ? null : $">, <mailto:{MailtoAddress(repliesTo)}?subject=unsubscribe%20";
        this.listDomain = listDomain;
    }

    /// <summary>The two links of that subscriber, signed with the active key.</summary>
    /// <param name="scope">A topic's number, 0 for every topic.</param>
    public SubscriberLinks For(LinkKeys keys, Guid subscriber, uint scope, DateTimeOffset now)
    {
        var issuedAt = (uint)Math.Clamp(now.ToUnixTimeSeconds(), 0, uint.MaxValue);
        return new SubscriberLinks(
            Url(preferences, keys.Active, LinkPurpose.Preferences, subscriber, scope, issuedAt),
            Url(unsubscribe, keys.Active, LinkPurpose.Unsubscribe, subscriber, scope, issuedAt)
        );
    }

    /// <summary>
    /// The value of List-Unsubscribe: the one-click URL, then the mailbox (RFC 2369 §2: in order of preference).
    /// </summary>
    public string ListUnsubscribe(SubscriberLinks links)
    {
        var url = links.UnsubscribeUrl;
        return mailto is null
            ? $"<{url}>"
            : string.Concat("<", url, mailto, string.Concat(url.AsSpan(url.Length - SignedLink.TokenLength), ">"));
    }

    /// <summary>
    /// The value of List-Id (RFC 2919): the topic's name for people, its key and the domain for programs.
    /// </summary>
    public string ListId(LinkKeys keys, string topicKey, string topicName) =>
        Links.ListId.For(keys, topicKey, topicName, this.listDomain);

    private static string Url(
        string start,
        LinkKey key,
        LinkPurpose purpose,
        Guid subscriber,
        uint scope,
        uint issuedAt
    ) =>
        string.Create(
            start.Length + SignedLink.TokenLength,
            (start, key, purpose, subscriber, scope, issuedAt),
            static (url, x) =>
            {
                x.start.CopyTo(url);
                SignedLink.Mint(x.key, x.purpose, x.subscriber, x.scope, x.issuedAt, url[x.start.Length..]);
            }
        );

    // RFC 6068 §2: all but unreserved characters is percent-encoded. A plus is allowed there and common in such
    // mailboxes.
    private static string MailtoAddress(string address)
    {
        var at = address.LastIndexOf('@');
        if (at < 1)
            throw new ArgumentException($"{address} is no address.", nameof(address));
        var local = Uri.EscapeDataString(address[..at]).Replace("%2B", "+", StringComparison.Ordinal);
        return $"{local}@{new IdnMapping().GetAscii(address[(at + 1)..])}";
    }
}
