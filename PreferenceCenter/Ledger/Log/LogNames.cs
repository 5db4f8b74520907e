using System.Globalization;

namespace PreferenceCenter.Ledger.Log;

/// <summary>
/// The names of an installation's logs, as in the first line of a checkpoint. The first log (slot 0) is called as the
/// signing key is, which C2SP recommends; a further log adds its slot: <c>example.com/ledger</c>,
/// <c>example.com/ledger/1</c>.
/// </summary>
internal static class LogNames
{
    /// <summary>
    /// The name a new key gets: the public URL without scheme, and "/ledger". It stays when the URL changes later.
    /// </summary>
    public static string KeyName(Uri publicUrl) =>
        (publicUrl.IsDefaultPort ? publicUrl.IdnHost : $"{publicUrl.IdnHost}:{publicUrl.Port}")
        + publicUrl.AbsolutePath.TrimEnd('/').Replace("+", "%2B", StringComparison.Ordinal)
        + "/ledger";

    public static string Of(string keyName, int slot)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slot);
        return slot == 0 ? keyName : $"{keyName}/{slot}";
    }

    /// <summary>Whether a log of that name is of the installation whose key has that name.</summary>
    public static bool Belongs(string origin, string keyName) => SlotOf(origin, keyName) is not null;

    /// <summary>The slot of the log of that name; null where it is another installation's.</summary>
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
