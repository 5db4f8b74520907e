using System.Security.Cryptography;
using System.Text.Json;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using PreferenceCenter.Mail.Transport;
using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Templates.Kept;

/// <summary>Says what templates are checked against: the site, the link keys, and the topic of the mailing.</summary>
internal sealed class TemplateContexts(
    Site site,
    MailOptions mail,
    LinkLifetimes lifetimes,
    LinkMint mint,
    TimeProvider clock
)
{
    /// <summary>A digest of rules and context: a check with the same one of the same day has the same result.</summary>
    public static string DigestOf(TemplateContext context) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                JsonSerializer.SerializeToUtf8Bytes(
                    new
                    {
                        Rules = typeof(TemplateCheck).Module.ModuleVersionId,
                        context.Site.PublicUrl,
                        context.Site.Facts,
                        context.Site.Jurisdictions,
                        Keys = context.Keys?.All.Select(k => new { k.Id, k.Revocation }),
                        context.PreferencesLifetime,
                        context.Topic,
                        context.Language,
                        Senders = context.OtherSenders.OrderBy(s => s.Key, StringComparer.Ordinal),
                    }
                )
            )
        );

    /// <summary>For any topic.</summary>
    /// <param name="keys">Null where they are not here: then signatures are not verified.</param>
    public TemplateContext Of(LinkKeys? keys) =>
        new(site)
        {
            Keys = keys,
            PreferencesLifetime = lifetimes.Preferences,
            Now = clock.GetUtcNow(),
            OtherSenders = new Dictionary<string, string> { [mail.From.Address.ToLowerInvariant()] = "Mail:From" },
        };

    public TemplateContext Of(LinkKeys keys, CatalogueSnapshot catalogue, TopicInfo topic)
    {
        var context = Of(keys);
        var senders = new Dictionary<string, string>(context.OtherSenders);
        foreach (var other in catalogue.Topics.Where(t => t.Number != topic.Number && t.Sender is not null))
            senders.TryAdd(other.Sender!.Address.ToLowerInvariant(), other.Key);
        // The List-Id of a sensitive topic does not tell what it is about.
        var name = topic.Topic.Sensitive ? site.Name : topic.Words(site.DefaultLanguage, site.DefaultLanguage).Name;
        return context with
        {
            Topic = new TemplateTopic(
                topic.Key,
                topic.Number,
                mint.ListId(keys, topic.ListLabel, name),
                catalogue.Permissions.ContainsKey(Aspect.Tracking)
            ),
            OtherSenders = senders,
        };
    }
}
