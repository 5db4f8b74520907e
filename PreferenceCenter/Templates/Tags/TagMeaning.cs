namespace PreferenceCenter.Templates.Tags;

/// <summary>What a merge tag stands for.</summary>
internal enum TagMeaning
{
    Other,
    Unsubscribe,
    Preferences,

    /// <summary>A picture that tells the sender of the opening.</summary>
    OpenPixel,
}
