using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>The kind of a mail. Numbers are stored: never reuse one.</summary>
internal enum MailKind : byte
{
    /// <summary>Confirms changes; one mail for all changes of a window.</summary>
    Changes = 1,

    /// <summary>Asks to confirm topics that were added through a footer link.</summary>
    Confirm = 2,

    /// <summary>"Mail me my link": a row for any address entered, a mail only for a known one.</summary>
    MyLink = 3,

    /// <summary>The signed checkpoint of the log, sent daily to the privacy contact.</summary>
    Checkpoint = 4,

    /// <summary>Asks to confirm a sign-up through a form; the row's message id is the opt-in's.</summary>
    OptIn = 5,

    /// <summary>
    /// Asks whether subscriptions may go on: the purpose changed, or the subscriber was inactive for long.
    /// </summary>
    Renewal = 6,

    /// <summary>
    /// The last mail to an erased subscriber: what was deleted, when, and what is kept; the row's message id is the
    /// erasure's.
    /// </summary>
    Certificate = 7,

    /// <summary>
    /// Confirms a privacy request, with its reference and due date (RTS-06); the row's message id is the request's.
    /// </summary>
    RequestReceived = 8,

    /// <summary>
    /// A message of staff about a privacy request: a question, an extension, the decision; the row's message id is the
    /// entry's.
    /// </summary>
    RequestAnswer = 9,

    /// <summary>
    /// A link to the data held about a subscriber, or the statement that there are none: a mail for every address
    /// entered.
    /// </summary>
    Identity = 10,

    /// <summary>
    /// Asks a new address whether it belongs to the subscriber; the row's message id is the change's.
    /// </summary>
    NewAddress = 11,

    /// <summary>
    /// Tells the old address about the new one, with a link to undo the change. The row names the address itself,
    /// since no subscriber row has it any more.
    /// </summary>
    AddressChanged = 12,

    /// <summary>
    /// Tells a recipient of data about an erasure, rectification or restriction (article 19), by ids alone; the row's
    /// message id is the notice's.
    /// </summary>
    RecipientNotice = 15,

    /// <summary>A daily overview for privacy staff: open requests and how long they have waited.</summary>
    RequestDigest = 16,

    /// <summary>
    /// A link to set a password, for an invited or reset account; <see cref="OutboxRow.StaffAct"/> tells which.
    /// </summary>
    StaffInvitation = 20,
}

/// <summary>The state of an outbox row. Numbers are stored: never reuse one.</summary>
internal enum MailState : byte
{
    Waiting = 0,
    Sent = 1,
    Dead = 2,
    Uncertain = 3,
}

/// <summary>
/// Outbox row: one e-mail that is to be sent. It holds no token and no rendered text. It waits until <see
/// cref="DueAt"/> and is taken under a lease.
/// </summary>
[PreparedStatements("most changes queue an email; claims of the dispatcher are one statement each")]
internal sealed class OutboxRow
{
    public long Id { get; set; }

    /// <summary>The stable part of the Message-ID.</summary>
    public Guid MessageId { get; set; }
    public MailKind Kind { get; set; }
    public MailState State { get; set; }
    public long? SubscriberId { get; set; }

    /// <summary>The address, only where no subscriber row has it.</summary>
    public string? Address { get; set; }

    /// <summary>The key by which that address is found; see <see cref="EmailAddress.Key"/>.</summary>
    public string? AddressKey { get; set; }
    public string? Language { get; set; }

    /// <summary>The range of the subscriber's events that this mail is about.</summary>
    public long FromSeq { get; set; }
    public long ToSeq { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset DueAt { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>
    /// Set before the content goes out, and cleared when the outcome is known. If a later claim finds it set, the
    /// outcome is unknown.
    /// </summary>
    public DateTimeOffset? SendingAt { get; set; }
    public DateTimeOffset? SentAt { get; set; }
    public int Attempts { get; set; }

    /// <summary>Number of attempts after which the mail may have arrived, without any way to know.</summary>
    public int Uncertain { get; set; }

    /// <summary>When recipient and content references were removed.</summary>
    public DateTimeOffset? ForgottenAt { get; set; }
    public string? LastError { get; set; }

    /// <summary>Key that makes the row only once, even if several nodes insert it.</summary>
    public string? OnceKey { get; set; }

    /// <summary>The browser that asked for an identity link, see <see cref="BrowserBinding"/>.</summary>
    public Guid? BrowserId { get; set; }

    /// <summary>The act that a mail with a password link is about.</summary>
    public StaffAct? StaffAct { get; set; }
}

/// <summary>The purpose of a mailed link. Numbers are stored: never reuse one.</summary>
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

    /// <summary>
    /// The undo on the page that our own unsubscribe button answers with. It was not mailed: the form names it, and so
    /// tells a resent form from a new act.
    /// </summary>
    LeftPage = 9,
    StaffPassword = 20,
}

/// <summary>A link made for one mail to one recipient, or for the page of one act. Only the SHA-256 of its token is stored.</summary>
[PreparedStatements("every page behind an emailed link reads it; every email writes it")]
internal sealed class MailedLinkRow
{
    public required byte[] Hash { get; set; }
    public MailedLinkKind Kind { get; set; }
    public long SubscriberId { get; set; }
    public long FromSeq { get; set; }
    public long ToSeq { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>The sign-up that the link confirms.</summary>
    public Guid? OptInId { get; set; }

    /// <summary>The change of address that the link confirms or takes back.</summary>
    public Guid? AddressChangeId { get; set; }

    /// <summary>The only browser that may open an identity link, see <see cref="BrowserBinding"/>.</summary>
    public Guid? BrowserId { get; set; }

    /// <summary>The staff account whose password the link sets.</summary>
    public Guid? AccountId { get; set; }
}

/// <summary>A counter of requests in a window, under a keyed hash of its subject.</summary>
[PreparedStatements("every public form counts in it")]
internal sealed class RateLimitRow
{
    public required byte[] Key { get; set; }
    public DateTimeOffset Until { get; set; }
    public int Count { get; set; }
}

/// <summary>
/// An entry of the suppression list: an address as a keyed hash and nothing more (ERA-04). It bears no time and stands
/// among the others in the order of their hashes, so that nothing of it leads to an event.
/// </summary>
[PreparedStatements("every registration and import asks it")]
internal sealed class SuppressionRow
{
    public required byte[] KeyedHash { get; set; }
    public int KeyId { get; set; }
    public SuppressionReason Reason { get; set; }
}

/// <summary>
/// A valid unsubscribe for an unknown id, applied if that id appears. The scope is a topic, or zero for everything;
/// the aspect of profiling is an objection to it.
/// </summary>
[PreparedStatements("a one-click unsubscribe writes it, a registration asks it")]
internal sealed class UnclaimedLeaveRow
{
    public Guid PublicId { get; set; }
    public long Scope { get; set; }
    public DateTimeOffset At { get; set; }
}
