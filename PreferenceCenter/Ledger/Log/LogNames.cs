using System.Globalization;

namespace PreferenceCenter.Ledger.Log;

/// <summary>
/// Names of an installation's logs, as in the first line of a checkpoint. The first log (slot 0) has the name of the
/// signing key, as C2SP recommends. Further logs append their slot: <c>example.com/ledger</c>,
/// <c>example.com/ledger/1</c>.
/// </summary>
internal static class LogNames
{
    /// <summary>
    /// Name of a new key: the public URL without scheme, plus "/ledger". It does not change when the URL changes later.
    /// </summary>
    public static string KeyName(Uri publicUrl) =>
        (publicUrl.IsDefaultPort ? publicUrl.IdnHost : Invariant($"{publicUrl.IdnHost}:{publicUrl.Port}"))
        + publicUrl.AbsolutePath.TrimEnd('/').Replace("+", "%2B", StringComparison.Ordinal)
        + "/ledger";

    public static string Of(string keyName, int slot)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slot);
        return slot == 0 ? keyName : Invariant($"{keyName}/{slot}");
    }

    /// <summary>Whether the log with this name belongs to the installation with this key name.</summary>
    public static bool Belongs(string origin, string keyName) => SlotOf(origin, keyName) is not null;

    /// <summary>Slot of the log with this name; null if it belongs to another installation.</summary>
    public static int? SlotOf(string origin, string keyName)
    {
        if (origin == keyName)
            return 0;
        return
            origin.StartsWith(keyName + "/", StringComparison.Ordinal)
            && int.TryParse(
                origin.AsSpan(keyName.Length + 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var slot
            )
            && slot > 0
            && origin == Of(keyName, slot)
            ? slot
            : null;
    }
}
