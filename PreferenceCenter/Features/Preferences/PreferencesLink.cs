using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Links;

namespace PreferenceCenter.Features.Preferences;

/// <summary>A link that opens a person's choices: which person, what it may see, whether it proves the mailbox.</summary>
/// <param name="Mailed">Made by the centre for one mail to the address itself.</param>
/// <param name="Trace">What evidence keeps of the link.</param>
internal sealed record OpenedLink(LinkVerdict Verdict, Dossier? Person, uint Scope, bool Mailed, string Trace)
{
    public static readonly OpenedLink Unusable = new(LinkVerdict.Invalid, null, 0, false, "");

    public Channel Channel => Mailed ? Channel.MailedPage : Channel.FooterPage;
}

internal sealed class PreferencesLinks(People people, LinkKeyRing keys, LinkLifetimes lifetimes)
{
    public OpenedLink Open(string token, DateTimeOffset now) =>
        token.Length == MailedToken.Length ? OpenMailed(token, now) : OpenSigned(token, now);

    private OpenedLink OpenSigned(string token, DateTimeOffset now)
    {
        var (verdict, link) = LinkReader.Read(token, LinkPurpose.Preferences, keys.Current, now, lifetimes.Preferences);
        if (verdict == LinkVerdict.Invalid || people.Find(PersonKey.Of(link.Subscriber)) is not { } person) return OpenedLink.Unusable;
        return new OpenedLink(verdict, person, link.Scope, false, $"signed/{link.KeyId}/{link.IssuedAt}");
    }

    private OpenedLink OpenMailed(string token, DateTimeOffset now)
    {
        if (MailedToken.HashOf(token) is not { } hash || people.FindLink(hash) is not { Kind: MailedLinkKind.Choices } link || link.ExpiresAt <= now
            || people.Find(PersonKey.Of(link.SubscriberId)) is not { } person)
            return OpenedLink.Unusable;
        return new OpenedLink(LinkVerdict.Valid, person, 0, true, "mailed/choices");
    }

    /// <summary>
    /// The topics this link may see. A forwarded footer shows no private topic but the one it names; what takes nobody new is shown
    /// to those who have it, so that nobody meets a switch that would be refused and nobody loses the way out.
    /// </summary>
    public static IReadOnlyList<TopicInfo> Visible(Catalogue catalogue, OpenedLink link) =>
        [.. catalogue.Topics.Where(topic => MaySee(topic.Topic, link) && (topic.Topic.Collects || IsOn(topic, link)))];

    /// <summary>What a form may name: an old tab still names topics that have gone from the page since.</summary>
    public static IReadOnlyList<TopicInfo> Nameable(Catalogue catalogue, OpenedLink link) =>
        [.. catalogue.Topics.Where(topic => MaySee(topic.Topic, link) || link.Mailed && link.Person!.State.Choices.ContainsKey(topic.Number))];

    private static bool MaySee(Topic topic, OpenedLink link) =>
        topic.State != TopicState.Draft && (!topic.Private || link.Scope == topic.Number || link.Mailed && link.Person!.State[topic.Number] is { On: true } or { Wish: not null });

    private static bool IsOn(TopicInfo topic, OpenedLink link) => link.Person!.State[topic.Number] is { On: true } or { Wish: not null };
}
