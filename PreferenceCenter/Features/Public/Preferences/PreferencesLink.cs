using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Links;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>
/// A link that opens a person's choices: which person, what it may see, whether it proves the mailbox.
/// </summary>
/// <param name="Mailed">Made by the centre for one mail to the address itself.</param>
/// <param name="Trace">What evidence keeps of the link.</param>
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
    /// Of before the address was changed, or of somebody who is part of another now: it may have been read elsewhere,
    /// and only leaves.
    /// </summary>
    public bool OnlyLeaves { get; init; }

    public Channel Channel => Mailed ? Channel.MailedPage : Channel.FooterPage;
}

internal sealed class PreferencesLinks(SubscriberReader people, LinkKeyRing keys, LinkLifetimes lifetimes)
{
    public OpenedLink Open(string token, DateTimeOffset now) =>
        token.Length == MailedToken.Length ? OpenMailed(token, now) : OpenSigned(token, now);

    private OpenedLink OpenSigned(string token, DateTimeOffset now)
    {
        var (verdict, link) = LinkReader.Read(token, LinkPurpose.Preferences, keys.Current, now, lifetimes.Preferences);
        if (verdict == LinkVerdict.Invalid || people.Find(PersonKey.Of(link.Subscriber)) is not { } person)
            return OpenedLink.Unusable;
        return Aged(
            new OpenedLink(verdict, person, link.Scope, false, $"signed/{link.KeyId}/{link.IssuedAt}"),
            DateTimeOffset.FromUnixTimeSeconds(link.IssuedAt)
        );
    }

    private OpenedLink Aged(OpenedLink link, DateTimeOffset issuedAt)
    {
        var person = link.Person;
        while (person is { State.MergedInto: not 0 and var survivor })
            person = people.Find(PersonKey.Of(survivor));
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

    private OpenedLink OpenMailed(string token, DateTimeOffset now)
    {
        if (
            MailedToken.HashOf(token) is not { } hash
            || people.FindLink(hash) is not { Kind: MailedLinkKind.Choices } link
            || link.ExpiresAt <= now
            || people.Find(PersonKey.Of(link.SubscriberId)) is not { } person
        )
            return OpenedLink.Unusable;
        return Aged(
            new OpenedLink(LinkVerdict.Valid, person, 0, true, "mailed/choices"),
            link.ExpiresAt!.Value - lifetimes.Choices
        );
    }

    /// <summary>
    /// The topics this link may see. A forwarded footer shows no private topic but the one it names; what takes nobody
    /// new is shown to those who have it, so that nobody meets a switch that would be refused and nobody loses the way
    /// out.
    /// </summary>
    public static IReadOnlyList<TopicInfo> Visible(CatalogueSnapshot catalogue, OpenedLink link) =>
        [.. catalogue.Topics.Where(topic => MaySee(topic.Topic, link) && (topic.Topic.Collects || IsOn(topic, link)))];

    /// <summary>What a form may name: an old tab still names topics that have gone from the page since.</summary>
    public static IReadOnlyList<TopicInfo> Nameable(CatalogueSnapshot catalogue, OpenedLink link) =>
        [
            .. catalogue.Topics.Where(topic =>
                MaySee(topic.Topic, link) || link.Mailed && link.Person!.State.Choices.ContainsKey(topic.Number)
            ),
        ];

    private static bool MaySee(Topic topic, OpenedLink link) =>
        topic.State != TopicState.Draft
        && (
            !topic.Private
            || link.Scope == topic.Number
            || link.Mailed && link.Person!.State[topic.Number] is { On: true } or { Wish: not null }
        );

    private static bool IsOn(TopicInfo topic, OpenedLink link) =>
        link.Person!.State[topic.Number] is { On: true } or { Wish: not null };
}
