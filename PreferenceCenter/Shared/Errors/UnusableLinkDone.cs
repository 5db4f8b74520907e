namespace PreferenceCenter.Shared.Errors;

/// <summary>What the button that was pressed on the page of an unusable link has done.</summary>
public enum UnusableLinkDone
{
    Nothing,
    LinkSent,
    LeftAll,

    /// <summary>Choices were saved that only take away.</summary>
    Saved,
}
