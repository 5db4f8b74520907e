namespace PreferenceCenter.Templates.Tags;

/// <summary>A sending system and its merge tags.</summary>
/// <param name="Key">As files and commands write it.</param>
/// <param name="Unsubscribe">Stands for the link to unsubscribe in the system's own templates.</param>
/// <param name="Field">A merge tag for a field of the subscriber, which is named NAME in it.</param>
internal sealed record Sender(string Key, string Name, string[] Unsubscribe, string[] Preferences, string Field)
{
    /// <summary>What puts the picture of open tracking there; null: nothing in the template does.</summary>
    public string? OpenPixel { get; init; }

    /// <summary>Names of the subscriber's fields that hold the two links of this centre: the columns of an exported
    /// audience, as the system can name them.</summary>
    public string UnsubscribeField { get; init; } = "unsubscribeUrl";
    public string PreferencesField { get; init; } = "preferencesUrl";

    /// <summary>How a header field is named where it is set, with the field for {0}; null: the system sets List-Unsubscribe
    /// itself, and no other value of it is sent.</summary>
    public string? HeaderName { get; init; }

    /// <summary>What has to be set, in the system's own words, for header fields of one's own to be sent alone; null:
    /// nothing.</summary>
    public string? HeaderTerms { get; init; }

    /// <summary>Whether a mailing needs the system's own link to unsubscribe beside ours.</summary>
    public bool WantsOwnLink { get; init; }

    /// <summary>The merge tag of a field.</summary>
    public string TagOf(string field) => Field.Replace("NAME", field, StringComparison.Ordinal);
}
