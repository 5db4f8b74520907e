using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Links;

namespace PreferenceCenter;

/// <summary>Opens every key a server needs: one that cannot be used stops the start and is told as a setting, not by the first page that fails.</summary>
internal static class KeysAtStart
{
    private const string Directory = "Storage:KeysDirectory";

    public static IEnumerable<SettingFault> Faults(IServiceProvider center) =>
        ((SettingFault?[])[FaultOf<LinkKeyRing>(center), FaultOf<SuppressionList>(center), FaultOf<LogSigningKey>(center)]).OfType<SettingFault>();

    private static SettingFault? FaultOf<TKey>(IServiceProvider center) where TKey : notnull
    {
        try
        {
            center.GetRequiredService<TKey>();
            return null;
        }
        catch (LinkKeysException reason) when (reason.Setting is { } setting)
        {
            return new SettingFault(setting, reason.Message);
        }
        catch (Exception reason) when (reason is LinkKeysException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return new SettingFault(Directory, reason.Message);
        }
    }
}
