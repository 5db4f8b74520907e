namespace PreferenceCenter.Links;

/// <summary>
/// Thrown when the link keys cannot be used. The message names the file or the setting, never a secret.
/// </summary>
internal sealed class LinkKeysException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The setting to change; null where the fault is in the file.</summary>
    public string? Setting { get; init; }
}
