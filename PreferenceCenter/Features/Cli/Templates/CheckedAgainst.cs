using System.Data.Common;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using PreferenceCenter.Mail.Transport;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Features.Cli.Templates;

/// <summary>Reads what templates are checked against: settings, link keys, and the topic from the database.</summary>
internal static class CheckedAgainst
{
    /// <returns>Without a context, the reason.</returns>
    public static async Task<(TemplateContext? Context, string? Refusal)> ReadAsync(CommandCall call, string? key)
    {
        var refusal = Unready(call);
        // What staff have set, the postal address among it, stands in the database where there is one.
        if (refusal is null)
            await call.Service<SiteInForce>().RefreshAsync();
        var mail = call.Service<MailOptions>();
        var context = new TemplateContext(call.Service<Site>())
        {
            Keys = Keys(call),
            PreferencesLifetime = call.Service<LinkLifetimes>().Preferences,
            Now = call.Service<TimeProvider>().GetUtcNow(),
            OtherSenders = new Dictionary<string, string> { [mail.From.Address.ToLowerInvariant()] = "Mail:From" },
        };
        if (key is null)
            return (context, null);
        if (refusal is not null)
            return (null, refusal);
        var catalogue = call.Service<CatalogueCache>().Refresh();
        return catalogue.ByKey.TryGetValue(key, out var topic)
            ? (
                context with
                {
                    Topic = Of(call, catalogue, topic),
                    OtherSenders = Senders(context.OtherSenders, catalogue, topic),
                },
                null
            )
            : (null, $"There is no topic '{key}'.");
    }

    // Without a topic settings are enough.
    private static string? Unready(CommandCall call)
    {
        try
        {
            return call.Service<Database>().Schema().Refusal;
        }
        catch (DbException reason)
        {
            return $"The database cannot be read: {reason.Message}";
        }
    }

    private static TemplateTopic Of(CommandCall call, CatalogueSnapshot catalogue, TopicInfo topic)
    {
        var site = call.Service<Site>();
        var name = topic.Words(site.DefaultLanguage, site.DefaultLanguage).Name;
        return new TemplateTopic(
            topic.Key,
            topic.Number,
            call.Service<LinkMint>().ListId(call.Service<LinkKeyRing>().Current, topic.Key, name),
            catalogue.Permissions.ContainsKey(Aspect.Tracking)
        );
    }

    private static Dictionary<string, string> Senders(
        IReadOnlyDictionary<string, string> service,
        CatalogueSnapshot catalogue,
        TopicInfo own
    )
    {
        var senders = new Dictionary<string, string>(service);
        foreach (var topic in catalogue.Topics.Where(t => t.Number != own.Number && t.Sender is not null))
            senders.TryAdd(topic.Sender!.Address.ToLowerInvariant(), topic.Key);
        return senders;
    }

    // Opening the ring would make the keys that are missing.
    private static LinkKeys? Keys(CommandCall call)
    {
        var settings = call.Service<LinkKeySettings>();
        var file = new LinkKeyFile(call.Service<StorageSettings>().KeysDirectory);
        return settings.Keys.Count > 0 || file.Stamp() is not null
            ? LinkKeyMerge.Merge(settings, file.Read(), file.Path)
            : null;
    }
}
