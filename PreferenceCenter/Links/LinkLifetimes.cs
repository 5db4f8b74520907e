namespace PreferenceCenter.Links;

/// <summary>Lifetimes of links. Unsubscribe links are not included: they never expire.</summary>
internal sealed record LinkLifetimes(
    TimeSpan Preferences,
    TimeSpan Choices,
    TimeSpan Confirm,
    TimeSpan Identity,
    TimeSpan Undo
)
{
    /// <summary>How long the page after an act offers its undo: whoever pressed is still there.</summary>
    public static readonly TimeSpan UndoOnPage = TimeSpan.FromMinutes(30);

    /// <summary>
    /// How long a browser is remembered as the one that asked for an identity link. It is longer than the link's
    /// lifetime, because delivery of the mail takes time before that lifetime matters.
    /// </summary>
    public TimeSpan Asked => Identity + TimeSpan.FromMinutes(20);
}
