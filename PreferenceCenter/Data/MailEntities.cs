using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

internal enum MailKind : byte
{
    /// <summary>Confirms changes; one mail for all of a window.</summary>
    Changes = 1,

    /// <summary>Asks to confirm what was added through a footer link.</summary>
    Confirm = 2,

    /// <summary>"Mail me my link": a row for any address asked, a mail only for a known one.</summary>
    MyLink = 3,

    /// <summary>The log's signed checkpoint, daily to the privacy contact.</summary>
    Checkpoint = 4,

    /// <summary>Asks to confirm what was asked for through a form; the row's message id is the opt-in's.</summary>
    OptIn = 5,

    /// <summary>Asks whether what stands may go on: the purpose changed, or nothing was heard for long.</summary>
    Renewal = 6,

    /// <summary>
    /// The last mail to somebody who was erased: what went, when, what is kept; the row's message id is the erasure's.
    /// </summary>
    Certificate = 7,

    /// <summary>
    /// Confirms a request, with its reference and its day (RTS-06); the row's message id is the request's.
    /// </summary>
    RequestReceived = 8,

    /// <summary>
    /// What staff say to somebody who asked: a question, more time, the decision; the row's message id is the entry's.
    /// </summary>
    RequestAnswer = 9,

    /// <summary>The link to what is held about a person, or that nothing is: a mail for every address asked.</summary>
    Identity = 10,

    /// <summary>Asks a new address whether it is the person's; the row's message id is the change's.</summary>
    NewAddress = 11,

    /// <summary>
    /// Tells the old address that there is a new one, with a way back: it names the address itself, which no subscriber
    /// has any more.
    /// </summary>
    AddressChanged = 12,

    /// <summary>
    /// Tells whoever was given data what became of them (article 19), by ids alone; the row's message id is the
    /// notice's.
    /// </summary>
    RecipientNotice = 15,

    /// <summary>Once a day to privacy staff: what waits, and how long.</summary>
    RequestDigest = 16,

    /// <summary>
    /// A link to set one's password with, to somebody invited or reset; <see cref="OutboxRow.FromSeq"/> says which.
    /// </summary>
    StaffInvitation = 20,
}

internal enum MailState : byte
{
    Waiting = 0,
    Sent = 1,
    Dead = 2,
    Uncertain = 3,
}

/// <summary>
/// What is to be said to whom: never a token, never rendered. Waits until <see cref="DueAt"/>, taken under a lease.
/// </summary>
internal sealed class OutboxRow
{
    public long Id { get; set; }

    /// <summary>The stable half of the Message-ID.</summary>
    public Guid MessageId { get; set; }
    public MailKind Kind { get; set; }
    public MailState State { get; set; }
    public long? SubscriberId { get; set; }

    /// <summary>Only where no subscriber row says it.</summary>
    public string? Address { get; set; }

    /// <summary>What that address is found by; see <see cref="Domain.EmailAddress.Key"/>.</summary>
    public string? AddressKey { get; set; }
    public string? Language { get; set; }

    /// <summary>The person's events this mail is about.</summary>
    public long FromSeq { get; set; }
    public long ToSeq { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset DueAt { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>
    /// Committed before the content goes out, gone when it is known what became of it: found set, nobody knows.
    /// </summary>
    public DateTimeOffset? SendingAt { get; set; }
    public DateTimeOffset? SentAt { get; set; }
    public int Attempts { get; set; }

    /// <summary>Attempts after which it may have arrived, and nobody knows.</summary>
    public int Uncertain { get; set; }

    /// <summary>When what said to whom and about what was taken out.</summary>
    public DateTimeOffset? ForgottenAt { get; set; }
    public string? LastError { get; set; }

    /// <summary>Makes a row once, however many nodes want it.</summary>
    public string? OnceKey { get; set; }
}

internal enum MailedLinkKind : byte
{
    Choices = 1,
    Confirm = 2,
    Identity = 3,
    Undo = 4,
    Receipt = 5,
    OptIn = 6,
    NewAddress = 7,
    WayBack = 8,
    StaffPassword = 20,
}

/// <summary>A link made for one mail to one person. Only the SHA-256 of its token is kept.</summary>
internal sealed class MailedLinkRow
{
    public required byte[] Hash { get; set; }
    public MailedLinkKind Kind { get; set; }
    public long SubscriberId { get; set; }
    public long FromSeq { get; set; }
    public long ToSeq { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>
    /// What it confirms, where nobody need be known yet, or whose account it opens: then there is no subscriber; or
    /// which change of address. Of an identity link: which browser asked, see <see cref="BrowserBinding"/>.
    /// </summary>
    public Guid? OptInId { get; set; }
}

/// <summary>How often something was asked for in a window, under a keyed hash of who asked.</summary>
internal sealed class RateLimitRow
{
    public required byte[] Key { get; set; }
    public DateTimeOffset Until { get; set; }
    public int Count { get; set; }
}

/// <summary>An address never to be mailed again, as a keyed hash and nothing more (ERA-04).</summary>
internal sealed class SuppressionRow
{
    public required byte[] KeyedHash { get; set; }
    public int KeyId { get; set; }
    public Domain.SuppressionReason Reason { get; set; }
    public DateTimeOffset At { get; set; }
}

/// <summary>
/// A valid leave for somebody nobody here knows: applied if that id appears. The scope is a topic, or zero for
/// everything; profiling's aspect is an objection to it.
/// </summary>
internal sealed class UnclaimedLeaveRow
{
    public Guid PublicId { get; set; }
    public long Scope { get; set; }
    public DateTimeOffset At { get; set; }
}
