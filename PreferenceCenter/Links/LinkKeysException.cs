namespace PreferenceCenter.Links;

/// <summary>
/// The link keys cannot be used as they are. The message names the file or the setting, never a secret.
/// </summary>
internal sealed class LinkKeysException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The setting to change, where it is not the file.</summary>
    public string? Setting { get; init; }
}
