namespace PreferenceCenter.Shared.Errors;

/// <summary>What one of the page's two buttons has just done.</summary>
public enum UnusableLinkDone
{
    Nothing,
    LinkSent,
    LeftAll,
}
