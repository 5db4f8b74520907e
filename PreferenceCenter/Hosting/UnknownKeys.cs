using Microsoft.Extensions.Configuration.Json;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Hosting;

/// <summary>
/// Finds keys that nobody reads: with a slip of the pen in its key, a setting would silently be its default.
/// </summary>
internal static class UnknownKeys
{
    private const string Connections = "ConnectionStrings:";

    /// <summary>Keys so unlike the one that is read are somebody else's: platforms put theirs there too.</summary>
    private const int FarFrom = 6;

    // Read by the framework from its files.
    private static readonly HashSet<string> OfFramework = new(StringComparer.OrdinalIgnoreCase)
    {
        "Logging",
        "Kestrel",
        "AllowedHosts",
        "ApplicationName",
        "ContentRoot",
        "WebRoot",
        "DetailedErrors",
    };

    public static IEnumerable<SettingFault> In(IConfigurationRoot configuration) =>
        configuration
            .Providers.SelectMany(provider => KeysOf(provider, null).Where(key => IsUnknown(provider, key)))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(key => new SettingFault(
                SettingKeys.Spelled(key),
                $"is no setting of this program; the nearest is {SettingKeys.Nearest(key)}"
            ));

    // The environment holds variables of everybody: there, only what stands in a section of ours is meant for us. A
    // variable MAIL is a user's mailbox and no section.
    private static bool IsUnknown(IConfigurationProvider provider, string key)
    {
        var section = key.Split(':')[0];
        if (SettingKeys.Knows(key))
            return false;
        if (provider is JsonConfigurationProvider or JsonStreamConfigurationProvider)
            return !OfFramework.Contains(section) && key[0] is not ('$' or '/' or '_');
        if (key.StartsWith(Connections, StringComparison.OrdinalIgnoreCase))
            return EditDistance.Between(key, SettingKeys.Nearest(key)) < FarFrom;
        return key.Contains(':', StringComparison.Ordinal) && SettingKeys.Sections.Contains(section);
    }

    private static IEnumerable<string> KeysOf(IConfigurationProvider provider, string? section)
    {
        foreach (var name in provider.GetChildKeys([], section).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var key = section is null ? name : $"{section}:{name}";
            if (provider.TryGet(key, out _))
                yield return key;
            foreach (var below in KeysOf(provider, key))
                yield return below;
        }
    }
}
