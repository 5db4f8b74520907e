namespace PreferenceCenter.Domain;

/// <summary>The way an act came in. Written into every event.</summary>
internal enum Channel : byte
{
    /// <summary>RFC 8058: the mailbox provider's button.</summary>
    OneClick = 1,
    UnsubscribePage = 2,

    /// <summary>A signed preferences link, as it stands in mail footers and may have been forwarded.</summary>
    FooterPage = 3,

    /// <summary>A link mailed by the centre to the address itself: proves the mailbox.</summary>
    MailedPage = 4,
    ConfirmLink = 5,
    UndoLink = 6,
    Import = 7,
    Command = 8,
    Api = 9,
    Mailbox = 10,
    Staff = 11,
    System = 12,

    /// <summary>A sign-up form, whoever typed the address.</summary>
    Form = 13,

    /// <summary>
    /// A session opened by an identity link: the mailbox was read in this very browser, a moment ago.
    /// </summary>
    Identity = 14,
}

internal enum ActorKind : byte
{
    Person = 1,
    Operator = 2,
    Staff = 3,
    Sender = 4,
    System = 5,
}

/// <summary>Who acted. People act under no id of their own; others under a random one.</summary>
internal readonly record struct Actor(ActorKind Kind, Guid Id)
{
    public static readonly Actor Person = new(ActorKind.Person, Guid.Empty);
    public static readonly Actor System = new(ActorKind.System, Guid.Empty);
}

/// <summary>GDPR article 6(1): why mail may be sent. Nothing else is a grant's basis here.</summary>
internal enum LawfulBasis : byte
{
    None = 0,
    Consent = 1,
    SoftOptIn = 2,
}

/// <summary>The circumstances of a change: by which act, whose, when, and what a grant made by it rests on.</summary>
/// <param name="Controller">Number of the controller named when a grant was made; 0 where nothing is granted.</param>
/// <param name="Notice">Number of the wording's version; 0 where nothing is granted or no version exists.</param>
internal sealed record Act(
    Channel Channel,
    Actor Actor,
    DateTimeOffset At,
    LawfulBasis Basis,
    int Controller,
    int Notice
)
{
    /// <summary>The wording in force of each topic, where an act may say yes to several.</summary>
    public IReadOnlyDictionary<long, TopicNotice>? Notices { get; init; }

    /// <summary>The act as one event about that aspect keeps it.</summary>
    public Act About(long aspect) =>
        Notices is null ? this : this with { Notice = NoticeOf(aspect)?.Number ?? Notice, Notices = null };

    /// <summary>The wording of a topic; null where the act knows of none.</summary>
    public TopicNotice? NoticeOf(long aspect) => Notices?.GetValueOrDefault(aspect);

    /// <summary>Whether the act proves that whoever acts reads the mailbox.</summary>
    public bool ProvesMailbox =>
        Channel is Channel.MailedPage or Channel.ConfirmLink or Channel.UndoLink or Channel.Identity;

    /// <summary>Whether it is the person's own, from a session that a fresh link opened in their browser.</summary>
    public bool IsIdentified => this is { Channel: Channel.Identity, Actor.Kind: ActorKind.Person };

    /// <summary>
    /// Whether the act may ask for more than there is: only the person's, and never through a link made for leaving.
    /// </summary>
    public bool MayWiden =>
        Actor.Kind == ActorKind.Person && Channel is not (Channel.OneClick or Channel.UnsubscribePage);

    /// <summary>
    /// GDPR articles 6(1) and 7(1): nobody can show a consent that names neither its basis nor to whom it was given.
    /// </summary>
    public bool MayGrant => Basis != LawfulBasis.None && Controller > 0;
}
