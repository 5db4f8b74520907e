namespace PreferenceCenter.Links;

/// <summary>How long links live. Unsubscribe links are not among them: they live for ever.</summary>
internal sealed record LinkLifetimes(TimeSpan Preferences, TimeSpan Choices, TimeSpan Confirm, TimeSpan Identity, TimeSpan Undo);
