using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Subscriptions;

namespace PreferenceCenter.Features.Cli.Audiences;

/// <summary>
/// One row of an exported audience: a subscriber who may be mailed, and the values that the sender puts into the mail.
/// Names and order of the columns are part of the public contract.
/// </summary>
internal sealed record AudienceRow(
    string Email,
    string? Name,
    Guid Id,
    string Language,
    string Frequency,
    string Tracking,
    string Profiling,
    string PreferencesUrl,
    string UnsubscribeUrl,
    string ListUnsubscribe,
    string ListUnsubscribePost,
    string ListId
)
{
    public static readonly string[] Columns =
    [
        "email",
        "name",
        "id",
        "language",
        "frequency",
        "tracking",
        "profiling",
        "preferencesUrl",
        "unsubscribeUrl",
        "listUnsubscribe",
        "listUnsubscribePost",
        "listId",
    ];
}

/// <summary>
/// Makes the audience rows of one topic. The scope of the links is the topic: an unsubscribe link ends this topic and
/// nothing else (UNS-14).
/// </summary>
internal sealed class AudienceRows(LinkMint mint, LinkKeys keys, TopicInfo topic, Site site, DateTimeOffset now)
{
    // One phrase for all languages, because there is one list for all its readers (RFC 2919 §4).
    private readonly string listId = mint.ListId(
        keys,
        topic.ListLabel,
        topic.Topic.Sensitive ? site.Name : topic.Words(site.DefaultLanguage, site.DefaultLanguage).Name
    );

    public AudienceRow Of(AudienceMember member)
    {
        var links = mint.For(keys, member.PublicId, (uint)topic.Number, now);
        return new AudienceRow(
            member.Address.Typed,
            // Stored before names were checked, it may hold what begins a header of its own.
            ControlCharacter.Remove(member.Name),
            member.PublicId,
            member.Language,
            WireName.Of(member.Frequency),
            WireName.Of(member.Tracking),
            WireName.Of(member.Profiling),
            links.PreferencesUrl,
            links.UnsubscribeUrl,
            mint.ListUnsubscribe(links),
            LinkMint.ListUnsubscribePost,
            listId
        );
    }
}
