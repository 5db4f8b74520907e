using PreferenceCenter.Domain;

namespace PreferenceCenter.Mail.Views;

// These types are public because parameters of Razor components must be.

/// <summary>A link created for this mail, and until when it works.</summary>
public sealed record MailLink(Uri Url, DateTimeOffset Until);

/// <summary>Kind of a line about a change.</summary>
public enum ChangeKind
{
    TopicStopped,
    TopicStarted,

    /// <summary>Restored by an undo.</summary>
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

    /// <summary>GDPR article 18: data is kept but not used.</summary>
    Restricted,
    Unrestricted,
    NameCorrected,
}

/// <summary>
/// One change. Topic is its name in the mail's language. Frequency is set only if the topic offers a choice.
/// </summary>
public sealed record ChangeLine(
    ChangeKind Kind,
    string? Topic = null,
    Frequency? Frequency = null,
    DateTimeOffset? Until = null,
    string? Language = null
);

/// <summary>What holds back all mail about topics that somebody is subscribed to.</summary>
public enum MailHold
{
    None,
    Paused,

    /// <summary>GDPR article 18. Until it is lifted nothing is sent, whether or not a pause runs too.</summary>
    Restricted,
}

/// <summary>Content of the mail that confirms changes.</summary>
/// <param name="StillOn">Names of the topics whose subscription stands.</param>
/// <param name="Undo">Set only if something was taken away.</param>
/// <param name="Hold">What keeps these topics from coming now.</param>
public sealed record ChangesView(
    IReadOnlyList<ChangeLine> Changes,
    DateTimeOffset At,
    IReadOnlyList<string> StillOn,
    MailLink? Undo,
    Uri Preferences,
    Uri? Receipt,
    MailHold Hold = MailHold.None
)
{
    /// <summary>Something was switched on, and an erasure that was requested will delete it too.</summary>
    public bool ErasureOpen { get; init; }
}

/// <summary>
/// A choice that takes effect only after confirmation: a <see cref="ChangeLine"/> with the topic's description.
/// </summary>
public sealed record WishLine(ChangeLine Wish, string? Description = null);

/// <summary>Content of the mail that asks to confirm choices (double opt-in).</summary>
/// <param name="Import">Where the wishes were imported: the person did not make them.</param>
/// <param name="Merged">Name of the topic that the person had, which became part of the one asked about.</param>
public sealed record ConfirmMailView(
    IReadOnlyList<WishLine> Wishes,
    DateTimeOffset At,
    MailLink Confirm,
    AddressOrigin? Import = null,
    string? Merged = null
);

/// <summary>Where an imported address comes from (GDPR article 14(2)(f)).</summary>
/// <param name="Source">As the imported row names it; null if it does not.</param>
public sealed record AddressOrigin(string? Source);

/// <summary>Content of the mail that asks to renew consent.</summary>
/// <param name="Until">When the consent ends without an answer; null if it is asked only because there was no reaction
/// for a long time.</param>
public sealed record RenewalView(
    IReadOnlyList<WishLine> Wishes,
    MailLink Confirm,
    DateTimeOffset? Until,
    Uri Unsubscribe
);

/// <summary>Content of the mail with the requested link to the preference page.</summary>
/// <param name="Preferences">Null where a restore left open whose the address is.</param>
public sealed record MyLinkView(MailLink? Preferences, string NotMe);

/// <summary>Content of the mail that certifies an erasure, the last mail to this address.</summary>
/// <param name="Suppressed">Whether a keyed hash of the address is kept.</param>
/// <param name="Note">The certificate as a signed note that can be verified.</param>
public sealed record CertificateView(DateTimeOffset ErasedAt, DateTimeOffset CleanedAt, bool Suppressed, string Note)
{
    /// <summary>Until when a keyed hash leads from the address to the log; null if none does.</summary>
    public DateTimeOffset? ProofUntil { get; init; }
}

/// <summary>Content of the mail that confirms the receipt of a privacy request (RTS-06).</summary>
/// <param name="Kind">Name of the request's kind; see <see cref="PrivacyRequestKind"/>.</param>
/// <param name="Due">The last day on which an answer is due, as text.</param>
/// <param name="GraceUntil">When the request is carried out automatically; null if staff decide.</param>
public sealed record RequestView(
    string Kind,
    bool Stops,
    DateTimeOffset ReceivedAt,
    string Due,
    DateTimeOffset? GraceUntil,
    Uri Page,
    string Reference
);

/// <summary>Content of staff's answer to a privacy request: a question, an extension or the decision.</summary>
/// <param name="Words">Text typed by staff, one entry per line.</param>
/// <param name="Button">Link to data that is ready to be fetched; otherwise null.</param>
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

/// <summary>
/// Content of the notice to a recipient of the data, which names the subscriber by id only (GDPR article 19).
/// </summary>
/// <param name="Kind">Name of the kind: erasure, rectification or restriction.</param>
public sealed record RecipientView(string Kind, Guid Id);

/// <summary>Content of the daily mail to staff about open privacy requests.</summary>
public sealed record DigestView(int Open, IReadOnlyList<DigestLine> Lines, int More, Uri Desk);

/// <summary>An open request in the daily mail.</summary>
/// <param name="When">How long it has waited and how much time is left, as text.</param>
public sealed record DigestLine(string When, bool Pressing, string Kind, string Reference, Uri Page);

/// <summary>Content of the mail that asks the new address for confirmation.</summary>
/// <param name="Old">The old address, masked.</param>
public sealed record NewAddressView(string Old, MailLink Confirm);

/// <summary>Content of the mail that tells the old address about the change, without naming the new one.</summary>
public sealed record AddressChangedView(DateTimeOffset At, MailLink Back);

/// <summary>
/// Content of the mail with the link to set a password for a staff account, the first one or a new one.
/// </summary>
public sealed record StaffMailView(MailLink Password, bool Reset);
