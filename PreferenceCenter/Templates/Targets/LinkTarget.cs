namespace PreferenceCenter.Templates.Targets;

/// <summary>Where a link leads.</summary>
internal enum LinkTarget
{
    /// <summary>To nothing of this centre.</summary>
    Elsewhere,

    /// <summary>To the page that unsubscribes, with a token that will do.</summary>
    Unsubscribe,

    /// <summary>To the preferences page, with a token that will do.</summary>
    Preferences,

    /// <summary>To a page of this centre, with a token that is none, of another topic or no longer valid.</summary>
    DeadToken,
}
