using System.Data.Common;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Kept;

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
        var contexts = call.Service<TemplateContexts>();
        if (key is null)
            return (contexts.Of(Keys(call)), null);
        if (refusal is not null)
            return (null, refusal);
        var catalogue = call.Service<CatalogueCache>().Refresh();
        return catalogue.ByKey.TryGetValue(key, out var topic)
            ? (contexts.Of(call.Service<LinkKeyRing>().Current, catalogue, topic), null)
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
