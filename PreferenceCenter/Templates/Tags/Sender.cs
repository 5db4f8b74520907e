namespace PreferenceCenter.Templates.Tags;

/// <summary>A sending system and its merge tags.</summary>
/// <param name="Key">As files and commands write it.</param>
/// <param name="Unsubscribe">Stands for the link to unsubscribe in the system's own templates.</param>
/// <param name="Field">A merge tag for a field of the subscriber, which is named NAME in it.</param>
internal sealed record Sender(string Key, string Name, string[] Unsubscribe, string[] Preferences, string Field)
{
    /// <summary>What puts the picture of open tracking there; null: nothing in the template does.</summary>
    public string? OpenPixel { get; init; }
}
