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

/// <summary>
/// One thing that is now different. Topic: its name in the mail's language. Frequency only where the topic offers a
/// choice.
/// </summary>
public sealed record ChangeLine(
    ChangeKind Kind,
    string? Topic = null,
    Frequency? Frequency = null,
    DateTimeOffset? Until = null,
    string? Language = null
);

/// <summary>Confirms what changed.</summary>
/// <param name="StillOn">Names of the topics that go on.</param>
/// <param name="Undo">Only where something was taken away.</param>
/// <param name="Paused">The topics that go on do so only after a pause.</param>
public sealed record ChangesView(
    IReadOnlyList<ChangeLine> Changes,
    DateTimeOffset At,
    IReadOnlyList<string> StillOn,
    MailLink? Undo,
    Uri Preferences,
    Uri? Receipt,
    bool Paused = false
);

/// <summary>
/// Something that starts only once it is confirmed: as <see cref="ChangeLine"/>, with the topic's own description.
/// </summary>
public sealed record WishLine(ChangeLine Wish, string? Description = null);

/// <summary>Asks the mailbox whether it wants what somebody asked for.</summary>
public sealed record ConfirmMailView(IReadOnlyList<WishLine> Wishes, DateTimeOffset At, MailLink Confirm);

/// <summary>Asks whether what stands may go on.</summary>
/// <param name="Until">When it ends without an answer; null where nothing but silence is in question.</param>
public sealed record RenewalView(
    IReadOnlyList<WishLine> Wishes,
    MailLink Confirm,
    DateTimeOffset? Until,
    Uri Unsubscribe
);

/// <summary>The link somebody asked for.</summary>
public sealed record MyLinkView(MailLink Preferences);

/// <summary>Certifies an erasure; the last mail to its reader.</summary>
/// <param name="Suppressed">A keyed hash of the address is kept.</param>
/// <param name="Note">The same as a signed note, for whoever wants to check it.</param>
public sealed record CertificateView(DateTimeOffset ErasedAt, DateTimeOffset CleanedAt, bool Suppressed, string Note)
{
    /// <summary>Until when a keyed hash leads to the log; none where nothing does.</summary>
    public DateTimeOffset? ProofUntil { get; init; }
}

/// <summary>Confirms that a request was received (RTS-06).</summary>
/// <param name="Kind">The name of its kind; see <see cref="PrivacyRequestKind"/>.</param>
/// <param name="Due">The last day on which an answer is due, in words.</param>
/// <param name="GraceUntil">When it is carried out by itself; else a person decides.</param>
public sealed record RequestView(
    string Kind,
    bool Erases,
    DateTimeOffset ReceivedAt,
    string Due,
    DateTimeOffset? GraceUntil,
    Uri Page,
    string Reference
);

/// <summary>What staff say to somebody who asked for something: a question, more time, the decision.</summary>
/// <param name="Words">As somebody typed them, a line each.</param>
/// <param name="Button">Where something waits to be fetched.</param>
public sealed record AnswerView(
    string Title,
    string Kind,
    string Received,
    IReadOnlyList<string> Before,
    IReadOnlyList<string> Words,
    IReadOnlyList<string> After,
    string Reference,
    Uri? Button = null
);

/// <summary>Tells somebody who was given data what became of them, by id alone (GDPR article 19).</summary>
/// <param name="Kind">The name of its kind: an erasure, a rectification, a restriction.</param>
public sealed record RecipientView(string Kind, Guid Id);

/// <summary>What waits on the privacy desk this morning.</summary>
public sealed record DigestView(int Open, IReadOnlyList<DigestLine> Lines, int More, Uri Desk);

/// <param name="When">How long it waits and how long there is, in words.</param>
public sealed record DigestLine(string When, bool Pressing, string Kind, string Reference, Uri Page);

/// <summary>Asks a new address whether it is the person's.</summary>
/// <param name="Old">The one of before, masked.</param>
public sealed record NewAddressView(string Old, MailLink Confirm);

/// <summary>Tells the old address that there is a new one, which it does not name.</summary>
public sealed record AddressChangedView(DateTimeOffset At, MailLink Back);

/// <summary>The way into an account of the staff, for the first time or again.</summary>
public sealed record StaffMailView(MailLink Password, bool Reset);
