namespace PreferenceCenter.Domain;

/// <summary>The way an act reached the centre. It is written into every event.</summary>
internal enum Channel : byte
{
    /// <summary>One-click unsubscribe: the mailbox provider's button (RFC 8058).</summary>
    OneClick = 1,
    UnsubscribePage = 2,

    /// <summary>A signed preferences link from a mail footer, which may have been forwarded.</summary>
    FooterPage = 3,

    /// <summary>A link that the centre mailed to the address itself: it proves the mailbox.</summary>
    MailedPage = 4,
    ConfirmLink = 5,
    UndoLink = 6,
    Import = 7,
    Command = 8,
    Api = 9,
    Mailbox = 10,
    Staff = 11,
    System = 12,

    /// <summary>A sign-up form. It does not prove who typed the address.</summary>
    Form = 13,

    /// <summary>A session opened by an identity link: the mailbox was read in this browser a moment ago.</summary>
    Identity = 14,
}

/// <summary>The kind of actor behind an act.</summary>
internal enum ActorKind : byte
{
    Person = 1,
    Operator = 2,
    Staff = 3,
    Sender = 4,
    System = 5,
}

/// <summary>
/// Who acted. Subscribers act without an id of their own; other actors have a random one. The program has the id of the
/// staff account in whose name it does what they set a time for, otherwise none.
/// </summary>
internal readonly record struct Actor(ActorKind Kind, Guid Id)
{
    public static readonly Actor Person = new(ActorKind.Person, Guid.Empty);
    public static readonly Actor System = new(ActorKind.System, Guid.Empty);
}

/// <summary>The lawful basis of sending mail (GDPR article 6(1)). A grant here has no other basis.</summary>
internal enum LawfulBasis : byte
{
    None = 0,
    Consent = 1,
    SoftOptIn = 2,
}

/// <summary>The circumstances of a change: channel, actor, time, and the lawful basis of a grant it makes.</summary>
/// <param name="Controller">Number of the controller named when a grant was made; 0 where nothing is granted.</param>
/// <param name="Notice">Number of the notice version; 0 where nothing is granted or no version exists.</param>
internal sealed record Act(
    Channel Channel,
    Actor Actor,
    DateTimeOffset At,
    LawfulBasis Basis,
    int Controller,
    int Notice
)
{
    /// <summary>The notice in force of each topic, for an act that may consent to several topics.</summary>
    public IReadOnlyDictionary<long, TopicNotice>? Notices { get; init; }

    /// <summary>
    /// The sign-in that staff act by. It is asked again when the change is written, since it may end while the change
    /// waits. Null for everybody else.
    /// </summary>
    public Guid? SignIn { get; init; }

    /// <summary>
    /// Key of the console form that staff sent, made when the form was opened: whatever is sent with it happens once.
    /// Null for everybody else.
    /// </summary>
    public Guid? Once { get; init; }

    /// <summary>An act that grants nothing.</summary>
    public static Act By(Actor actor, Channel channel, DateTimeOffset at) =>
        new(channel, actor, at, LawfulBasis.None, 0, 0);

    /// <summary>The act as it is stored in one event about that aspect.</summary>
    public Act About(long aspect) =>
        Notices is null ? this : this with { Notice = NoticeOf(aspect)?.Number ?? Notice, Notices = null };

    /// <summary>The notice of a topic; null where the act has none.</summary>
    public TopicNotice? NoticeOf(long aspect) => Notices?.GetValueOrDefault(aspect);

    /// <summary>Whether the act proves that the actor reads the mailbox.</summary>
    public bool ProvesMailbox =>
        Channel is Channel.MailedPage or Channel.ConfirmLink or Channel.UndoLink or Channel.Identity;

    /// <summary>Whether a person acts on a page of ours, with a form.</summary>
    public bool IsOnPage =>
        Channel is Channel.UnsubscribePage or Channel.FooterPage or Channel.MailedPage or Channel.Identity;

    /// <summary>
    /// Whether the act is the subscriber's own, from a session that a fresh link opened in their browser.
    /// </summary>
    public bool IsIdentified => this is { Channel: Channel.Identity, Actor.Kind: ActorKind.Person };

    /// <summary>
    /// Whether the act may ask for more than there is: only the subscriber may, and never through an unsubscribe link.
    /// </summary>
    public bool MayWiden =>
        Actor.Kind == ActorKind.Person && Channel is not (Channel.OneClick or Channel.UnsubscribePage);

    /// <summary>
    /// Whether the act may grant: it names a lawful basis and a controller. A consent without both cannot be
    /// demonstrated (GDPR articles 6(1) and 7(1)).
    /// </summary>
    public bool MayGrant => Basis != LawfulBasis.None && Controller > 0;
}
