using PreferenceCenter.Domain;

namespace PreferenceCenter.Mail.Views;

// Public, as everything must be that a component takes.

/// <summary>A link made for this mail, and until when it works.</summary>
public sealed record MailLink(Uri Url, DateTimeOffset Until);

public enum ChangeKind
{
    TopicStopped,
    TopicStarted,
    /// <summary>Brought back by an undo.</summary>
    TopicRestored,
    TopicFrequency,
    EverythingStopped,
    Paused,
    PauseEnded,
    TrackingAllowed,
    TrackingRefused,
    ProfilingAllowed,
    ProfilingRefused,
    Language,
    /// <summary>GDPR article 18: kept and not used.</summary>
    Restricted,
    Unrestricted,
    NameCorrected,
}

/// <summary>One thing that is now different. Topic: its name in the mail's language. Frequency only where the topic offers a choice.</summary>
public sealed record ChangeLine(ChangeKind Kind, string? Topic = null, Frequency? Frequency = null, DateTimeOffset? Until = null, string? Language = null);

/// <summary>Confirms what changed.</summary>
/// <param name="StillOn">Names of the topics that go on.</param>
/// <param name="Undo">Only where something was taken away.</param>
/// <param name="Paused">The topics that go on do so only after a pause.</param>
public sealed record ChangesView(
    IReadOnlyList<ChangeLine> Changes, DateTimeOffset At, IReadOnlyList<string> StillOn, MailLink? Undo, Uri Preferences, Uri? Receipt, bool Paused = false);

/// <summary>Something that starts only once it is confirmed: as <see cref="ChangeLine"/>, with the topic's own description.</summary>
public sealed record WishLine(ChangeLine Wish, string? Description = null);

/// <summary>Asks the mailbox whether it wants what somebody asked for.</summary>
public sealed record ConfirmView(IReadOnlyList<WishLine> Wishes, DateTimeOffset At, MailLink Confirm);

/// <summary>Asks whether what stands may go on.</summary>
/// <param name="Until">When it ends without an answer; null where nothing but silence is in question.</param>
public sealed record RenewalView(IReadOnlyList<WishLine> Wishes, MailLink Confirm, DateTimeOffset? Until, Uri Unsubscribe);

/// <summary>The link somebody asked for.</summary>
public sealed record MyLinkView(MailLink Preferences);
