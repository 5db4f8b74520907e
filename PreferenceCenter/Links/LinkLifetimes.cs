namespace PreferenceCenter.Links;

/// <summary>How long links live. Unsubscribe links are not among them: they live for ever.</summary>
internal sealed record LinkLifetimes(
    TimeSpan Preferences,
    TimeSpan Choices,
    TimeSpan Confirm,
    TimeSpan Identity,
    TimeSpan Undo
)
{
    /// <summary>
    /// How long a browser is known to have asked for an identity link: a mail may be on its way a while before the
    /// link's own time begins to matter.
    /// </summary>
    public TimeSpan Asked => Identity + TimeSpan.FromMinutes(20);
}
