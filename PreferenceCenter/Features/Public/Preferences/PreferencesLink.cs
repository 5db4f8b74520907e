using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Links;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>
/// A link that opens a subscriber's choices: the subscriber, what the link may show, and whether it proves access to
/// the mailbox.
/// </summary>
/// <param name="Mailed">Made by the centre for a single mail to the address itself.</param>
/// <param name="Trace">Description of the link that the evidence keeps.</param>
internal sealed record OpenedLink(
    LinkVerdict Verdict,
    SubscriberSnapshot? Person,
    uint Scope,
    bool Mailed,
    string Trace
)
{
    public static readonly OpenedLink Unusable = new(LinkVerdict.Invalid, null, 0, false, "");

    /// <summary>
    /// The link was issued before a change of address, or for a subscriber that was merged into another. Its mail may
    /// have been read by another person, so it can only unsubscribe.
    /// </summary>
    public bool OnlyLeaves { get; init; }

    public Channel Channel => Mailed ? Channel.MailedPage : Channel.FooterPage;
}

/// <summary>Opens preference links: signed links of mail footers and single links that the centre mailed.</summary>
internal sealed class PreferencesLinks(
    SubscriberReader subscribers,
    CatalogueCache catalogue,
    ILinkKeys keys,
    LinkLifetimes lifetimes
)
{
    public ValueTask<OpenedLink> OpenAsync(string token, DateTimeOffset now) =>
        token.Length == MailedToken.Length ? OpenMailedAsync(token, now) : OpenSignedAsync(token, now);

    private async ValueTask<OpenedLink> OpenSignedAsync(string token, DateTimeOffset now)
    {
        var (verdict, link) = LinkReader.Read(token, LinkPurpose.Preferences, keys.Current, now, lifetimes.Preferences);
        if (
            verdict == LinkVerdict.Invalid
            || await subscribers.FindAsync(PersonKey.Of(link.Subscriber)) is not { } person
        )
            return OpenedLink.Unusable;
        return await CheckAgeAsync(
            new OpenedLink(
                verdict,
                person,
                catalogue.Current.ScopeOf(link.Scope),
                false,
                $"signed/{link.KeyId}/{link.IssuedAt}"
            ),
            DateTimeOffset.FromUnixTimeSeconds(link.IssuedAt)
        );
    }

    private async ValueTask<OpenedLink> CheckAgeAsync(OpenedLink link, DateTimeOffset issuedAt)
    {
        var person = link.Person;
        while (person is { State.MergedInto: not 0 and var survivor })
            person = await subscribers.FindAsync(PersonKey.Of(survivor));
        return person is null ? OpenedLink.Unusable
            : person != link.Person || issuedAt < person.State.AddressSince
                ? link with
                {
                    Verdict = LinkVerdict.Expired,
                    Person = person,
                    OnlyLeaves = true,
                }
            : link;
    }

    private async ValueTask<OpenedLink> OpenMailedAsync(string token, DateTimeOffset now)
    {
        if (
            MailedToken.HashOf(token) is not { } hash
            || await subscribers.FindLinkAsync(hash) is not { Kind: MailedLinkKind.Choices } link
            || link.ExpiresAt <= now
            || await subscribers.FindAsync(PersonKey.Of(link.SubscriberId)) is not { } person
        )
            return OpenedLink.Unusable;
        return await CheckAgeAsync(
            new OpenedLink(LinkVerdict.Valid, person, 0, true, "mailed/choices"),
            link.ExpiresAt!.Value - lifetimes.Choices
        );
    }

    /// <summary>
    /// The topics this link may see. A forwarded footer link shows no private topic except the one it names. A topic
    /// that takes no new subscribers is shown only to its subscribers: no page shows a switch that would be refused,
    /// and no subscriber loses the way to unsubscribe.
    /// </summary>
    public static IReadOnlyList<TopicInfo> Visible(CatalogueSnapshot catalogue, OpenedLink link) =>
        [.. catalogue.Topics.Where(topic => MaySee(topic.Topic, link) && (topic.Topic.Collects || IsOn(topic, link)))];

    /// <summary>
    /// The topics a posted form may name. An old tab may still name topics that the page no longer shows.
    /// </summary>
    public static IReadOnlyList<TopicInfo> Nameable(CatalogueSnapshot catalogue, OpenedLink link) =>
        [
            .. catalogue.Topics.Where(topic =>
                MaySee(topic.Topic, link) || (link.Mailed && link.Person!.State.Choices.ContainsKey(topic.Number))
            ),
        ];

    private static bool MaySee(Topic topic, OpenedLink link) =>
        topic.State != TopicState.Draft
        && (
            !topic.Private
            || link.Scope == topic.Number
            || (link.Mailed && link.Person!.State[topic.Number] is { On: true } or { Wish: not null })
        );

    private static bool IsOn(TopicInfo topic, OpenedLink link) =>
        link.Person!.State[topic.Number] is { On: true } or { Wish: not null };
}
